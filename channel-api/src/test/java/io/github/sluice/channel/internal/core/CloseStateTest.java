// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.core;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.WaitStrategy;
import io.github.sluice.channel.internal.base.CallbackExecutor;
import io.github.sluice.channel.internal.base.CoreRace;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.SpinWait;
import io.github.sluice.channel.internal.ring.MpscRing;
import io.github.sluice.channel.internal.ring.RingProbe;
import io.github.sluice.channel.internal.ring.TailWord;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Races;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a stream ends, and when its future completes. */
class CloseStateTest {
  private final List<Notification> delivered = new ArrayList<>();
  private final ChannelCore<String> core =
      Cores.create(1, "orders", message -> {}, this::deliver, WaitStrategy.ADAPTIVE);
  private final MpscRing<String> ring = core.ring;
  private final CloseState state = new CloseState(core);
  private final Throwable cause = new IllegalStateException("cause");

  private void deliver(@Nullable Notification list) {
    delivered.add(list);
  }

  @Test
  void x11_aFailureAfterTheCloseIsNone() {
    ring.close(TailWord.CLOSED);
    state.setFailure(cause);
    ring.close(TailWord.FAILED);
    assertFalse(state.isFailure());
    assertNull(state.closedException("message").getCause());
    assertNull(state.failure());
  }

  @Test
  void x11_theFirstFailureCounts() {
    state.setFailure(cause);
    state.setFailure(new IllegalStateException("another"));
    assertFalse(state.isFailure(), "not yet");
    ring.close(TailWord.FAILED);
    assertTrue(state.isFailure());
    assertSame(cause, state.closedException(null).getCause());
    assertSame(cause, requireNonNull(state.failure()).getCause());
  }

  @Test
  void aFailureIsReportedAfterWhatHasBeenAccepted() {
    ring.offer("accepted");
    state.setFailure(cause);
    ring.close(TailWord.FAILED);
    assertNull(state.failure());
    RingProbe.poll(ring, SpinWait.FOREVER);
    assertSame(cause, requireNonNull(state.failure()).getCause());
  }

  @Test
  void a8_closingCompletesTheFutureByANotification() {
    CompletableFuture<?> closed = state.future();
    assertSame(closed, state.future());
    ring.close(TailWord.CLOSED);
    Notification completion = state.completion();
    assertNotNull(completion);
    assertNull(state.completion(), "it is due once");
    assertFalse(closed.isDone());
    Notification.first(completion).deliver();
    assertTrue(closed.isDone());
    assertEquals(List.of(), delivered);
  }

  private void assertSays(String how, String remedy) {
    String text = core.closedException("message").getMessage();
    assertTrue(text.startsWith("cannot send: channel orders " + how + "; the message is"), text);
    assertTrue(text.contains(remedy), text);
  }

  @Test
  void theTextSaysThatNothingKeptTheStreamOpen() {
    core.tryRetain();
    core.deliver(core.release());
    assertSays("has ended, because all its senders are closed", "Take all handles");
    core.close(null);
    assertSays("has ended, because all its senders are closed", "Take all handles");
  }

  @Test
  void theTextSaysThatTheReceiverCameFirst() {
    core.tryRetain();
    core.close(null);
    core.deliver(core.release());
    assertSays("was closed by its receiver", "End the producer");
    core.cancel();
    assertSays("was cancelled by its receiver", "End the producer");
  }

  @Test
  void theTextSaysThatASenderHasFailed() {
    core.closeExceptionally(cause);
    core.close(null);
    assertSays("has failed by closeExceptionally of a sender, see the cause", "End the producer");
  }

  @Test
  void theTextSaysThatThereIsAReason() {
    core.close(cause);
    assertSays("was closed by its receiver, see the cause", "End the producer");
    core.cancel();
    assertSays("was cancelled by its receiver, see the cause", "End the producer");
    assertSame(cause, core.closedException("message").getCause());
  }

  @Test
  void x14_aReasonCountsOnceTheChannelIsClosed() {
    state.byReceiver(cause);
    assertNull(state.closedException("send", true, null).getCause(), "not yet");
    state.setFailure(new IllegalStateException("a sender's"));
    ring.close(TailWord.CLOSED);
    assertSame(cause, state.closedException(null).getCause());
    ring.close(TailWord.CANCELLED);
    assertSame(cause, state.closedException(null).getCause());
  }

  @Test
  void theTextSaysWhetherTheHandleIsClosed() {
    String text = core.closedException("copy", true, null).getMessage();
    assertTrue(text.startsWith("cannot copy: this handle of channel orders is closed, "), text);
    assertTrue(text.contains("and the channel is open. "), text);
  }

  @Test
  void nothingIsDueIfNoFutureWasAskedFor() {
    ring.close(TailWord.CLOSED);
    assertNull(state.completion());
  }

  @Test
  void h4_theFutureOfAClosedRingCompletesAsACallback() {
    ring.close(TailWord.CLOSED);
    CompletableFuture<?> closed = state.future();
    assertSame(closed, state.future());
    assertEquals(1, delivered.size());
    Notification.first(delivered.get(0)).deliver();
    assertTrue(closed.isDone());
  }

  @Test
  void a11_nothingElseCompletesTheFuture() {
    CompletableFuture<?> closed = state.future();
    assertFalse(closed.cancel(true));
    assertFalse(closed.complete(null));
    assertFalse(closed.completeExceptionally(cause));
    assertFalse(closed.isDone());
  }

  @Test
  @Races
  void p1_closingWhileTheFutureIsCreatedCompletesIt() throws Exception {
    CoreRace.rounds(
        20_000,
        () -> {
          var racedCore =
              Cores.create(1, null, message -> {}, CallbackExecutor.DIRECT, WaitStrategy.ADAPTIVE);
          CloseState raced = new CloseState(racedCore);
          return Race.of(
                  raced,
                  () -> {
                    racedCore.ring.close(TailWord.CLOSED);
                    CallbackExecutor.DIRECT.deliver(raced.completion());
                  },
                  raced::future)
              .then(() -> assertTrue(raced.future().isDone()));
        });
  }
}

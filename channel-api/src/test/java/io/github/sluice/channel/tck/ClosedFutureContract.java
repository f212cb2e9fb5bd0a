// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static io.github.sluice.channel.tck.ContractPart.fill;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** H4 and A11: the future that completes when the channel is closed. */
public interface ClosedFutureContract extends ContractPart {
  /** The ways in which a channel with one handle can be closed. */
  enum Closing {
    BY_RECEIVER {
      @Override
      void close(TestedChannel<?> channel, Sender<?> sender) {
        channel.receiver().close();
      }
    },
    BY_CANCEL {
      @Override
      void close(TestedChannel<?> channel, Sender<?> sender) {
        channel.receiver().cancel();
      }
    },
    BY_FAILURE {
      @Override
      void close(TestedChannel<?> channel, Sender<?> sender) {
        sender.closeExceptionally(new IllegalStateException("a test's"));
      }
    },
    BY_LAST_HANDLE {
      @Override
      void close(TestedChannel<?> channel, Sender<?> sender) {
        sender.close();
      }
    };

    abstract void close(TestedChannel<?> channel, Sender<?> sender);
  }

  private static void assertCompletes(TestedChannel<?> channel, CompletableFuture<?> closed) {
    assertNull(Watchdog.get("closeFuture()", channel, closed));
    assertFalse(closed.isCompletedExceptionally());
  }

  @Test
  default void h4_closedCompletesInWhicheverWayTheChannelIsClosed() {
    for (Closing closing : Closing.values()) {
      TestedChannel<Integer> channel = open(2);
      Sender<Integer> sender = channel.sender();
      Sender<Integer> other = sender.copy();
      fill(sender, 1, 1);
      CompletableFuture<@Nullable Void> closed = sender.closeFuture();
      CompletableFuture<@Nullable Void> ofOther = other.closeFuture();
      assertFalse(closed.isDone() || ofOther.isDone());
      other.close();
      assertFalse(closed.isDone() || ofOther.isDone(), "one of two handles is open");
      closing.close(channel, sender);
      assertCompletes(channel, closed);
      assertCompletes(channel, ofOther);
      assertCompletes(channel, sender.closeFuture());
      assertTrue(sender.isClosed());
      assertEquals(SendResult.CLOSED, sender.trySend(2));
    }
  }

  @Test
  default void h4_closedIsCompleteForLateCallers() {
    for (Closing closing : Closing.values()) {
      TestedChannel<Integer> channel = open(2);
      Sender<Integer> sender = channel.sender();
      closing.close(channel, sender);
      CompletableFuture<@Nullable Void> closed = sender.closeFuture();
      assertCompletes(channel, closed);
      assertSame(closed, sender.closeFuture());
    }
  }

  @Test
  default void closedIsTheSameFutureAtEveryCall() throws Exception {
    Race.rounds(
        fixture(),
        Race.times(1000),
        () -> {
          TestedChannel<Integer> channel = open(1);
          Sender<Integer> sender = channel.sender();
          List<CompletableFuture<?>> seen = new ArrayList<>();
          List<CompletableFuture<?>> seenToo = new ArrayList<>();
          return Race.of(
                  channel,
                  () -> seen.add(sender.closeFuture()),
                  () -> seenToo.add(sender.closeFuture()))
              .then(
                  () -> {
                    assertSame(seen.get(0), seenToo.get(0));
                    assertSame(seen.get(0), sender.closeFuture());
                    sender.close();
                    assertSame(seen.get(0), sender.closeFuture());
                    assertCompletes(channel, seen.get(0));
                  });
        });
  }

  @Test
  default void a11_closedCannotBeCompletedFromOutside() throws Exception {
    List<Consumer<CompletableFuture<@Nullable Void>>> ways =
        List.of(
            future -> assertFalse(future.complete(null)),
            future -> assertFalse(future.completeExceptionally(new IllegalStateException())),
            future -> assertFalse(future.cancel(true)),
            future -> future.obtrudeValue(null),
            future -> future.obtrudeException(new IllegalStateException()),
            future -> future.completeAsync(() -> null, Runnable::run),
            future -> future.orTimeout(1, TimeUnit.MICROSECONDS),
            future -> future.completeOnTimeout(null, 1, TimeUnit.MICROSECONDS));
    TestedChannel<Integer> channel = open(1);
    Sender<Integer> sender = channel.sender();
    CompletableFuture<@Nullable Void> closed = sender.closeFuture();
    for (Consumer<CompletableFuture<@Nullable Void>> way : ways) {
      try {
        way.accept(closed);
      } catch (UnsupportedOperationException e) {
        // that is a way to say so
      }
      assertFalse(closed.isDone(), "way " + ways.indexOf(way));
    }
    awaitTimers();
    assertFalse(closed.isDone(), "by a timeout");
    assertSame(closed, sender.closeFuture());
    assertFalse(sender.isClosed());
    fill(sender, 1, 1);
    sender.close();
    assertCompletes(channel, closed);
    for (Consumer<CompletableFuture<@Nullable Void>> way : ways) {
      try {
        way.accept(closed);
      } catch (UnsupportedOperationException e) {
        // that is a way to say so
      }
      assertCompletes(channel, closed);
    }
  }

  /** Waits until the timeouts that have been set before are over: one thread runs them all. */
  private static void awaitTimers() {
    CompletableFuture<String> timer = new CompletableFuture<>();
    timer.completeOnTimeout("over", 5, TimeUnit.MILLISECONDS);
    assertEquals("over", Watchdog.get("a timer", "no channel", timer));
  }

  @Test
  default void a11_derivedFuturesAreTheCallersOwn() {
    TestedChannel<Integer> channel = open(1);
    Sender<Integer> sender = channel.sender();
    CompletableFuture<@Nullable Void> closed = sender.closeFuture();
    assertTrue(closed.thenApply(ignored -> 1).cancel(true));
    assertTrue(closed.copy().complete(null));
    assertFalse(closed.isDone());
    assertFalse(sender.isClosed());
    sender.close();
    assertCompletes(channel, closed);
  }

  @Test
  default void h4_whatWasWrittenBeforeTheClosingIsSeenWhenTheFutureIsDone() throws Exception {
    for (Closing closing : Closing.values()) {
      Race.rounds(
          fixture(),
          Race.times(1000),
          () -> {
            TestedChannel<Integer> channel = open(1);
            Sender<Integer> sender = channel.sender();
            int[] before = {0};
            return Race.of(
                channel,
                () -> {
                  before[0] = 1;
                  closing.close(channel, sender);
                },
                () -> {
                  CompletableFuture<@Nullable Void> closed = sender.closeFuture();
                  Watchdog.await("closeFuture()", channel, closed::isDone);
                  assertEquals(1, before[0]);
                  assertTrue(sender.isClosed());
                });
          });
    }
  }

  @Test
  default void p1_aFutureTakenWhileTheChannelIsClosedCompletesToo() throws Exception {
    for (Closing closing : Closing.values()) {
      Race.rounds(
          fixture(),
          Race.times(1000),
          () -> {
            TestedChannel<Integer> channel = open(1);
            Sender<Integer> sender = channel.sender();
            List<CompletableFuture<?>> dependents = new ArrayList<>();
            return Race.of(
                    channel,
                    () -> closing.close(channel, sender),
                    () -> dependents.add(sender.closeFuture().thenRun(() -> {})))
                .then(() -> assertCompletes(channel, dependents.get(0)));
          });
    }
  }

  @Test
  default void a8_b16_whatDependsOnClosedMayUseTheChannel() {
    for (Closing closing : Closing.values()) {
      TestedChannel<Integer> channel = open(2);
      Sender<Integer> sender = channel.sender();
      fill(sender, 1, 1);
      CompletableFuture<SendResult> dependent =
          sender
              .closeFuture()
              .thenApply(
                  ignored -> {
                    assertTrue(sender.isClosed());
                    SendResult result = sender.trySend(2);
                    channel.receiver().close();
                    sender.closeFuture();
                    sender.close();
                    assertEquals(0, sender.senderCount());
                    return result;
                  });
      closing.close(channel, sender);
      assertEquals(SendResult.CLOSED, Watchdog.get("the dependent", channel, dependent));
    }
  }

  @Test
  default void x3_waitingSendsEndAlthoughADependentOfClosedThrows() {
    TestedChannel<Integer> channel = open(1);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, 1);
    Pending<?> waiting = channel.beginSend(sender, 1);
    CompletableFuture<?> dependent =
        sender
            .closeFuture()
            .thenRun(
                () -> {
                  throw new IllegalStateException("a test's");
                });
    channel.receiver().close();
    Watchdog.await("the send", channel, waiting::isDone);
    Watchdog.await("the dependent", channel, dependent::isDone);
    assertTrue(dependent.isCompletedExceptionally());
    assertCompletes(channel, sender.closeFuture());
  }

  @Test
  default void m2_askingOftenLeavesNothingBehind() {
    TestedChannel<Integer> channel = open(1);
    Sender<Integer> sender = channel.sender();
    ask(sender, 10_000);
    long used = Garbage.usedBytes();
    ask(sender, 100_000);
    long grown = Garbage.usedBytes() - used;
    assertTrue(grown < 1_000_000, "grown by " + grown + " bytes");
    assertFalse(sender.closeFuture().isDone());
    sender.close();
    assertCompletes(channel, sender.closeFuture());
  }

  private static void ask(Sender<Integer> sender, int times) {
    for (int i = 0; i < times; i++) {
      Sender<Integer> copy = sender.copy();
      assertFalse(copy.closeFuture().isDone() || sender.closeFuture().isDone());
      copy.close();
    }
  }
}

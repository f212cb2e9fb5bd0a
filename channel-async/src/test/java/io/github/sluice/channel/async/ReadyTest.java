// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Watchdog;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** L2: waiting for a message without taking it, by a future or a waker. */
class ReadyTest {
  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(2);
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();

  @Test
  void l2_aMessageThatIsThereIsReadyAndStays() {
    sender.trySend(1);
    assertTrue(receiver.whenReady().getNow(false));
    assertTrue(receiver.whenReady().getNow(false));
    assertEquals(1, receiver.tryReceive());
  }

  @Test
  void l2_theFutureCompletesWithTheFirstMessageAndFreesTheReceiver() {
    CompletableFuture<Boolean> ready = receiver.whenReady();
    CompletableFuture<Integer> seen = ready.thenApply(there -> receiver.peek());
    assertFalse(ready.isDone());
    assertThrows(IllegalStateException.class, receiver::peek);
    assertThrows(IllegalStateException.class, receiver::whenReady);
    sender.trySend(1);
    assertTrue(ready.getNow(false));
    assertEquals(1, seen.getNow(null));
    assertEquals(1, receiver.tryReceive());
  }

  @Test
  void l2_theEndIsNotReady() {
    CompletableFuture<Boolean> ready = receiver.whenReady();
    sender.close();
    assertFalse(ready.getNow(true));
    assertFalse(receiver.whenReady().getNow(true));
    assertFalse(receiver.pollReady(() -> {}));
  }

  @Test
  void l2_aCancelledChannelIsNotReady() {
    CompletableFuture<Boolean> ready = receiver.whenReady();
    receiver.cancel();
    assertFalse(ready.getNow(true));
    assertFalse(receiver.whenReady().getNow(true));
  }

  @Test
  void l2_aFailureFailsIt() {
    Exception cause = new Exception("a test's");
    CompletableFuture<Boolean> ready = receiver.whenReady();
    sender.closeExceptionally(cause);
    ChannelFailedException failed =
        assertThrows(ChannelFailedException.class, () -> Watchdog.get("it", channel, ready));
    assertSame(cause, failed.getCause());
    assertThrows(ChannelFailedException.class, receiver::whenReady);
    assertThrows(ChannelFailedException.class, () -> receiver.pollReady(() -> {}));
  }

  @Test
  void l2_a5_aWithdrawnWaitFreesTheReceiver() {
    assertTrue(receiver.whenReady().cancel(false));
    CompletableFuture<Boolean> timed = receiver.whenReady().orTimeout(1, TimeUnit.MICROSECONDS);
    Watchdog.await("the timeout", channel, timed::isDone);
    sender.trySend(1);
    assertEquals(1, receiver.tryReceive());
  }

  @Test
  void l2_aWakerIsCalledWhenAMessageIsThere() {
    CountingWaker waker = new CountingWaker();
    assertFalse(receiver.pollReady(waker));
    sender.trySend(1);
    assertEquals(1, waker.calls());
    assertTrue(receiver.pollReady(waker));
    assertTrue(receiver.pollReady(waker));
    assertEquals(1, receiver.poll(waker));
    assertEquals(1, waker.calls());
    assertThrows(NullPointerException.class, () -> receiver.pollReady(null));
  }

  @Test
  void l2_s1_cancel_send() throws Exception {
    try (FutureFixture fixture = new FutureFixture(null)) {
      Race.rounds(
          fixture,
          2000,
          () -> {
            AsyncChannel<Integer> raced = AsyncChannel.bounded(1);
            AsyncSender<Integer> from = raced.sender();
            CompletableFuture<Boolean> ready = raced.receiver().whenReady();
            return Race.of(raced, () -> ready.cancel(false), () -> from.trySend(1))
                .then(
                    () -> {
                      assertTrue(ready.isDone());
                      assertEquals(1, raced.receiver().tryReceive());
                    });
          });
    }
  }
}

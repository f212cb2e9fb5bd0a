// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.PendingThread;
import io.github.sluice.channel.tck.Races;
import io.github.sluice.channel.tck.ThreadKind;
import io.github.sluice.channel.tck.Watchdog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** P2, A8: a slow callback delays no effect on other waiters. */
@Races
class SlowCallbackTest {
  private static final Duration SHORT = Duration.ofMillis(2);

  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void release() {
    released.countDown();
  }

  /** Blocks the calling thread until the test releases it. */
  private void block() {
    entered.countDown();
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Blocks a callback of a timeout. One that runs here, because the time was over, is no such. */
  private void blockAtTimeout(AsyncChannel<Integer> channel, AsyncSender<Integer> sender) {
    Thread test = Thread.currentThread();
    while (entered.getCount() != 0) {
      CompletableFuture<?> timed =
          sender
              .trySend(1, SHORT)
              .thenRun(
                  () -> {
                    if (Thread.currentThread() != test) {
                      block();
                    }
                  });
      Watchdog.await("the slow callback", channel, () -> entered.getCount() == 0 || timed.isDone());
    }
  }

  private void awaitBlocked(Object context) {
    Watchdog.await("the slow callback", context, () -> entered.getCount() == 0);
  }

  private static AsyncSender<Integer> fill(AsyncChannel<Integer> channel) {
    AsyncSender<Integer> sender = channel.sender();
    for (int message = 0; sender.remainingCapacity() != 0; message++) {
      assertEquals(SendResult.SENT, sender.trySend(message));
    }
    return sender;
  }

  @Test
  void p2_othersAreGrantedWhileACallbackOfTheFirstOneBlocks() {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(4);
    AsyncReceiver<Integer> receiver = channel.receiver();
    AsyncSender<Integer> sender = fill(channel);
    try (ViewsFixture fixture = new ViewsFixture(ThreadKind.PLATFORM)) {
      CompletableFuture<Void> slow = sender.send(4).thenRun(this::block);
      sender.send(5);
      PendingThread<?> parkedSend = fixture.begin(channel, () -> sendTo(sender, 6));
      PendingThread<Permit<Integer>> parkedReserve =
          fixture.begin(channel, () -> sender.blocking().reserve());
      PendingThread<Integer> drain = fixture.begin(channel, () -> receiver.drain(message -> {}, 4));
      awaitBlocked(channel);
      assertEquals(3, receiver.size());
      assertEquals(0, sender.remainingCapacity());
      parkedSend.await();
      parkedReserve.await().send(7);
      assertFalse(drain.isDone());
      // The drain runs callbacks at its end, so the receiver is free again.
      CompletableFuture<Void> later = sender.send(8);
      assertEquals(4, receiver.tryReceive());
      Watchdog.get("a later send", channel, later);
      released.countDown();
      assertEquals(4, drain.await());
      Watchdog.get("the slow callback", channel, slow);
    }
  }

  private static Void sendTo(AsyncSender<Integer> sender, int message) throws Exception {
    sender.blocking().send(message);
    return null;
  }

  @Test
  void p2_othersTimeOutWhileACallbackOfAGrantedSendBlocks() {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
    AsyncSender<Integer> sender = fill(channel);
    try (ViewsFixture fixture = new ViewsFixture(ThreadKind.PLATFORM)) {
      sender.send(1).thenRun(this::block);
      PendingThread<Integer> receive =
          fixture.begin(channel, () -> channel.receiver().tryReceive());
      awaitBlocked(channel);
      CompletableFuture<SendResult> timed = sender.trySend(2, SHORT);
      assertEquals(SendResult.TIMED_OUT, Watchdog.get("the timeout", channel, timed));
      released.countDown();
      assertEquals(0, receive.await());
    }
  }

  @Test
  void p2_othersAreWithdrawnWhileACallbackOfATimeoutBlocks() {
    AsyncChannel<Integer> channel = AsyncChannel.<Integer>builder(1).maxPendingSends(1).build();
    AsyncSender<Integer> sender = fill(channel);
    blockAtTimeout(channel, sender);
    for (int message = 2; message < 10; message++) {
      assertAdmitted(channel, sender.trySend(message, SHORT));
      // Only one send may be pending, so the next one is admitted after the withdrawal.
      Watchdog.await(
          "a timeout",
          channel,
          () -> {
            CompletableFuture<Void> next = sender.send(-1);
            return !next.isCompletedExceptionally() && next.cancel(false);
          });
    }
    assertEquals(0, channel.receiver().tryReceive());
  }

  private static void assertAdmitted(AsyncChannel<Integer> channel, CompletableFuture<?> send) {
    assertFalse(send.isCompletedExceptionally(), () -> "was not admitted to " + channel);
  }

  @Test
  void p2_othersTimeOutWhileACallbackInTheExecutorBlocks() {
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      AsyncChannel<Integer> channel = AsyncChannel.bounded(1, executor);
      AsyncSender<Integer> sender = fill(channel);
      blockAtTimeout(channel, sender);
      for (int message = 2; message < 10; message++) {
        CompletableFuture<SendResult> timed = sender.trySend(message, SHORT);
        assertEquals(SendResult.TIMED_OUT, Watchdog.get("a timeout", channel, timed));
      }
      assertTrue(released.getCount() > 0);
    } finally {
      released.countDown();
      executor.shutdown();
    }
  }
}

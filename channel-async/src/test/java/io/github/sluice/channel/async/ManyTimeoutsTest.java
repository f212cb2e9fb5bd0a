// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Races;
import io.github.sluice.channel.tck.ThreadActivity;
import io.github.sluice.channel.tck.Watchdog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** I5, A10: timed sends of many channels share threads; no callback stops another timeout. */
@Races
class ManyTimeoutsTest {
  private static final Duration SHORT = Duration.ofMillis(2);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int CHANNELS = 10_000;

  /** Enough for a timer and a pool with a thread for each processor, twice. */
  private static final int HANDFUL = 8 + 2 * Runtime.getRuntime().availableProcessors();

  private static AsyncSender<Integer> full(AsyncChannel<Integer> channel) {
    AsyncSender<Integer> sender = channel.sender();
    assertEquals(SendResult.SENT, sender.trySend(0));
    return sender;
  }

  private static List<CompletableFuture<SendResult>> sendEach(
      Supplier<AsyncChannel<Integer>> channels, Duration timeout) {
    List<CompletableFuture<SendResult>> sends = new ArrayList<>();
    for (int i = 0; i < CHANNELS; i++) {
      sends.add(full(channels.get()).trySend(1, timeout));
    }
    return sends;
  }

  private static void assertHandful(long started) {
    assertTrue(started <= HANDFUL, started + " threads were started, more than " + HANDFUL);
  }

  @Test
  void i5_sendsOfManyChannelsWaitForTheirTimeoutsWithoutThreads() {
    ThreadActivity before = ThreadActivity.now();
    List<CompletableFuture<SendResult>> sends = sendEach(() -> AsyncChannel.bounded(1), HOUR);
    assertHandful(ThreadActivity.now().since(before).started());
    for (CompletableFuture<SendResult> send : sends) {
      assertTrue(send.cancel(false));
    }
  }

  @Test
  void i5_timeoutsOfManyChannelsShareThreads() {
    assertTimeoutsShareThreads(() -> AsyncChannel.bounded(1));
  }

  @Test
  void i5_timeoutsOfManyChannelsWithAnExecutorShareThreads() {
    assertTimeoutsShareThreads(() -> AsyncChannel.bounded(1, Runnable::run));
  }

  private static void assertTimeoutsShareThreads(Supplier<AsyncChannel<Integer>> channels) {
    ThreadActivity before = ThreadActivity.now();
    for (CompletableFuture<SendResult> send : sendEach(channels, Duration.ofMillis(100))) {
      assertEquals(SendResult.TIMED_OUT, Watchdog.get("a timeout", "one of many", send));
    }
    assertHandful(ThreadActivity.now().since(before).started());
  }

  @Test
  void a10_callbacksThatThrowOrInterruptStopNoLaterTimeout() {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
    AsyncSender<Integer> sender = full(channel);
    Thread test = Thread.currentThread();
    List<Runnable> harmful =
        List.of(
            () -> {
              throw new IllegalStateException("from a callback");
            },
            () -> {
              throw new StackOverflowError("from a callback");
            },
            () -> {
              if (Thread.currentThread() != test) { // the time was over before this was attached
                Thread.currentThread().interrupt();
              }
            });
    for (int lap = 0; lap < 10; lap++) {
      for (Runnable harm : harmful) {
        CompletableFuture<Void> callback = sender.trySend(1, SHORT).thenRun(harm);
        CompletableFuture<SendResult> later = sender.trySend(2, SHORT);
        CompletableFuture<SendResult> elsewhere = full(AsyncChannel.bounded(1)).trySend(3, SHORT);
        Watchdog.await("the callback", channel, callback::isDone);
        assertEquals(SendResult.TIMED_OUT, Watchdog.get("a later one", channel, later));
        assertEquals(SendResult.TIMED_OUT, Watchdog.get("another's", "another", elsewhere));
      }
    }
  }

  @Test
  void a10_anExecutorThatThrowsStopsNoLaterTimeout() {
    AtomicInteger refused = new AtomicInteger();
    AsyncChannel<Integer> channel =
        AsyncChannel.bounded(
            1,
            callback -> {
              refused.incrementAndGet();
              throw new StackOverflowError("from the executor");
            });
    AsyncSender<Integer> sender = full(channel);
    for (int message = 1; message < 20; message++) {
      CompletableFuture<SendResult> timed = sender.trySend(message, SHORT);
      assertEquals(SendResult.TIMED_OUT, Watchdog.get("a timeout", channel, timed));
      assertEquals(message, refused.get());
    }
  }

  @Test
  void a8_aCallbackOfATimeoutSendsAgain() {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
    AsyncSender<Integer> sender = full(channel);
    AtomicInteger tries = new AtomicInteger();
    CompletableFuture<SendResult> last = sendAgain(sender, tries, 100);
    assertEquals(SendResult.TIMED_OUT, Watchdog.get("the retries", channel, last));
    assertEquals(100, tries.get());
    assertEquals(0, channel.receiver().tryReceive());
    CompletableFuture<SendResult> sent = sendAgain(sender, tries, 1);
    assertEquals(SendResult.SENT, Watchdog.get("a send", channel, sent));
  }

  /** Sends, up to so many times, until the message is accepted. */
  private static CompletableFuture<SendResult> sendAgain(
      AsyncSender<Integer> sender, AtomicInteger tries, int most) {
    tries.incrementAndGet();
    return sender
        .trySend(1, SHORT)
        .thenCompose(
            result ->
                result == SendResult.TIMED_OUT && most > 1
                    ? sendAgain(sender, tries, most - 1)
                    : CompletableFuture.completedFuture(result));
  }

  @Test
  void a8_aCallbackOfATimeoutReceivesOutsideTheTimer() {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
    AsyncSender<Integer> sender = full(channel);
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    ConcurrentLinkedQueue<Integer> received = new ConcurrentLinkedQueue<>();
    Thread test = Thread.currentThread();
    CompletableFuture<Void> end;
    do {
      end =
          sender
              .trySend(1, SHORT)
              .thenCompose(
                  timedOut ->
                      Thread.currentThread() == test
                          ? CompletableFuture.completedFuture(null)
                          : channel
                              .receiver()
                              .forEach(
                                  message -> {
                                    received.add(message);
                                    entered.countDown();
                                    await(released);
                                  }));
    } while (end.isDone()); // the time was over before the callback was attached
    try {
      Watchdog.await("the first message", channel, () -> entered.getCount() == 0);
      assertFalse(end.isDone());
      // The action blocks its thread. Neither timer may be that thread.
      CompletableFuture<SendResult> jdk =
          new CompletableFuture<SendResult>()
              .completeOnTimeout(SendResult.TIMED_OUT, 1, TimeUnit.MILLISECONDS);
      assertEquals(SendResult.TIMED_OUT, Watchdog.get("the JDK's timer", channel, jdk));
      awaitTimeout(AsyncChannel.<Integer>builder(1).maxPendingSends(1).build());
    } finally {
      released.countDown();
    }
    sender.send(2);
    sender.close();
    Watchdog.get("the end", channel, end);
    assertEquals(List.of(0, 2), List.copyOf(received));
  }

  /** Waits until a timed send has been withdrawn, wherever its callbacks would run. */
  private static void awaitTimeout(AsyncChannel<Integer> channel) {
    AsyncSender<Integer> sender = full(channel);
    CompletableFuture<SendResult> timed = sender.trySend(1, SHORT);
    Watchdog.await(
        "a timeout",
        channel,
        () -> {
          CompletableFuture<Void> next = sender.send(2);
          return !next.isCompletedExceptionally() && next.cancel(false);
        });
    assertFalse(timed.cancel(false), "S4");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

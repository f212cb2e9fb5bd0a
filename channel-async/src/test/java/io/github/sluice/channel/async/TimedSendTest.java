// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Watchdog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends that wait for a time only. */
class TimedSendTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(2);

  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();

  private SendResult resultOf(CompletableFuture<SendResult> send) {
    return Watchdog.get("a send", channel, send);
  }

  private static void assertRefused(Integer message, CompletableFuture<SendResult> send) {
    assertTrue(send.isDone());
    CompletionException failed = assertThrows(CompletionException.class, send::join);
    ChannelClosedException closed =
        assertInstanceOf(ChannelClosedException.class, failed.getCause());
    assertEquals(message, closed.undelivered());
  }

  @Test
  void aSendThatFindsCapacityIsSentAtOnceAndSharesItsFuture() {
    CompletableFuture<SendResult> first = sender.trySend(1, LONG);
    assertEquals(SendResult.SENT, first.getNow(null));
    assertEquals(1, receiver.tryReceive());
    assertSame(first, sender.trySend(2, LONG));
  }

  @Test
  void o5_itWaitsInTheQueue() {
    sender.trySend(1);
    CompletableFuture<SendResult> second = sender.trySend(2, LONG);
    CompletableFuture<Void> third = sender.send(3);
    CompletableFuture<SendResult> fourth = sender.trySend(4, LONG);
    assertEquals(SendResult.FULL, sender.trySend(-1));
    for (int i = 1; i <= 4; i++) {
      assertEquals(i, receiver.tryReceive());
      assertEquals(i >= 1, second.isDone());
      assertEquals(i >= 2, third.isDone());
      assertEquals(i >= 3, fourth.isDone());
    }
    assertEquals(SendResult.SENT, second.join());
    assertEquals(SendResult.SENT, fourth.join());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void i4_b21_noTimeIsOneAttempt(long seconds) {
    Duration none = Duration.ofSeconds(seconds);
    assertEquals(SendResult.SENT, sender.trySend(1, none).getNow(null));
    assertEquals(SendResult.TIMED_OUT, sender.trySend(2, none).getNow(null));
    receiver.close();
    assertRefused(3, sender.trySend(3, none));
    assertEquals(1, receiver.tryReceive());
    assertTrue(receiver.isTerminated());
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, 9_223_372_036L, 9_223_372_037L, 4_000_000_000L})
  void i4_enormousTimesAreLong(long seconds) {
    sender.trySend(1);
    CompletableFuture<SendResult> send = sender.trySend(2, Duration.ofSeconds(seconds));
    assertEquals(1, receiver.tryReceive());
    assertEquals(SendResult.SENT, send.getNow(null));
    CompletableFuture<SendResult> next =
        sender.trySend(3, Duration.ofSeconds(seconds, 999_999_999));
    assertFalse(next.isDone());
    assertTrue(next.cancel(true));
    assertEquals(2, receiver.tryReceive());
  }

  @Test
  void i4_i3_s4_aSendThatTimesOutIsNotSentAndNotBeforeItsTime() {
    sender.trySend(1);
    for (int i = 0; i < 20; i++) {
      long start = System.nanoTime();
      assertEquals(SendResult.TIMED_OUT, resultOf(sender.trySend(-i, SHORT)));
      assertTrue(System.nanoTime() - start >= SHORT.toNanos());
    }
    assertEquals(1, receiver.tryReceive());
    assertNull(receiver.tryReceive());
    assertEquals(1, sender.remainingCapacity());
    assertEquals(SendResult.SENT, sender.trySend(2));
  }

  @Test
  void p2_aSendThatTimesOutLetsThoseBehindItMoveUp() {
    AsyncChannel<Integer> wide = AsyncChannel.bounded(2);
    AsyncSender<Integer> handle = wide.sender();
    handle.trySend(1);
    CompletableFuture<?> many = handle.reserve(2);
    CompletableFuture<SendResult> timed = handle.trySend(2, SHORT);
    CompletableFuture<Void> behind = handle.send(3);
    assertEquals(SendResult.TIMED_OUT, Watchdog.get("the timeout", wide, timed));
    assertFalse(behind.isDone());
    assertTrue(many.cancel(true));
    assertTrue(behind.isDone());
  }

  @Test
  @SuppressWarnings("NullAway")
  void s5_nullIsRefusedBeforeAnythingHappens() {
    assertThrows(NullPointerException.class, () -> sender.trySend(null, LONG));
    assertThrows(NullPointerException.class, () -> sender.trySend(1, null));
    assertEquals(0, sender.size());
  }

  @Test
  void x3_aSendThatWaitsWhenTheReceiverClosesIsNotSent() {
    sender.trySend(1);
    CompletableFuture<SendResult> send = sender.trySend(2, LONG);
    receiver.close();
    assertRefused(2, send);
    assertRefused(3, sender.trySend(3, LONG));
    assertEquals(1, receiver.tryReceive());
    assertNull(receiver.tryReceive());
  }

  @Test
  void x13_itKeepsTheStreamOpenUntilItIsOver() {
    sender.trySend(1);
    CompletableFuture<SendResult> sent = sender.trySend(2, LONG);
    CompletableFuture<SendResult> timedOut = sender.trySend(3, SHORT);
    sender.close();
    assertFalse(receiver.isClosed());
    assertEquals(SendResult.TIMED_OUT, resultOf(timedOut));
    assertEquals(1, receiver.tryReceive());
    assertEquals(SendResult.SENT, sent.getNow(null));
    assertEquals(2, receiver.tryReceive());
    assertTrue(receiver.isTerminated());
    assertRefused(4, sender.trySend(4, LONG));
  }

  @Test
  void x6_aTimeoutEndsTheStreamIfItWasTheLastToKeepItOpen() {
    sender.trySend(1);
    CompletableFuture<SendResult> timedOut = sender.trySend(2, SHORT);
    sender.close();
    assertEquals(SendResult.TIMED_OUT, resultOf(timedOut));
    assertTrue(receiver.isClosed());
    assertEquals(1, receiver.tryReceive());
    assertTrue(receiver.isTerminated());
  }

  @Test
  void a6_a11_completingItFromOutsideWithdrawsItAndForgesNothing() {
    List<Consumer<CompletableFuture<SendResult>>> ways =
        List.of(
            future -> future.complete(SendResult.SENT),
            future -> future.completeOnTimeout(SendResult.SENT, 1, TimeUnit.MICROSECONDS),
            future -> future.completeAsync(() -> SendResult.SENT, Runnable::run),
            future -> assertTrue(future.cancel(false)),
            future -> future.orTimeout(1, TimeUnit.MICROSECONDS),
            future -> future.completeExceptionally(new IllegalStateException("outside")));
    for (Consumer<CompletableFuture<SendResult>> way : ways) {
      sender.trySend(1);
      CompletableFuture<SendResult> send = sender.trySend(2, LONG);
      CompletableFuture<Void> kept = sender.send(3);
      way.accept(send);
      assertThrows(Exception.class, () -> send.get(Watchdog.SECONDS, TimeUnit.SECONDS));
      assertEquals(ways.indexOf(way) < 4, send.isCancelled());
      assertEquals(1, receiver.tryReceive());
      assertTrue(kept.isDone());
      assertEquals(3, receiver.tryReceive());
    }
  }

  @Test
  void a11_oneThatIsOverCannotBeSpoilt() throws Exception {
    List<CompletableFuture<SendResult>> sends = new ArrayList<>();
    sends.add(sender.trySend(1, Duration.ZERO));
    sends.add(sender.trySend(2, Duration.ZERO));
    CompletableFuture<SendResult> granted = sender.trySend(3, LONG);
    assertEquals(1, receiver.tryReceive());
    sends.add(granted);
    sends.add(sender.trySend(4, SHORT));
    resultOf(sends.get(3));
    for (CompletableFuture<SendResult> send : sends) {
      SendResult result = send.join();
      assertFalse(send.cancel(true) || send.complete(SendResult.CLOSED));
      assertFalse(send.completeExceptionally(new IllegalStateException("outside")));
      assertThrows(UnsupportedOperationException.class, () -> send.obtrudeValue(SendResult.CLOSED));
      assertEquals(result, send.get());
    }
  }

  @Test
  void s4_aTimeoutWhoseCallbackIsOnItsWayIsCertain() {
    ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    AsyncChannel<Integer> deferred = AsyncChannel.bounded(1, tasks::add);
    AsyncSender<Integer> handle = deferred.sender();
    handle.trySend(1);
    CompletableFuture<SendResult> send = handle.trySend(2, SHORT);
    Watchdog.await("the timeout", deferred, () -> !tasks.isEmpty());
    assertFalse(send.cancel(true));
    assertEquals(1, deferred.receiver().tryReceive());
    assertNull(deferred.receiver().tryReceive());
    assertFalse(send.isDone());
    tasks.remove().run();
    assertEquals(SendResult.TIMED_OUT, send.getNow(null));
  }

  @Test
  void b21_a8_aSendIsRefusedBeforeTheExecutorIsCalledForTheClose() {
    List<Runnable> tasks = new ArrayList<>();
    AsyncChannel<Integer> deferred = AsyncChannel.bounded(1, tasks::add);
    AsyncSender<Integer> handle = deferred.sender();
    handle.trySend(1);
    CompletableFuture<SendResult> send = handle.trySend(2, Duration.ofHours(1));
    deferred.receiver().close();
    assertFalse(send.cancel(true)); // it cannot be withdrawn, nor time out, any more
    tasks.forEach(Runnable::run);
    assertRefused(2, send);
  }

  @Test
  void a8_aCallbackOfATimeoutThatBlocksHoldsUpNoOtherChannel() {
    sender.trySend(1);
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Thread self = Thread.currentThread();
    CompletableFuture<String> blocked;
    do {
      blocked =
          sender
              .trySend(2, SHORT)
              .thenApply(
                  result -> {
                    Thread thread = Thread.currentThread();
                    if (thread != self) {
                      entered.countDown();
                      Watchdog.await("the release", channel, () -> release.getCount() == 0);
                    }
                    return thread.getName();
                  });
    } while (blocked.isDone()); // it timed out before it had a dependent, which then ran here
    Watchdog.await("the timeout", channel, () -> entered.getCount() == 0);
    AsyncChannel<Integer> other = AsyncChannel.bounded(1);
    AsyncSender<Integer> handle = other.sender();
    handle.trySend(1);
    assertEquals(SendResult.TIMED_OUT, Watchdog.get("another's", other, handle.trySend(2, SHORT)));
    release.countDown();
    String thread = Watchdog.get("the blocked one", channel, blocked);
    assertNotEquals(Thread.currentThread().getName(), thread);
    assertFalse(thread.startsWith("CompletableFutureDelayScheduler"), thread);
  }

  // ---- what is left

  @Test
  void p4_b6_forgottenSendsHoldUpNobody() {
    sender.trySend(1);
    sender.trySend(2, LONG);
    sender.trySend(3, SHORT);
    CompletableFuture<Void> last = sender.send(4);
    List<Integer> received = new ArrayList<>();
    Watchdog.await(
        "the last", channel, () -> receiver.drain(received::add, 9) >= 0 && last.isDone());
    receiver.drain(received::add, 9);
    assertEquals(4, received.get(received.size() - 1));
    assertTrue(received.size() >= 3, received.toString());
  }
}

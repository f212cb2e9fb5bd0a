// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Garbage;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Permits that are waited for by a future. */
class AsyncReserveTest {
  private final List<Integer> undelivered = new ArrayList<>();
  private final AsyncChannel<Integer> channel =
      AsyncChannel.<Integer>builder(3)
          .executor(FutureFixture::refuse)
          .onUndelivered(undelivered::add)
          .build();
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();

  private void fill() {
    while (sender.trySend(0) == SendResult.SENT) {}
  }

  private void take(int messages) {
    assertEquals(messages, receiver.drain(message -> {}, messages));
  }

  /** C4: nothing has got lost, whatever the test has done. */
  @AfterEach
  void allCapacityIsFreeInTheEnd() {
    if (!receiver.isClosed()) {
      receiver.drain(message -> {}, 100);
      assertEquals(3, sender.remainingCapacity());
      assertEquals(3, sender.tryReserve(3).remaining());
    }
  }

  private static void assertClosed(CompletableFuture<?> future) {
    CompletionException failed = assertThrows(CompletionException.class, future::join);
    assertEquals(ChannelClosedException.class, failed.getCause().getClass());
    assertNull(((ChannelClosedException) failed.getCause()).undelivered());
  }

  @Test
  void r1_freeCapacityIsReservedAtOnce() {
    Permit<Integer> one = sender.reserve().getNow(null);
    Permit<Integer> two = sender.reserve(2).getNow(null);
    assertEquals(0, sender.remainingCapacity());
    assertEquals(SendResult.FULL, sender.trySend(-1));
    assertEquals(2, two.remaining());
    assertEquals(SendResult.SENT, two.send(1));
    assertEquals(SendResult.SENT, one.send(2));
    two.close();
    assertEquals(1, receiver.tryReceive());
    assertEquals(2, receiver.tryReceive());
  }

  @Test
  void c5_rt6_noCapacityRemainsWhileARequestIsQueued() {
    assertEquals(SendResult.SENT, sender.trySend(1));
    CompletableFuture<Permit<Integer>> request = sender.reserve(3);
    assertEquals(SendResult.FULL, sender.trySend(-1));
    assertEquals(0, sender.remainingCapacity());
    assertTrue(sender.isFull());
    assertTrue(request.cancel(false));
    assertEquals(2, sender.remainingCapacity());
    assertEquals(SendResult.SENT, sender.trySend(2));
  }

  @Test
  void o5_requestsAndSendsAreGrantedInTheOrderOfTheirArrival() {
    fill();
    CompletableFuture<Void> first = sender.send(1);
    CompletableFuture<Permit<Integer>> three = sender.reserve(3);
    CompletableFuture<Void> third = sender.send(3);
    CompletableFuture<Permit<Integer>> fourth = sender.reserve();
    take(1);
    assertTrue(first.isDone());
    take(2);
    assertFalse(three.isDone() || third.isDone() || fourth.isDone(), "two are not three");
    assertEquals(SendResult.FULL, sender.trySend(-1), "O6");
    assertNull(sender.tryReserve());
    take(1);
    assertEquals(3, three.getNow(null).remaining());
    assertFalse(third.isDone() || fourth.isDone());
    three.join().close();
    assertTrue(third.isDone() && fourth.isDone());
    fourth.join().close();
  }

  @Test
  void r3_impossibleNumbersAreRefusedAndNoneNeedsNoWaiting() {
    fill();
    assertThrows(IllegalArgumentException.class, () -> sender.reserve(4));
    assertThrows(IllegalArgumentException.class, () -> sender.reserve(-1));
    assertThrows(IllegalArgumentException.class, () -> sender.reserve(Integer.MAX_VALUE));
    assertEquals(0, sender.reserve(0).getNow(null).remaining());
    receiver.close();
    assertClosed(sender.reserve(0));
    assertThrows(IllegalArgumentException.class, () -> sender.reserve(4));
  }

  @Test
  void aClosedHandleReservesNothing() {
    AsyncSender<Integer> closed = sender.copy();
    closed.close();
    assertClosed(closed.reserve());
    assertClosed(closed.reserve(0));
    assertEquals(3, sender.remainingCapacity());
  }

  @Test
  void r6_a11_completingARequestFromOutsideLetsThoseBehindItMoveUp() {
    List<Consumer<CompletableFuture<Permit<Integer>>>> ways =
        List.of(
            future -> future.complete(null),
            future -> future.completeOnTimeout(null, 1, TimeUnit.MICROSECONDS),
            future -> future.completeAsync(() -> null, Runnable::run),
            future -> assertTrue(future.cancel(true)),
            future -> future.orTimeout(1, TimeUnit.MICROSECONDS),
            future -> future.completeExceptionally(new IllegalStateException("outside")));
    for (Consumer<CompletableFuture<Permit<Integer>>> way : ways) {
      sender.trySend(1);
      CompletableFuture<Permit<Integer>> large = sender.reserve(3);
      CompletableFuture<Void> behind = sender.send(2);
      CompletableFuture<Permit<Integer>> last = sender.reserve();
      assertFalse(behind.isDone());
      way.accept(large);
      Watchdog.await("the withdrawal", channel, () -> large.isDone() && last.isDone());
      assertTrue(behind.isDone());
      last.join().close();
      take(2);
      assertEquals(3, sender.remainingCapacity());
    }
  }

  @Test
  void r5_completingAGrantedRequestFromOutsideChangesNothing() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    AsyncChannel<Integer> deferred = AsyncChannel.bounded(1, tasks::add);
    AsyncSender<Integer> handle = deferred.sender();
    CompletableFuture<Permit<Integer>> granted = granted(deferred);
    assertFalse(granted.complete(null), "commit wins");
    assertFalse(granted.completeExceptionally(new IllegalStateException("outside")));
    assertThrows(UnsupportedOperationException.class, () -> granted.obtrudeValue(null));
    granted.thenAccept(Permit::close);
    assertEquals(0, handle.remainingCapacity());
    tasks.remove().run();
    assertEquals(1, handle.remainingCapacity());
    assertFalse(granted.isCompletedExceptionally());
  }

  /** Returns a request that has been granted, and whose future an executor is to complete. */
  private static CompletableFuture<Permit<Integer>> granted(AsyncChannel<Integer> deferred) {
    deferred.sender().trySend(1);
    CompletableFuture<Permit<Integer>> granted = deferred.sender().reserve();
    assertEquals(1, deferred.receiver().tryReceive());
    assertFalse(granted.isDone());
    return granted;
  }

  @Test
  void r10_cancellingARequestThatIsBeingCompletedReturnsThePermit() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    AsyncChannel<Integer> deferred = AsyncChannel.bounded(1, tasks::add);
    AsyncSender<Integer> handle = deferred.sender();
    CompletableFuture<Permit<Integer>> granted = granted(deferred);
    CompletableFuture<Void> behind = handle.send(2);
    assertTrue(granted.cancel(true));
    assertEquals(1, handle.size(), "the capacity has gone to the next");
    tasks.forEach(Runnable::run);
    assertTrue(granted.isCancelled());
    assertTrue(behind.isDone());
    assertTrue(granted.cancel(true), "again");
    assertEquals(2, deferred.receiver().tryReceive());
    assertEquals(1, handle.remainingCapacity());
  }

  @Test
  void r10_cancellingACompleteRequestReturnsWhatIsLeftOfThePermit() {
    CompletableFuture<Permit<Integer>> atOnce = sender.reserve(2);
    Permit<Integer> partlyUsed = atOnce.join();
    assertEquals(SendResult.SENT, partlyUsed.send(1));
    assertTrue(atOnce.cancel(true));
    assertTrue(atOnce.isCancelled());
    assertThrows(IllegalStateException.class, () -> partlyUsed.send(2));
    assertEquals(2, sender.remainingCapacity());
    CompletableFuture<Permit<Integer>> waiting = sender.reserve(3);
    take(1);
    Permit<Integer> used = waiting.join();
    for (int i = 0; i < 3; i++) {
      used.send(i);
    }
    assertFalse(waiting.cancel(true), "nothing is left to be returned");
    assertFalse(waiting.isCancelled());
    take(3);
    CompletableFuture<Permit<Integer>> closed = sender.reserve();
    closed.join().close();
    assertFalse(closed.cancel(true));
    receiver.close();
    assertFalse(sender.reserve().cancel(true), "it has failed");
  }

  @Test
  void r10_aPermitThatWasReceivedAsAMessageIsNotTheFutures() {
    AsyncChannel<Permit<Integer>> permits = AsyncChannel.bounded(1);
    CompletableFuture<Permit<Integer>> receive = permits.receiver().receive();
    permits.sender().trySend(sender.tryReserve());
    assertFalse(receive.cancel(true));
    assertEquals(1, receive.join().remaining());
    receive.join().close();
  }

  @Test
  void r10_c4_cancellingARequestRacingItsGrantLeavesNoPermit() throws Exception {
    try (FutureFixture fixture = new FutureFixture(null)) {
      Race.rounds(
          fixture,
          3000,
          () -> {
            AsyncChannel<Integer> raced = AsyncChannel.bounded(1, Runnable::run);
            AsyncSender<Integer> handle = raced.sender();
            handle.trySend(1);
            CompletableFuture<Permit<Integer>> request = handle.reserve();
            return Race.of(
                    raced,
                    () -> assertEquals(1, raced.receiver().tryReceive()),
                    () -> assertTrue(request.cancel(true)))
                .then(
                    () -> {
                      assertTrue(request.isCancelled());
                      assertEquals(1, handle.remainingCapacity());
                      handle.close();
                      assertTrue(raced.receiver().isTerminated());
                    });
          });
    }
  }

  @Test
  void r8_b27_aHeldPermitDelaysNoSendWhileThereIsCapacity() {
    Permit<Integer> held = sender.reserve().join();
    for (int i = 0; i < 100; i++) {
      Permit<Integer> other = sender.reserve(2).getNow(null);
      assertEquals(SendResult.SENT, other.send(i));
      assertEquals(SendResult.SENT, other.send(-i));
      assertEquals(i, receiver.tryReceive());
      assertEquals(-i, receiver.tryReceive());
    }
    held.close();
  }

  @Test
  void a8_b16_theCallbackOfARequestMayDoEverything() {
    fill();
    List<Object> seen = new ArrayList<>();
    CompletableFuture<Void> done =
        sender
            .reserve(2)
            .thenAccept(
                permit -> {
                  seen.add(permit.send(1));
                  CompletableFuture<Permit<Integer>> inner = sender.reserve(3);
                  seen.add(inner.cancel(true));
                  permit.close();
                  receiver.drain(seen::add, 10);
                  sender.reserve(3).thenAccept(Permit::close);
                });
    take(2);
    assertTrue(done.isDone());
    assertEquals(List.of(SendResult.SENT, true, 0, 1), seen);
  }

  @Test
  void a10_aCallbackThatThrowsLosesNobodyElsesPermit() {
    fill();
    CompletableFuture<Permit<Integer>> failing = sender.reserve();
    CompletableFuture<Void> thrown =
        failing.thenAccept(
            permit -> {
              throw new IllegalStateException("from the callback");
            });
    CompletableFuture<Permit<Integer>> other = sender.reserve();
    take(2);
    assertTrue(thrown.isCompletedExceptionally());
    failing.join().close();
    other.join().close();
  }

  @Test
  void a9_aChainOfPermitsDoesNotExhaustTheStack() {
    fill();
    int rounds = 100_000;
    for (int i = 0; i < rounds; i++) {
      sender.reserve(3).thenAccept(Permit::close);
    }
    CompletableFuture<Permit<Integer>> last = sender.reserve();
    take(3);
    last.join().close();
  }

  @Test
  void pollReadyAndReserveWaitInOneQueue() {
    fill();
    CountingWaker waker = new CountingWaker();
    SendPoller<Integer> asking = sender.poller();
    CompletableFuture<Permit<Integer>> first = sender.reserve();
    assertFalse(asking.pollReady(waker));
    CompletableFuture<Permit<Integer>> third = sender.reserve();
    take(1);
    assertTrue(first.isDone());
    assertEquals(0, waker.calls());
    take(1);
    assertEquals(1, waker.calls());
    assertFalse(third.isDone());
    assertEquals(SendResult.SENT, asking.trySend(1));
    take(1);
    first.join().close();
    third.join().close();
  }

  @Test
  void p4_b6_forgottenRequestsHoldUpNobodyButForTheirPermits() {
    fill();
    sender.reserve(); // its permit takes the capacity for one message
    sender.reserve(2).thenAccept(Permit::close);
    List<CompletableFuture<Void>> sends = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      sends.add(sender.send(i));
    }
    for (int i = 0; i < 13; i++) {
      assertEquals(i < 3 ? 0 : i - 3, receiver.tryReceive());
    }
    assertTrue(sends.stream().allMatch(CompletableFuture::isDone));
    assertEquals(2, sender.remainingCapacity());
    receiver.close();
  }

  @Test
  void m2_cancelledRequestsLeaveNothing() {
    fill();
    long used = 0;
    for (int i = 0; i < 100_000; i++) {
      if (i == 2_000) {
        used = Garbage.usedBytes();
      }
      assertTrue(sender.reserve(1 + i % 3).cancel(false));
    }
    long grown = Garbage.usedBytes() - used;
    assertTrue(grown < 1_000_000, "grown by " + grown + " bytes");
    assertTrue(channel.toString().contains("waitingSenders=0"), channel.toString());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.SendResult;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Permits and failures as futures, wakers and executors see them. */
class PermitsAndFailureTest {
  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(2);
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();
  private final CountingWaker waker = new CountingWaker();
  private final Throwable cause = new IOException("a test's");

  @Test
  void p1_aMessageSentWithAPermitCompletesTheReceive() throws Exception {
    Permit<Integer> permit = sender.tryReserve(2);
    CompletableFuture<Integer> receive = receiver.receive();
    permit.send(1);
    assertTrue(receive.isDone());
    assertEquals(1, receive.get());
    assertNull(receiver.poll(waker));
    permit.send(2);
    assertEquals(1, waker.calls());
    assertEquals(2, receiver.poll(waker));
  }

  @Test
  void p2_releasedCapacityGoesToTheWaitersInTheirOrder() {
    Permit<Integer> batch = sender.tryReserve(2);
    SendPoller<Integer> asking = channel.sender().poller();
    CompletableFuture<Void> first = sender.send(1);
    assertFalse(asking.pollReady(waker));
    CompletableFuture<Void> third = sender.send(3);
    batch.send(0);
    assertFalse(first.isDone() || waker.calls() > 0);
    batch.close();
    assertTrue(first.isDone());
    assertEquals(0, waker.calls());
    assertEquals(0, receiver.tryReceive());
    assertEquals(1, waker.calls());
    assertFalse(third.isDone());
    assertEquals(SendResult.SENT, asking.trySend(2));
    assertEquals(1, receiver.tryReceive());
    assertTrue(third.isDone());
  }

  @Test
  void c1_aPermitIsNotThePermitOfAPoller() {
    SendPoller<Integer> poller = sender.poller();
    assertTrue(poller.pollReady(waker));
    Permit<Integer> permit = sender.tryReserve();
    assertNull(sender.tryReserve());
    assertEquals(0, sender.remainingCapacity());
    assertEquals(SendResult.SENT, poller.trySend(1), "uses the poller's permit");
    assertEquals(SendResult.FULL, sender.trySend(-1));
    assertEquals(SendResult.SENT, permit.send(2));
    assertEquals(1, receiver.tryReceive());
    assertEquals(2, receiver.tryReceive());
  }

  @Test
  void o6_aHandleThatWaitsGetsNoPermit() {
    Permit<Integer> all = sender.tryReserve(2);
    SendPoller<Integer> poller = sender.poller();
    assertFalse(poller.pollReady(waker));
    assertNull(sender.tryReserve());
    all.close();
    assertEquals(1, waker.calls());
    assertEquals(1, sender.tryReserve().remaining());
    assertNull(sender.tryReserve());
    assertEquals(SendResult.SENT, poller.trySend(1));
  }

  @Test
  void x5_b1_theLastPermitCallsTheWakerOfTheReceiverOnce() {
    Permit<Integer> one = sender.tryReserve();
    Permit<Integer> two = sender.tryReserve();
    receiver.close();
    assertNull(receiver.poll(waker));
    one.close();
    int early = waker.calls();
    assertNull(receiver.poll(waker));
    two.close();
    assertEquals(early + 1, waker.calls());
    assertNull(receiver.poll(waker));
    assertTrue(receiver.isTerminated());
    assertEquals(early + 1, waker.calls());
  }

  @Test
  void x6_aFailureCompletesTheReceiveExceptionally() {
    CompletableFuture<Integer> receive = receiver.receive();
    sender.closeExceptionally(cause);
    assertFailed(receive);
    assertFailed(receiver.receive());
    assertFailed(receiver.receive());
    assertFalse(receiver.receive().isCancelled());
  }

  private void assertFailed(CompletableFuture<?> receive) {
    assertTrue(receive.isDone());
    Throwable failure = assertThrows(CompletionException.class, receive::join).getCause();
    assertEquals(ChannelFailedException.class, failure.getClass());
    assertSame(cause, failure.getCause());
  }

  @Test
  void x6_aFailureCallsTheWakerAndIsThenThrownByEveryPoll() {
    assertNull(receiver.poll(waker));
    sender.closeExceptionally(cause);
    assertEquals(1, waker.calls());
    for (int i = 0; i < 3; i++) {
      ChannelFailedException failed =
          assertThrows(ChannelFailedException.class, () -> receiver.poll(waker));
      assertSame(cause, failed.getCause());
    }
    assertEquals(1, waker.calls());
  }

  @Test
  void a5_aReceiveWithdrawnBeforeAFailureLeavesItToTheNext() {
    CompletableFuture<Integer> withdrawn = receiver.receive();
    assertTrue(withdrawn.cancel(true));
    sender.closeExceptionally(cause);
    assertTrue(withdrawn.isCancelled());
    assertFailed(receiver.receive());
  }

  @Test
  void x5_thePermitOfAPollerOutlivesAFailureAsAnyPermitDoes() {
    SendPoller<Integer> asking = channel.sender().poller();
    assertTrue(asking.pollReady(waker));
    sender.closeExceptionally(cause);
    CompletableFuture<Integer> receive = receiver.receive();
    assertFalse(receive.isDone());
    assertEquals(SendResult.SENT, asking.trySend(1));
    assertEquals(1, receive.join());
    assertFailed(receiver.receive());
  }

  @Test
  void x3_aFailureCallsTheWakersOfAllWaiters() {
    SendPoller<Integer> asking = channel.sender().poller();
    Permit<Integer> all = sender.tryReserve(2);
    assertFalse(asking.pollReady(waker));
    sender.closeExceptionally(cause);
    assertEquals(1, waker.calls());
    assertTrue(asking.pollReady(waker));
    assertEquals(SendResult.CLOSED, asking.trySend(-1));
    all.close();
    assertFailed(receiver.receive());
  }

  @Test
  void a8_b16_theCallbackOfAFailedReceiveMayUseTheChannel() {
    List<Object> seen = new ArrayList<>();
    CompletableFuture<Integer> handled =
        receiver
            .receive()
            .handle(
                (message, failure) -> {
                  assertFailed(receiver.receive());
                  seen.add(sender.trySend(1));
                  receiver.cancel();
                  seen.add(receiver.receive().join());
                  sender.close();
                  return seen.size();
                });
    sender.closeExceptionally(cause);
    assertEquals(2, handled.join());
    assertEquals(SendResult.CLOSED, seen.get(0));
    assertNull(seen.get(1), "cancelled since");
  }

  @Test
  void closedAndFailuresAreReportedInTheExecutorAndNowhereElse() {
    Queue<Runnable> callbacks = new ArrayDeque<>();
    AsyncChannel<Integer> deferred = AsyncChannel.bounded(1, callbacks::add);
    AsyncSender<Integer> handle = deferred.sender();
    List<String> seen = new ArrayList<>();
    handle.closeFuture().thenRun(() -> seen.add("closed"));
    CompletableFuture<Integer> receive = deferred.receiver().receive();
    receive.whenComplete((message, failure) -> seen.add("failed"));
    handle.closeExceptionally(cause);
    assertEquals(List.of(), seen);
    assertFalse(receive.isDone());
    while (!callbacks.isEmpty()) {
      callbacks.remove().run();
    }
    assertEquals(2, seen.size());
    assertTrue(seen.containsAll(List.of("closed", "failed")));
    assertFailed(receive);
  }

  @Test
  void a10_anExecutorThatRefusesDoesNotKeepClosedFromCompleting() {
    AsyncChannel<Integer> refusing = AsyncChannel.bounded(1, FutureFixture::refuse);
    CompletableFuture<?> closed = refusing.sender().closeFuture();
    refusing.receiver().close();
    assertTrue(closed.isDone());
    assertNull(closed.join());
  }

  @Test
  void withoutAnExecutorWhatDependsOnClosedRunsInTheThreadThatCloses() {
    List<Thread> threads = new ArrayList<>();
    sender.closeFuture().thenRun(() -> threads.add(Thread.currentThread()));
    sender.close();
    assertEquals(List.of(Thread.currentThread()), threads);
  }
}

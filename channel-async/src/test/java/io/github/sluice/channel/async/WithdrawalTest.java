// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A5, A6, A11: completing a future from outside withdraws what it stands for, or does nothing. */
class WithdrawalTest {
  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();

  @Test
  void a6_aCancelledSendIsNeverReceived() throws Exception {
    assertEquals(SendResult.SENT, sender.trySend(1));
    CompletableFuture<Void> cancelled = sender.send(2);
    CompletableFuture<Void> kept = sender.send(3);
    assertTrue(cancelled.cancel(false));
    assertTrue(cancelled.isCancelled());
    assertTrue(cancelled.cancel(true), "again");
    assertThrows(CancellationException.class, cancelled::get);
    assertEquals(1, receiver.tryReceive());
    assertNull(kept.get());
    assertEquals(3, receiver.tryReceive());
    assertNull(receiver.tryReceive());
  }

  @Test
  void a6_cancellingAnAcceptedSendChangesNothing() throws Exception {
    sender.trySend(1);
    CompletableFuture<Void> accepted = sender.send(2);
    assertEquals(1, receiver.tryReceive());
    assertFalse(accepted.cancel(true));
    assertFalse(accepted.complete(null));
    assertFalse(accepted.completeExceptionally(new IllegalStateException()));
    assertNull(accepted.get());
    assertEquals(2, receiver.tryReceive());
  }

  @Test
  void a11_noWayOfCompletingASendMakesItLookSentWhenItIsNot() {
    List<Consumer<CompletableFuture<Void>>> ways =
        List.of(
            future -> future.complete(null),
            future -> future.completeOnTimeout(null, 1, TimeUnit.MICROSECONDS),
            future -> future.completeAsync(() -> null, Runnable::run),
            future -> future.completeAsync(() -> null),
            future -> future.cancel(false),
            future -> future.orTimeout(1, TimeUnit.MICROSECONDS),
            future -> future.completeExceptionally(new IllegalStateException("outside")));
    for (Consumer<CompletableFuture<Void>> way : ways) {
      assertEquals(SendResult.SENT, sender.trySend(1));
      CompletableFuture<Void> withdrawn = sender.send(2);
      CompletableFuture<Void> kept = sender.send(3);
      way.accept(withdrawn);
      Watchdog.await("the withdrawal", channel, withdrawn::isDone);
      assertTrue(withdrawn.isCompletedExceptionally(), "way " + ways.indexOf(way));
      assertEquals(ways.indexOf(way) < 5, withdrawn.isCancelled(), "way " + ways.indexOf(way));
      assertEquals(1, receiver.tryReceive());
      assertTrue(kept.isDone());
      assertEquals(3, receiver.tryReceive());
      assertNull(receiver.tryReceive());
      assertEquals(1, sender.remainingCapacity());
    }
  }

  @Test
  void a11_aTimeoutIsSeenAsSuch() {
    sender.trySend(1);
    CompletableFuture<Void> send = sender.send(2).orTimeout(1, TimeUnit.MILLISECONDS);
    ExecutionException failed =
        assertThrows(ExecutionException.class, () -> send.get(Watchdog.SECONDS, TimeUnit.SECONDS));
    assertTrue(failed.getCause() instanceof TimeoutException);
    receiver.tryReceive();
    CompletableFuture<Integer> receive = receiver.receive().orTimeout(1, TimeUnit.MILLISECONDS);
    failed =
        assertThrows(
            ExecutionException.class, () -> receive.get(Watchdog.SECONDS, TimeUnit.SECONDS));
    assertTrue(failed.getCause() instanceof TimeoutException);
    sender.trySend(3);
    assertEquals(3, receiver.tryReceive(), "nothing was consumed");
  }

  @Test
  void a11_aTimeoutThatIsNotUsedUpChangesNothing() throws Exception {
    CompletableFuture<Integer> receive = receiver.receive().orTimeout(1, TimeUnit.HOURS);
    sender.trySend(1);
    assertEquals(1, receive.get());
    sender.trySend(2);
    CompletableFuture<Void> send = sender.send(3).completeOnTimeout(null, 1, TimeUnit.HOURS);
    assertEquals(2, receiver.tryReceive());
    assertNull(send.get());
    assertFalse(send.isCancelled());
    assertEquals(3, receiver.tryReceive());
  }

  @Test
  void a11_theFutureOfSendsThatNeedNotWaitCannotBeSpoilt() throws Exception {
    CompletableFuture<Void> immediate = sender.send(1);
    assertTrue(immediate.isDone());
    assertFalse(immediate.cancel(true));
    assertFalse(immediate.complete(null));
    assertFalse(immediate.completeExceptionally(new IllegalStateException()));
    assertRefusesObtrusion(immediate);
    receiver.tryReceive();
    CompletableFuture<Void> next = sender.send(2);
    assertNull(next.get());
    assertFalse(next.isCompletedExceptionally());
  }

  private static <R> void assertRefusesObtrusion(CompletableFuture<R> future) {
    assertThrows(UnsupportedOperationException.class, () -> future.obtrudeValue(null));
    assertThrows(
        UnsupportedOperationException.class,
        () -> future.obtrudeException(new IllegalStateException()));
  }

  @Test
  void a11_obtrusionIsRefused() throws Exception {
    CompletableFuture<Integer> receive = receiver.receive();
    assertRefusesObtrusion(receive);
    sender.trySend(1);
    assertEquals(1, receive.get());
    sender.trySend(2);
    CompletableFuture<Void> pending = sender.send(3);
    assertRefusesObtrusion(pending);
    assertFalse(pending.isDone());
    receiver.tryReceive();
    assertRefusesObtrusion(pending);
    assertNull(pending.get());
    CompletableFuture<Void> refused = sender.send(4);
    receiver.close();
    assertRefusesObtrusion(refused);
    assertTrue(refused.isCompletedExceptionally());
  }

  @Test
  void a11_obtrusionIsRefusedByTheFutureOfASendThroughAClosedChannel() {
    receiver.close();
    CompletableFuture<Void> refused = sender.send(1);
    assertTrue(refused.isCompletedExceptionally());
    assertRefusesObtrusion(refused);
    assertThrows(CompletionException.class, refused::join);
  }

  @Test
  void a5_aCancelledReceiveConsumesNothing() throws Exception {
    CompletableFuture<Integer> cancelled = receiver.receive();
    assertTrue(cancelled.cancel(true));
    assertTrue(cancelled.isCancelled());
    CompletableFuture<Integer> next = receiver.receive();
    sender.trySend(1);
    assertEquals(1, next.get());
    assertFalse(next.cancel(true));
    assertFalse(next.complete(9));
    assertEquals(1, next.get());
  }

  @Test
  void a11_noWayOfCompletingAReceiveConsumesOrForgesAMessage() {
    List<Consumer<CompletableFuture<Integer>>> ways =
        List.of(
            future -> future.complete(-1),
            future -> future.completeOnTimeout(-1, 1, TimeUnit.MICROSECONDS),
            future -> future.completeAsync(() -> -1, Runnable::run),
            future -> future.completeAsync(() -> -1),
            future -> future.cancel(false),
            future -> future.orTimeout(1, TimeUnit.MICROSECONDS),
            future -> future.completeExceptionally(new IllegalStateException("outside")));
    for (Consumer<CompletableFuture<Integer>> way : ways) {
      CompletableFuture<Integer> withdrawn = receiver.receive();
      way.accept(withdrawn);
      Watchdog.await("the withdrawal", channel, withdrawn::isDone);
      assertNull(receiver.tryReceive(), "the receiver is free again");
      sender.trySend(1);
      assertEquals(1, receiver.tryReceive(), "way " + ways.indexOf(way));
    }
  }

  @Test
  void a11_derivedFuturesDoNotWithdraw() throws Exception {
    sender.trySend(1);
    CompletableFuture<Void> send = sender.send(2);
    assertTrue(send.thenApply(sent -> "sent").cancel(true));
    assertTrue(send.copy().cancel(true));
    assertFalse(send.isDone());
    assertEquals(1, receiver.tryReceive());
    assertNull(send.get());
    assertEquals(2, receiver.tryReceive());
    CompletableFuture<Integer> receive = receiver.receive();
    assertTrue(receive.thenApply(message -> message).cancel(true));
    sender.trySend(3);
    assertEquals(3, receive.get());
  }

  @Test
  void a7_aSecondReceiveIsRefusedWhileOneIsOutstanding() throws Exception {
    CompletableFuture<Integer> receive = receiver.receive();
    assertThrows(IllegalStateException.class, receiver::receive);
    assertThrows(IllegalStateException.class, receiver::tryReceive);
    assertThrows(IllegalStateException.class, () -> receiver.poll(() -> {}));
    assertThrows(IllegalStateException.class, () -> receiver.drain(message -> {}, 1));
    assertThrows(IllegalStateException.class, () -> receiver.drain(message -> {}, 0));
    assertFalse(receive.isDone());
    assertEquals(0, receiver.size());
    assertFalse(receiver.isTerminated());
    sender.trySend(1);
    assertEquals(1, receive.get());
    sender.trySend(2);
    assertEquals(2, receiver.receive().get());
  }

  @Test
  void a7_theReceiverIsFreeWhenTheCallbackOfTheReceiveRuns() throws Exception {
    CompletableFuture<CompletableFuture<Integer>> second =
        receiver.receive().thenApply(first -> receiver.receive());
    sender.trySend(1);
    assertTrue(second.isDone());
    assertNotNull(second.get());
    assertFalse(second.get().isDone());
    sender.trySend(2);
    assertEquals(2, second.get().get());
  }

  @Test
  void sendsThatNeedNotWaitShareOneFuture() {
    AsyncChannel<Integer> wide = AsyncChannel.bounded(4);
    AsyncSender<Integer> wideSender = wide.sender();
    assertSame(wideSender.send(1), wideSender.send(2));
  }

  @Test
  void r6_rt4_aWithdrawnRequestLeavesItsCapacityToTheSendBehindIt() {
    AsyncChannel<Integer> four = AsyncChannel.bounded(4);
    AsyncSender<Integer> handle = four.sender();
    assertEquals(SendResult.SENT, handle.trySend(1));
    CompletableFuture<Permit<Integer>> request = handle.reserve(4);
    CompletableFuture<Void> behind = handle.send(2);
    assertFalse(request.isDone() || behind.isDone());
    assertEquals(SendResult.FULL, handle.trySend(-1), "O6");
    List<Integer> sizes = new ArrayList<>();
    request.whenComplete((permit, failure) -> sizes.add(handle.size()));
    assertTrue(request.cancel(false));
    assertEquals(List.of(2), sizes, "the send is granted before the dependent runs");
    assertTrue(behind.isDone());
    assertEquals(SendResult.SENT, handle.trySend(3));
    assertEquals(SendResult.SENT, handle.trySend(4));
    assertEquals(SendResult.FULL, handle.trySend(-1));
    List<Integer> received = new ArrayList<>();
    assertEquals(4, four.receiver().drain(received::add, 5));
    assertEquals(List.of(1, 2, 3, 4), received);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.SendResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Permits reserved for tasks that send with wakers, when handles or the channel are closed: X5, B1,
 * S7.
 */
class PollReadyCloseTest {
  private final CountingWaker waker = new CountingWaker();
  private final List<Integer> undelivered = new ArrayList<>();
  private final AsyncChannel<Integer> channel =
      AsyncChannel.<Integer>builder(2).onUndelivered(undelivered::add).build();
  private final AsyncSender<Integer> sender = channel.sender();
  private final SendPoller<Integer> poller = sender.poller();
  private final AsyncSender<Integer> other = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();

  @Test
  void c4_closingThePollerReleasesItsPermitOrLeavesTheQueue() {
    assertTrue(poller.pollReady(waker));
    assertEquals(SendResult.SENT, other.trySend(1));
    SendPoller<Integer> leaving = sender.poller();
    assertFalse(leaving.pollReady(waker));
    CompletableFuture<Void> behind = other.send(2);
    leaving.close();
    assertFalse(behind.isDone());
    poller.close();
    assertTrue(behind.isDone());
    assertEquals(1, receiver.tryReceive());
    assertEquals(2, receiver.tryReceive());
    assertEquals(2, other.remainingCapacity());
  }

  @Test
  void c4_x6_closingThePollerReturnsAPermitThatWasGrantedWhileItWaited() throws Exception {
    grantAWaitingPermit();
    assertEquals(1, waker.calls());
    poller.close();
    sender.close();
    assertEquals(SendResult.SENT, other.trySend(3));
    assertEquals(SendResult.FULL, other.trySend(-1));
    assertEquals(2, receiver.tryReceive());
    assertEquals(3, receiver.tryReceive());
    CompletableFuture<Integer> receive = receiver.receive();
    other.close();
    assertNull(receive.get());
    assertTrue(receiver.isTerminated());
  }

  @Test
  void c4_x6_aPermitThatWasGrantedKeepsTheStreamFromEndingUntilItIsGivenUp() throws Exception {
    grantAWaitingPermit();
    other.close();
    assertEquals(2, receiver.tryReceive());
    CompletableFuture<Integer> receive = receiver.receive();
    sender.close();
    assertFalse(receive.isDone(), "a message may still come");
    poller.close();
    assertNull(receive.get());
    assertTrue(receiver.isTerminated());
  }

  @Test
  void c4_x6_aPollerClosedByItsOwnWakerReturnsThePermit() throws Exception {
    fillByOther();
    assertFalse(poller.pollReady(poller::close));
    assertEquals(1, receiver.tryReceive());
    assertEquals(SendResult.SENT, other.trySend(3));
    sender.close();
    other.close();
    assertEquals(2, receiver.tryReceive());
    assertEquals(3, receiver.tryReceive());
    assertNull(receiver.receive().get());
    assertTrue(receiver.isTerminated());
  }

  private void fillByOther() {
    assertEquals(SendResult.SENT, other.trySend(1));
    assertEquals(SendResult.SENT, other.trySend(2));
  }

  /** Grants a permit to a handle that has waited for it, and leaves message 2 in the channel. */
  private void grantAWaitingPermit() {
    fillByOther();
    assertFalse(poller.pollReady(waker));
    assertEquals(1, receiver.tryReceive());
    assertEquals(SendResult.FULL, other.trySend(-1), "the permit is the first handle's");
  }

  @Test
  void closingCallsTheWakersOfAllWaiters() {
    other.trySend(1);
    other.trySend(2);
    assertFalse(poller.pollReady(waker));
    receiver.close();
    assertEquals(1, waker.calls());
    assertTrue(poller.pollReady(waker), "because the channel is closed");
    assertEquals(SendResult.CLOSED, poller.trySend(3));
    assertEquals(1, receiver.tryReceive());
    assertEquals(2, receiver.tryReceive());
    assertTrue(receiver.isTerminated());
    assertEquals(1, waker.calls());
  }

  @Test
  void aClosedHandleIsReadyToReturnClosed() {
    sender.close();
    assertTrue(poller.pollReady(waker));
    assertEquals(SendResult.CLOSED, poller.trySend(1));
    assertEquals(2, other.remainingCapacity());
  }

  @Test
  void x5_aPermitOutlivesTheClosingOfTheReceiver() throws Exception {
    assertTrue(poller.pollReady(waker));
    CompletableFuture<Integer> receive = receiver.receive();
    receiver.close();
    assertFalse(receiver.isTerminated());
    assertFalse(receive.isDone(), "a message may still come");
    assertEquals(SendResult.CLOSED, other.trySend(-1));
    assertEquals(SendResult.SENT, poller.trySend(1));
    assertEquals(1, receive.get());
    assertTrue(receiver.isTerminated());
    assertEquals(SendResult.CLOSED, poller.trySend(2));
  }

  @Test
  void x5_b1_releasingThePermitEndsAClosedChannelAndWakesItsReceiver() throws Exception {
    assertTrue(poller.pollReady(waker));
    CompletableFuture<Integer> receive = receiver.receive();
    receiver.close();
    assertFalse(receive.isDone());
    poller.close();
    assertNull(receive.get());
    assertTrue(receiver.isTerminated());
  }

  @Test
  void x5_b1_releasingThePermitCallsTheWakerOfTheReceiver() {
    CountingWaker receiverWaker = new CountingWaker();
    assertTrue(poller.pollReady(waker));
    receiver.close();
    assertNull(receiver.poll(receiverWaker));
    assertFalse(receiver.isTerminated());
    poller.close();
    assertEquals(1, receiverWaker.calls());
    assertTrue(receiver.isTerminated());
  }

  @Test
  void x5_b1_releasingThePermitOfTheLastHandleEndsTheStream() throws Exception {
    CompletableFuture<Integer> receive = receiver.receive();
    assertTrue(poller.pollReady(waker));
    other.close();
    sender.close();
    assertFalse(receive.isDone());
    poller.close();
    assertNull(receive.get());
    assertTrue(receiver.isTerminated());
  }

  @Test
  void b2_aClosedChannelWithAReservedPermitIsEmptyAndNotTerminated() {
    assertTrue(poller.pollReady(waker));
    receiver.close();
    assertNull(receiver.tryReceive());
    assertFalse(receiver.isTerminated());
    assertEquals(SendResult.SENT, poller.trySend(1));
    assertFalse(receiver.isTerminated());
    assertEquals(1, receiver.tryReceive());
    assertTrue(receiver.isTerminated());
  }

  @Test
  void s7_aPermitInACancelledChannelIsOfNoUse() {
    assertTrue(poller.pollReady(waker));
    other.trySend(1);
    receiver.cancel();
    assertEquals(SendResult.CLOSED, poller.trySend(2));
    assertNull(receiver.tryReceive());
    assertEquals(List.of(1), undelivered, "the caller has the other one");
    sender.close();
    assertTrue(receiver.isTerminated());
    assertEquals(0, receiver.size());
  }

  @Test
  void r9_aPollerWithAPermitOutlivesItsHandle() throws Exception {
    assertTrue(poller.pollReady(waker));
    CompletableFuture<Integer> receive = receiver.receive();
    sender.close();
    assertEquals(SendResult.SENT, poller.trySend(1));
    assertEquals(1, receive.get());
    assertEquals(SendResult.CLOSED, poller.trySend(2));
    assertTrue(poller.pollReady(waker), "because the handle is closed");
    assertEquals(0, waker.calls());
  }

  @Test
  void r9_aPollerThatWaitsIsRefusedWhenTheLastHandleIsClosed() {
    fillByOther();
    assertFalse(poller.pollReady(waker));
    sender.close();
    assertFalse(poller.pollReady(waker), "another handle is open");
    assertEquals(SendResult.FULL, poller.trySend(-1));
    other.close();
    assertEquals(1, waker.calls());
    assertTrue(poller.pollReady(waker));
    assertEquals(SendResult.CLOSED, poller.trySend(3));
    assertEquals(2, receiver.drain(message -> {}, 3));
    assertTrue(receiver.isTerminated());
  }
}

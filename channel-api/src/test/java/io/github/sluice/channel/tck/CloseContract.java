// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static io.github.sluice.channel.tck.ContractPart.fill;
import static io.github.sluice.channel.tck.ContractPart.numbers;
import static io.github.sluice.channel.tck.ContractPart.receiveAll;
import static io.github.sluice.channel.tck.ContractPart.takeAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** X: how a stream ends, from either side. */
public interface CloseContract extends ContractPart {
  @Capacities
  default void x1_closingTheReceiverAgainChangesNothing(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    fill(channel.sender(), 0, capacity);
    channel.receiver().close();
    channel.receiver().close();
    assertEquals(numbers(0, capacity), takeAll(channel.receiver()));
    channel.receiver().close();
    assertTrue(channel.receiver().isTerminated());
    assertNull(channel.receiver().tryReceive());
  }

  @Test
  default void x1_theReceiverMayBeClosedInAnyThread() throws Exception {
    TestedChannel<Integer> channel = open(1);
    Pending<?> receive = channel.beginReceive();
    Race.of(channel, () -> channel.receiver().close()).run(fixture());
    assertNull(receive.await());
    assertTrue(channel.receiver().isTerminated());
  }

  @Capacities
  default void x2_noSendSucceedsOnceTheReceiverIsClosed(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    Sender<Integer> other = channel.sender();
    assertFalse(sender.isClosed());
    channel.receiver().close();
    assertTrue(sender.isClosed());
    assertEquals(SendResult.CLOSED, sender.trySend(1));
    assertEquals(SendResult.CLOSED, other.trySend(1));
    assertRefused(channel, sender, 1);
    assertThrows(ChannelClosedException.class, sender::copy);
    ChannelClosedException refused = assertThrows(ChannelClosedException.class, channel::sender);
    assertNull(refused.undelivered());
    assertEquals(0, sender.size());
    assertNull(channel.receiver().tryReceive());
  }

  private static <T> void assertRefused(TestedChannel<T> channel, Sender<T> sender, T message) {
    ChannelClosedException refused =
        assertThrows(ChannelClosedException.class, () -> channel.send(sender, message));
    assertSame(message, refused.undelivered());
  }

  @Capacities
  default void x2_closedTakesPrecedenceOverFull(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    Sender<Integer> other = channel.sender();
    fill(sender, 0, capacity);
    sender.close();
    assertEquals(SendResult.CLOSED, sender.trySend(-1), "closed handle of a full channel");
    assertRefused(channel, sender, -1);
    channel.receiver().close();
    assertEquals(SendResult.CLOSED, other.trySend(-1), "full channel with a closed receiver");
    assertRefused(channel, other, -1);
    assertEquals(numbers(0, capacity), takeAll(channel.receiver()));
  }

  @Capacities
  default void x3_b17_waitingSendsGetTheirMessagesBackWhenTheReceiverCloses(int capacity) {
    TestedChannel<Object> channel = open(capacity);
    Sender<Object> sender = channel.sender();
    for (int i = 0; i < capacity; i++) {
      sender.trySend(i);
    }
    List<Object> messages = new ArrayList<>();
    List<Pending<?>> sends = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      messages.add(new Object());
      sends.add(channel.beginSend(i % 2 == 0 ? sender : channel.sender(), messages.get(i)));
    }
    channel.receiver().close();
    for (int i = 0; i < 5; i++) {
      ChannelClosedException closed =
          assertThrows(ChannelClosedException.class, sends.get(i)::await);
      assertSame(messages.get(i), closed.undelivered());
    }
    assertEquals(numbers(0, capacity), takeAll(channel.receiver()));
    assertTrue(channel.receiver().isTerminated());
  }

  @Test
  default void x3_theExceptionDoesNotPrintTheMessage() {
    TestedChannel<Object> channel = open(1);
    Sender<Object> sender = channel.sender();
    Object secret =
        new Object() {
          @Override
          public String toString() {
            throw new AssertionError("printed");
          }
        };
    channel.receiver().close();
    ChannelClosedException closed =
        assertThrows(ChannelClosedException.class, () -> channel.send(sender, secret));
    assertFalse(closed.toString().isEmpty());
    assertSame(secret, closed.undelivered());
  }

  @Capacities
  default void x4_whatIsBufferedIsReceivedThenTheEndForever(int capacity) throws Exception {
    TestedChannel<Integer> channel = open(capacity);
    Receiver<Integer> receiver = channel.receiver();
    fill(channel.sender(), 0, capacity);
    receiver.close();
    for (int message = 0; message < capacity; message++) {
      assertFalse(receiver.isTerminated());
      assertEquals(message, channel.receive());
    }
    assertEnded(channel);
  }

  private static void assertEnded(TestedChannel<?> channel) throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      assertTrue(channel.receiver().isTerminated());
      assertNull(channel.receiver().tryReceive());
      assertNull(channel.receive());
    }
  }

  @Test
  default void x4_nothingCanBeDrainedFromAnEndedStream() {
    TestedChannel<Integer> channel = open(2);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, 1);
    sender.close();
    assertEquals(1, channel.receiver().drain(message -> {}, 2));
    assertEquals(0, channel.receiver().drain(message -> {}, 2));
    assertEquals(0, channel.receiver().size());
  }

  @Capacities
  default void x6_theLastSenderEndsTheStreamOnceItIsEmpty(int capacity) throws Exception {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, capacity);
    sender.close();
    assertTrue(sender.isClosed());
    for (int message = 0; message < capacity; message++) {
      assertFalse(channel.receiver().isTerminated());
      assertEquals(message, channel.receive());
    }
    assertEnded(channel);
  }

  @Test
  default void x6_theLastSenderWakesTheReceiver() {
    TestedChannel<Integer> channel = open(1);
    Sender<Integer> sender = channel.sender();
    Pending<?> receive = channel.beginReceive();
    assertFalse(receive.isDone());
    sender.close();
    assertNull(receive.await());
    assertTrue(channel.receiver().isTerminated());
  }

  @Test
  default void x6_aChannelWithoutSendersYetHasNotEnded() {
    TestedChannel<Integer> channel = open(1);
    assertFalse(channel.receiver().isTerminated());
    Pending<?> receive = channel.beginReceive();
    assertFalse(receive.isDone());
    fill(channel.sender(), 1, 1);
    assertEquals(1, receive.await());
  }

  @Capacities
  default void x6_sendsThatWaitWhenTheLastHandleClosesAreStillDelivered(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, capacity);
    Pending<?> waiting = channel.beginSend(sender, capacity);
    sender.close();
    assertFalse(channel.receiver().isTerminated());
    assertEquals(0, channel.receiver().tryReceive());
    waiting.await();
    assertEquals(numbers(1, capacity), takeAll(channel.receiver()));
    assertNull(channel.beginReceive().await());
    assertTrue(channel.receiver().isTerminated());
  }

  @Test
  default void x6_withdrawingTheLastWaitingSendEndsTheStream() {
    TestedChannel<Integer> channel = open(1);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, 1);
    Pending<?> waiting = channel.beginSend(sender, 1);
    sender.close();
    assertTrue(waiting.withdraw());
    assertEquals(0, channel.receiver().tryReceive());
    assertNull(channel.beginReceive().await());
    assertTrue(channel.receiver().isTerminated());
  }

  @Test
  default void x7_theStreamEndsWithTheLastHandleOnly() {
    TestedChannel<Integer> channel = open(4);
    Sender<Integer> first = channel.sender();
    Sender<Integer> second = first.copy();
    Sender<Integer> third = channel.sender();
    Pending<?> receive = channel.beginReceive();
    first.close();
    first.close();
    first.close();
    assertTrue(first.isClosed());
    assertFalse(second.isClosed());
    assertFalse(receive.isDone());
    assertEquals(SendResult.CLOSED, first.trySend(-1));
    fill(second, 1, 1);
    assertEquals(1, receive.await());
    second.close();
    assertFalse(channel.receiver().isTerminated());
    fill(third, 2, 1);
    third.close();
    assertFalse(channel.receiver().isTerminated());
    assertEquals(2, channel.receiver().tryReceive());
    assertTrue(channel.receiver().isTerminated());
  }

  @Test
  default void x7_aClosedHandleCanNeitherSendNorBeCopied() {
    TestedChannel<Integer> channel = open(2);
    Sender<Integer> closed = channel.sender();
    Sender<Integer> open = channel.sender();
    closed.close();
    assertEquals(SendResult.CLOSED, closed.trySend(1));
    assertRefused(channel, closed, 1);
    assertThrows(ChannelClosedException.class, closed::copy);
    assertTrue(closed.isClosed());
    assertFalse(open.isClosed());
    fill(open, 2, 1);
    fill(channel.sender(), 3, 1);
    assertEquals(numbers(2, 2), takeAll(channel.receiver()));
  }

  @Test
  default void x13_aSendThatWaitsGoesOnWhenItsHandleIsClosed() throws Exception {
    TestedChannel<Integer> channel = open(1);
    Sender<Integer> sender = channel.sender();
    Sender<Integer> other = channel.sender();
    fill(sender, 0, 1);
    Pending<?> waiting = channel.beginSend(sender, 1);
    sender.close();
    assertFalse(waiting.isDone());
    assertEquals(0, channel.receive());
    waiting.await();
    other.close();
    assertEquals(List.of(1), receiveAll(channel));
  }

  @Capacities
  default void x3_aSendThatWaitsOnAClosedHandleStillGetsItsMessageBack(int capacity)
      throws Exception {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, capacity);
    Pending<?> waiting = channel.beginSend(sender, capacity);
    sender.close();
    channel.receiver().close();
    ChannelClosedException closed = assertThrows(ChannelClosedException.class, waiting::await);
    assertEquals(capacity, closed.undelivered());
    assertEquals(numbers(0, capacity), receiveAll(channel));
  }

  @Test
  default void x12_theReceiverIsClosedOnceAndForever() {
    List<TestedChannel<Integer>> channels = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      TestedChannel<Integer> channel = open(2);
      assertFalse(channel.receiver().isClosed());
      Sender<Integer> sender = channel.sender();
      channel.sender().close();
      fill(sender, 1, 1);
      assertFalse(channel.receiver().isClosed());
      switch (i) {
        case 0 -> channel.receiver().close();
        case 1 -> channel.receiver().cancel();
        case 2 -> sender.closeExceptionally(new IllegalStateException("a test's"));
        default -> sender.close();
      }
      assertTrue(channel.receiver().isClosed());
      assertTrue(sender.isClosed());
      channels.add(channel);
    }
    for (TestedChannel<Integer> channel : channels) {
      assertEquals(channel == channels.get(1), channel.receiver().isTerminated());
      channel.receiver().drain(message -> {}, 1);
      assertTrue(channel.receiver().isClosed());
      assertTrue(channel.receiver().isTerminated());
      channel.receiver().cancel();
      assertTrue(channel.receiver().isClosed());
    }
  }

  @Test
  default void x14_theReceiversCauseIsThatOfTheExceptionsThatSendersGet() {
    TestedChannel<Integer> channel = open(1);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, 1);
    Pending<?> waiting = channel.beginSend(sender, 1);
    Throwable cause = new IllegalStateException("a test's");
    channel.receiver().closeExceptionally(cause);
    channel.receiver().closeExceptionally(new IllegalStateException("too late"));
    assertEquals(1, FailureContract.assertRefused(cause, waiting::await).undelivered());
    FailureContract.assertRefused(cause, () -> sendOnce(channel, sender));
    FailureContract.assertRefused(cause, sender::copy);
    FailureContract.assertRefused(cause, channel::sender);
    assertEquals(List.of(0), takeAll(channel.receiver()));
    assertTrue(channel.receiver().isTerminated());
    assertNull(channel.receiver().failure(), "the receiver's stream has not failed");
    assertNull(channel.beginReceive().await());
  }

  private static Object sendOnce(TestedChannel<Integer> channel, Sender<Integer> sender)
      throws InterruptedException {
    channel.send(sender, 2);
    return "sent";
  }

  @Test
  default void x14_aCancelKeepsTheCauseOfTheCloseBeforeIt() {
    Throwable cause = new IllegalStateException("a test's");
    TestedChannel<Integer> closed = open(1);
    Sender<Integer> sender = closed.sender();
    closed.receiver().closeExceptionally(cause);
    closed.receiver().cancel();
    closed.receiver().closeExceptionally(new IllegalStateException("too late"));
    FailureContract.assertRefused(cause, sender::copy);

    TestedChannel<Integer> failed = open(1);
    Sender<Integer> failing = failed.sender();
    failing.closeExceptionally(cause);
    failed.receiver().cancel();
    failed.receiver().closeExceptionally(new IllegalStateException("too late"));
    FailureContract.assertRefused(cause, failing::copy);
  }

  @Test
  default void x14_aCauseAfterTheCloseIsNone() {
    TestedChannel<Integer> channel = open(1);
    Sender<Integer> sender = channel.sender();
    channel.receiver().close();
    channel.receiver().closeExceptionally(new IllegalStateException("too late"));
    assertNull(assertThrows(ChannelClosedException.class, sender::copy).getCause());
    channel.receiver().cancel();
    assertNull(assertThrows(ChannelClosedException.class, sender::copy).getCause());
  }

  @Test
  @SuppressWarnings("NullAway")
  default void s5_theReceiversCauseMustNotBeNull() {
    TestedChannel<Integer> channel = open(1);
    Sender<Integer> sender = channel.sender();
    assertThrows(NullPointerException.class, () -> channel.receiver().closeExceptionally(null));
    assertFalse(sender.isClosed());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static io.github.sluice.channel.tck.ContractPart.fill;
import static io.github.sluice.channel.tck.ContractPart.numbers;
import static io.github.sluice.channel.tck.ContractPart.receiveAll;
import static io.github.sluice.channel.tck.ContractPart.receiveSome;
import static io.github.sluice.channel.tck.ContractPart.takeAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** O: messages come out in the order in which they went in. */
public interface OrderContract extends ContractPart {
  @Capacities
  default void o1_oneThreadIsInOrderAcrossItsHandles(int capacity) throws Exception {
    int count = 300;
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> first = channel.sender();
    List<Sender<Integer>> handles = List.of(first, first.copy(), channel.sender());
    Race.of(
            channel,
            () -> {
              for (int message = 0; message < count; message++) {
                channel.send(handles.get(message % handles.size()), message);
              }
              handles.forEach(Sender::close);
            },
            () -> assertEquals(numbers(0, count), receiveAll(channel)))
        .run(fixture());
  }

  @Test
  default void o2_sendsOneAfterTheOtherInTwoThreadsAreInOrder() throws Exception {
    int count = 2 * Race.times(1000);
    TestedChannel<Integer> channel = open(3);
    AtomicInteger next = new AtomicInteger();
    Sender<Integer> even = channel.sender();
    Sender<Integer> odd = channel.sender();
    Race.of(
            channel,
            () -> sendAlternately(channel, even, next, 0, count),
            () -> sendAlternately(channel, odd, next, 1, count),
            () -> assertEquals(numbers(0, count), receiveSome(channel, count)))
        .run(fixture());
  }

  private static void sendAlternately(
      TestedChannel<Integer> channel,
      Sender<Integer> mine,
      AtomicInteger next,
      int first,
      int count)
      throws InterruptedException {
    for (int message = first; message < count; message += 2) {
      int mineIs = message;
      Watchdog.await("message " + mineIs, channel, () -> next.get() == mineIs);
      channel.send(mine, message);
      next.set(message + 1);
    }
  }

  @Capacities
  default void o3_drainTakesInOrderUpToItsLimit(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Receiver<Integer> receiver = channel.receiver();
    fill(channel.sender(), 0, capacity);
    List<Integer> drained = new ArrayList<>();
    assertEquals(0, receiver.drain(drained::add, 0));
    int half = (capacity + 1) / 2;
    assertEquals(half, receiver.drain(drained::add, half));
    assertEquals(capacity - half, receiver.size());
    assertEquals(capacity - half, receiver.drain(drained::add, Integer.MAX_VALUE));
    assertEquals(0, receiver.drain(drained::add, Integer.MAX_VALUE));
    assertEquals(numbers(0, capacity), drained);
  }

  @Test
  @SuppressWarnings("NullAway")
  default void o3_drainRefusesANegativeLimitAndNoAction() {
    TestedChannel<Integer> channel = open(2);
    fill(channel.sender(), 0, 2);
    Receiver<Integer> receiver = channel.receiver();
    assertThrows(IllegalArgumentException.class, () -> receiver.drain(message -> {}, -1));
    assertThrows(NullPointerException.class, () -> receiver.drain(null, 1));
    assertEquals(numbers(0, 2), takeAll(receiver));
  }

  @Test
  default void o3_anExceptionFromTheActionEndsTheDrainAfterItsMessage() {
    TestedChannel<Integer> channel = open(4);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, 4);
    Pending<?> waiting = channel.beginSend(sender, 4);
    Receiver<Integer> receiver = channel.receiver();
    IllegalStateException thrown = new IllegalStateException("from the action");
    assertSame(
        thrown,
        assertThrows(
            IllegalStateException.class,
            () ->
                receiver.drain(
                    message -> {
                      if (message == 1) {
                        throw thrown;
                      }
                    },
                    4)));
    waiting.await();
    assertEquals(numbers(2, 3), takeAll(receiver));
    assertEquals(4, sender.remainingCapacity());
  }

  @Capacities
  default void o5_waitingSendsAreAdmittedInTheOrderOfTheirComing(int capacity) {
    assumeTrue(fixture().strictlyFifo());
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, capacity);
    List<Pending<?>> sends = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sends.add(channel.beginSend(sender, capacity + i));
    }
    for (int i = 0; i < 20; i++) {
      assertFalse(sends.get(i).isDone(), "send " + i + " before its grant");
      assertEquals(i, channel.receiver().tryReceive());
      sends.get(i).await();
    }
    assertEquals(numbers(20, capacity), takeAll(channel.receiver()));
  }

  @Capacities
  default void o6_trySendDoesNotOvertakeWaitingSends(int capacity) {
    assumeTrue(fixture().strictlyFifo());
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    Sender<Integer> other = channel.sender();
    fill(sender, 0, capacity);
    Pending<?> one = channel.beginSend(sender, capacity);
    Pending<?> two = channel.beginSend(sender, capacity + 1);
    assertEquals(SendResult.FULL, other.trySend(-1));
    assertEquals(0, channel.receiver().tryReceive());
    assertEquals(SendResult.FULL, sender.trySend(-2), "over the own send");
    assertEquals(SendResult.FULL, other.trySend(-3), "over another's send");
    one.await();
    assertEquals(1, channel.receiver().tryReceive());
    two.await();
    assertEquals(2, channel.receiver().tryReceive());
    assertEquals(SendResult.SENT, other.trySend(capacity + 2));
    assertEquals(numbers(3, capacity), takeAll(channel.receiver()));
  }

  @Test
  default void o7_aWithdrawnSendLosesItsPositionInTheQueue() {
    assumeTrue(fixture().strictlyFifo());
    TestedChannel<Integer> channel = open(1);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, 1);
    Pending<?> withdrawn = channel.beginSend(sender, 3);
    channel.beginSend(sender, 1);
    channel.beginSend(sender, 2);
    assertTrue(withdrawn.withdraw());
    Pending<?> again = channel.beginSend(sender, 3);
    for (int message = 0; message < 4; message++) {
      assertEquals(message, channel.beginReceive().await());
    }
    again.await();
  }

  @Test
  default void b7_pendingSendsAndTrySendsStayInOrder() {
    assumeTrue(fixture().strictlyFifo());
    TestedChannel<Integer> channel = open(4);
    Sender<Integer> sender = channel.sender();
    List<Integer> received = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < 100; i++) {
      channel.beginSend(sender, next++);
      if (i % 7 == 0) {
        received.add(channel.beginReceive().await());
      }
      if (sender.trySend(next) == SendResult.SENT) {
        next++;
      }
    }
    while (received.size() < next) {
      received.add(channel.beginReceive().await());
    }
    assertTrue(next >= 100);
    assertEquals(numbers(0, next), received);
  }

  @Test
  default void o8_aMessageSentToAnotherChannelBeforeIsAlreadyThere() throws Exception {
    int count = 2 * Race.times(1000);
    TestedChannel<Integer> before = open(4);
    TestedChannel<Integer> after = open(2);
    Sender<Integer> senderBefore = before.sender();
    Sender<Integer> senderAfter = after.sender();
    Race.of(
            List.of(before, after),
            () -> {
              for (int message = 0; message < count; message++) {
                before.send(senderBefore, message);
                after.send(senderAfter, message);
              }
            },
            () -> {
              for (int message = 0; message < count; message++) {
                assertEquals(message, after.receive());
                assertEquals(message, before.receiver().tryReceive());
              }
            })
        .run(fixture());
  }
}

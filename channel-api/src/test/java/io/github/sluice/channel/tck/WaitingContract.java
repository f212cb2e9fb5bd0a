// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static io.github.sluice.channel.tck.ContractPart.fill;
import static io.github.sluice.channel.tck.ContractPart.numbers;
import static io.github.sluice.channel.tck.ContractPart.receiveAll;
import static io.github.sluice.channel.tck.ContractPart.takeAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** P: a waiter whose operation can complete is woken, whatever other waiters do. */
public interface WaitingContract extends ContractPart {
  @Races
  @Capacities
  default void p1_aMessageWakesTheReceiver(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    for (int message = 0; message < 5; message++) {
      Pending<?> receive = channel.beginReceive();
      assertFalse(receive.isDone());
      fill(sender, message, 1);
      assertEquals(message, receive.await());
    }
  }

  @Races
  @Capacities
  default void p1_closingWakesTheReceiver(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Pending<?> receive = channel.beginReceive();
    channel.receiver().close();
    assertNull(receive.await());

    TestedChannel<Integer> cancelled = open(capacity);
    receive = cancelled.beginReceive();
    cancelled.receiver().cancel();
    assertNull(receive.await());
  }

  @Races
  @Capacities
  default void p1_capacityWakesASender(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, capacity);
    Pending<?> byTryReceive = channel.beginSend(sender, capacity);
    assertEquals(0, channel.receiver().tryReceive());
    byTryReceive.await();
    Pending<?> byReceive = channel.beginSend(sender, capacity + 1);
    assertEquals(1, channel.beginReceive().await());
    byReceive.await();
    Pending<?> byDrain = channel.beginSend(sender, capacity + 2);
    List<Integer> drained = new ArrayList<>();
    assertEquals(1, channel.receiver().drain(drained::add, 1));
    byDrain.await();
    drained.addAll(takeAll(channel.receiver()));
    assertEquals(numbers(2, capacity + 1), drained);
  }

  @Races
  @Test
  default void p1_b26_messagesGoBackAndForthThroughOneSlotEach() throws Exception {
    int count = Race.times(3000);
    TestedChannel<Integer> there = open(1);
    TestedChannel<Integer> back = open(1);
    Sender<Integer> senderThere = there.sender();
    Sender<Integer> senderBack = back.sender();
    Race.of(
            List.of(there, back),
            () -> {
              for (int message = 0; message < count; message++) {
                there.send(senderThere, message);
                assertEquals(message, back.receive());
              }
              senderThere.close();
            },
            () -> {
              for (Integer m = there.receive(); m != null; m = there.receive()) {
                back.send(senderBack, m);
              }
            })
        .run(fixture());
  }

  @Races
  @Capacities
  default void p2_everyReceiveAdmitsOneWaiter(int capacity) {
    int waiting = 10;
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, capacity);
    List<Pending<?>> sends = new ArrayList<>();
    for (int i = 0; i < waiting; i++) {
      sends.add(channel.beginSend(sender, capacity + i));
    }
    List<Integer> received = new ArrayList<>();
    for (int i = 1; i <= waiting; i++) {
      int admitted = i;
      received.add(channel.beginReceive().await());
      Watchdog.await(
          admitted + " sends",
          channel,
          () -> sends.stream().filter(Pending::isDone).count() == admitted);
      assertEquals(SendResult.FULL, sender.trySend(-1));
    }
    received.addAll(takeAll(channel.receiver()));
    Collections.sort(received);
    assertEquals(numbers(0, capacity + waiting), received);
  }

  @Races
  @Capacities
  default void p2_aDrainAdmitsAsManyAsItTook(int capacity) {
    int waiting = Math.min(capacity, 10);
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, capacity);
    List<Pending<?>> sends = new ArrayList<>();
    for (int i = 0; i < waiting; i++) {
      sends.add(channel.beginSend(sender, capacity + i));
    }
    List<Integer> received = new ArrayList<>();
    assertEquals(waiting, channel.receiver().drain(received::add, waiting));
    sends.forEach(Pending::await);
    assertEquals(capacity, sender.size());
    received.addAll(takeAll(channel.receiver()));
    Collections.sort(received);
    assertEquals(numbers(0, capacity + waiting), received);
  }

  @Races
  @Test
  default void p2_withdrawingAWokenSenderPassesTheWakeOn() throws Exception {
    TestedChannel<Integer> channel = open(1);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, 1);
    AtomicBoolean withdrawn = new AtomicBoolean();
    int[] outcomes = new int[2];
    Race.rounds(
        fixture(),
        Race.times(600),
        () -> {
          Pending<?> first = channel.beginSend(sender, 1);
          Pending<?> second = channel.beginSend(sender, 2);
          return Race.of(
                  channel,
                  () -> assertEquals(0, channel.receiver().tryReceive()),
                  () -> withdrawn.set(first.withdraw()))
              .then(
                  () -> {
                    outcomes[withdrawn.get() ? 1 : 0]++;
                    List<Integer> received = new ArrayList<>();
                    if (!withdrawn.get()) {
                      received.add(channel.beginReceive().await());
                    }
                    second.await();
                    received.addAll(takeAll(channel.receiver()));
                    Collections.sort(received);
                    assertEquals(withdrawn.get() ? List.of(2) : List.of(1, 2), received);
                    fill(sender, 0, 1);
                  });
        });
    assertTrue(outcomes[0] + outcomes[1] > 0);
  }

  @Races
  @Test
  default void p4_b6_forgottenOperationsHoldUpNobody() throws Exception {
    int count = 50;
    TestedChannel<Integer> channel = open(2);
    Sender<Integer> forgetful = channel.sender();
    Sender<Integer> other = channel.sender();
    fill(other, 0, 2);
    for (int message = 0; message < count; message++) {
      channel.beginSend(forgetful, 1000 + message);
    }
    forgetful.close();
    List<Integer> received = new ArrayList<>();
    Race.of(
            channel,
            () -> {
              for (int message = 2; message < count; message++) {
                channel.send(other, message);
              }
              other.close();
            },
            () -> received.addAll(receiveAll(channel)))
        .run(fixture());
    Collections.sort(received);
    List<Integer> expected = new ArrayList<>(numbers(0, count));
    expected.addAll(numbers(1000, count));
    assertEquals(expected, received);
  }

  @Races
  @Test
  default void p7_aWaitingSendIsAdmittedAmongSendsThatDoNotWait() throws Exception {
    TestedChannel<Integer> channel = open(1);
    Sender<Integer> waiting = channel.sender();
    Sender<Integer> retrying = channel.sender();
    AtomicBoolean admitted = new AtomicBoolean();
    int sends = 20;
    Race.of(
            channel,
            () -> {
              for (int i = 0; i < sends; i++) {
                channel.send(waiting, i);
              }
              admitted.set(true);
              waiting.close();
            },
            () -> {
              while (!admitted.get()) {
                if (retrying.trySend(-1) == SendResult.FULL) {
                  Race.timedYield();
                }
              }
              retrying.close();
            },
            () -> {
              List<Integer> received = receiveAll(channel);
              received.removeIf(message -> message < 0);
              assertEquals(numbers(0, sends), received);
            })
        .run(fixture());
  }
}

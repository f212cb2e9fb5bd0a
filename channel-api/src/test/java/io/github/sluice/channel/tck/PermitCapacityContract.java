// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static io.github.sluice.channel.tck.ContractPart.assertCapacityFor;
import static io.github.sluice.channel.tck.ContractPart.fill;
import static io.github.sluice.channel.tck.ContractPart.numbers;
import static io.github.sluice.channel.tck.ContractPart.reserve;
import static io.github.sluice.channel.tck.ContractPart.takeAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** R, C, O and V: permits among sends and receives. */
public interface PermitCapacityContract extends ContractPart {
  @Test
  default void r5_p2_closingABatchAdmitsAsManyAsItFrees() {
    TestedChannel<Integer> channel = open(3);
    Sender<Integer> sender = channel.sender();
    Permit<Integer> batch = reserve(sender, 3);
    assertEquals(SendResult.SENT, batch.send(0));
    List<Pending<?>> sends = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      sends.add(channel.beginSend(sender, i));
    }
    batch.close();
    Watchdog.await("two sends", channel, () -> sends.stream().filter(Pending::isDone).count() == 2);
    assertEquals(3, sender.size());
    TreeSet<Integer> received = new TreeSet<>();
    for (int i = 0; i < 6; i++) {
      received.add(channel.beginReceive().await());
    }
    sends.forEach(Pending::await);
    assertEquals(new TreeSet<>(numbers(0, 6)), received);
    assertEquals(3, sender.remainingCapacity());
  }

  @Capacities
  default void r8_b27_aHeldPermitDelaysNoSendWhileThereIsCapacity(int capacity) {
    TestedChannel<Integer> channel = open(capacity + 1);
    Sender<Integer> sender = channel.sender();
    Permit<Integer> held = reserve(sender, 1);
    int next = 0;
    for (int lap = 0; lap < 5; lap++) {
      fill(sender, next, capacity);
      assertEquals(SendResult.FULL, sender.trySend(-1));
      Pending<?> waiting = channel.beginSend(sender, next + capacity);
      assertEquals(next, channel.receiver().tryReceive());
      waiting.await();
      assertEquals(numbers(next + 1, capacity), takeAll(channel.receiver()));
      next += capacity + 1;
      Permit<Integer> other = reserve(sender, capacity);
      assertEquals(SendResult.SENT, other.send(-lap));
      other.close();
      assertEquals(-lap, channel.receiver().tryReceive());
    }
    assertEquals(SendResult.SENT, held.send(next));
    assertEquals(next, channel.receiver().tryReceive());
    assertEquals(capacity + 1, sender.remainingCapacity());
  }

  @Test
  default void o4_theOrderIsThatOfTheSendsAndNotOfThePermits() {
    TestedChannel<Integer> channel = open(6);
    Sender<Integer> sender = channel.sender();
    Permit<Integer> first = reserve(sender, 1);
    Permit<Integer> second = reserve(sender, 2);
    fill(sender, 0, 1);
    assertEquals(SendResult.SENT, second.send(1));
    fill(sender, 2, 1);
    assertEquals(SendResult.SENT, first.send(3));
    assertEquals(SendResult.SENT, second.send(4));
    fill(sender, 5, 1);
    assertEquals(numbers(0, 6), takeAll(channel.receiver()));
  }

  @Test
  default void o6_tryReserveDoesNotOvertakeWaitingSends() {
    assumeTrue(fixture().strictlyFifo());
    TestedChannel<Integer> channel = open(2);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, 2);
    Pending<?> one = channel.beginSend(sender, 2);
    Pending<?> two = channel.beginSend(sender, 3);
    assertEquals(0, channel.receiver().tryReceive());
    assertNull(sender.tryReserve(), "over the own send");
    assertNull(channel.sender().tryReserve(), "over another's send");
    one.await();
    assertEquals(1, channel.receiver().tryReceive());
    two.await();
    assertEquals(2, channel.receiver().tryReceive());
    assertEquals(1, reserve(sender, 1).remaining());
    assertEquals(List.of(3), takeAll(channel.receiver()));
  }

  @Capacities
  default void c4_releasedPermitsLoseNoCapacity(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    for (int lap = 0; lap < 50; lap++) {
      Permit<Integer> batch = reserve(sender, 1 + lap % capacity);
      Pending<?> receive = channel.beginReceive();
      if (lap % 3 == 0) {
        assertEquals(SendResult.SENT, batch.send(lap));
        assertEquals(lap, receive.await());
      } else {
        assertTrue(receive.withdraw());
      }
      batch.close();
      assertEquals(capacity, sender.remainingCapacity());
    }
    fill(sender, 0, capacity);
    assertEquals(SendResult.FULL, sender.trySend(-1));
  }

  @Test
  default void v2_v4_permitsAreCapacityTakenAndNotMessages() {
    TestedChannel<Integer> channel = open(3);
    Sender<Integer> sender = channel.sender();
    Permit<Integer> batch = reserve(sender, 3);
    assertTrue(sender.isEmpty() && channel.receiver().isEmpty());
    assertTrue(sender.isFull());
    assertEquals(0, channel.receiver().size());
    assertNull(channel.receiver().tryReceive());
    batch.send(1);
    assertFalse(sender.isEmpty() || channel.receiver().isEmpty());
    assertTrue(sender.isFull());
    batch.close();
    assertFalse(sender.isFull());
    assertEquals(1, sender.size());
  }

  @Test
  default void m1_aPermitDoesNotHoldWhatWasSentWithIt() {
    TestedChannel<Object> channel = open(4);
    Permit<Object> batch = reserve(channel.sender(), 4);
    List<WeakReference<Object>> messages = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      messages.add(sendWeaklyHeld(batch));
    }
    assertEquals(3, channel.receiver().drain(message -> {}, 3));
    Garbage.awaitCollected("messages sent with a permit", List.of(channel, batch), messages);
    assertEquals(1, batch.remaining());
  }

  private static WeakReference<Object> sendWeaklyHeld(Permit<Object> permit) {
    Object message = new Object();
    assertEquals(SendResult.SENT, permit.send(message));
    return new WeakReference<>(message);
  }

  @Test
  default void r4_twoThatTogetherWantTooMuchAreNotBothGranted() throws Exception {
    TestedChannel<Integer> channel = open(3);
    Sender<Integer> one = channel.sender();
    Sender<Integer> two = channel.sender();
    List<Permit<Integer>> permits = Collections.synchronizedList(new ArrayList<>());
    Race.rounds(
        fixture(),
        Race.times(3000),
        () ->
            Race.of(
                    channel,
                    () -> addIfGiven(permits, one.tryReserve(2)),
                    () -> addIfGiven(permits, two.tryReserve(2)))
                .then(
                    () -> {
                      assertEquals(1, permits.size(), "C3, C5");
                      assertEquals(1, one.remainingCapacity());
                      permits.remove(0).close();
                    }));
    assertCapacityFor(channel, 3);
  }

  private static void addIfGiven(List<Permit<Integer>> permits, Permit<Integer> permit) {
    if (permit != null) {
      permits.add(permit);
    }
  }

  @Capacities
  default void c1_permitsAndMessagesTogetherNeverExceedTheCapacity(int capacity) throws Exception {
    int each = 2000;
    TestedChannel<Integer> channel = open(capacity);
    AtomicInteger taken = new AtomicInteger(); // counted after, uncounted before it is so
    AtomicInteger begun = new AtomicInteger(); // receives, counted before
    AtomicInteger busy = new AtomicInteger(2);
    Race.of(
            channel,
            () -> {
              Sender<Integer> sender = channel.sender();
              for (int i = 0; i < each; i++) {
                if (sender.trySend(i) == SendResult.SENT) {
                  taken.incrementAndGet();
                } else {
                  Race.timedYield();
                }
              }
              busy.decrementAndGet();
            },
            () -> {
              reserveAndUse(channel.sender(), each, taken);
              busy.decrementAndGet();
            },
            () -> {
              while (busy.get() > 0 || channel.receiver().size() > 0) {
                begun.incrementAndGet();
                if (channel.receiver().tryReceive() == null) {
                  begun.decrementAndGet();
                  Race.timedYield();
                }
              }
            },
            () -> {
              while (busy.get() > 0) {
                int ahead = taken.get() - begun.get(); // begun is read later: never too large
                assertTrue(ahead <= capacity, "ahead by " + ahead);
                assertTrue(channel.receiver().size() <= capacity, "V1");
                Race.timedYield();
              }
            })
        .run(fixture());
    assertEquals(taken.get(), begun.get());
    assertCapacityFor(channel, capacity);
  }

  private static void reserveAndUse(Sender<Integer> sender, int rounds, AtomicInteger taken) {
    for (int i = 0; i < rounds; i++) {
      Permit<Integer> permit = sender.tryReserve(1 + i % sender.capacity());
      if (permit == null) {
        Race.timedYield();
        continue;
      }
      taken.addAndGet(permit.remaining());
      if (i % 3 != 0) {
        assertEquals(SendResult.SENT, permit.send(i));
      }
      taken.addAndGet(-permit.remaining());
      permit.close();
    }
  }
}

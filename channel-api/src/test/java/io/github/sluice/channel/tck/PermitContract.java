// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static io.github.sluice.channel.tck.ContractPart.fill;
import static io.github.sluice.channel.tck.ContractPart.numbers;
import static io.github.sluice.channel.tck.ContractPart.reserve;
import static io.github.sluice.channel.tck.ContractPart.takeAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** R: capacity reserved for messages to come. */
public interface PermitContract extends ContractPart {
  @Capacities
  default void r1_c1_aPermitTakesCapacityUntilItsMessageIsReceived(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    for (int lap = 0; lap < 3; lap++) {
      Permit<Integer> permit = reserve(sender, 1);
      assertEquals(1, permit.remaining());
      assertEquals(capacity - 1, sender.remainingCapacity());
      fill(sender, 0, capacity - 1);
      assertFull(sender);
      assertEquals(SendResult.SENT, permit.send(capacity - 1));
      assertEquals(0, permit.remaining());
      assertEquals(capacity, sender.size());
      assertFull(sender);
      assertEquals(numbers(0, capacity), takeAll(channel.receiver()));
      assertEquals(capacity, sender.remainingCapacity());
    }
  }

  private static void assertFull(Sender<Integer> sender) {
    assertEquals(0, sender.remainingCapacity());
    assertEquals(SendResult.FULL, sender.trySend(-1));
    assertNull(sender.tryReserve());
    assertNull(sender.tryReserve(1));
  }

  @Capacities
  default void r1_aPermitThatIsClosedReleasesItsCapacityOnce(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    Permit<Integer> permit = reserve(sender, 1);
    fill(sender, 0, capacity - 1);
    assertFull(sender);
    permit.close();
    permit.close();
    assertEquals(0, permit.remaining());
    assertEquals(1, sender.remainingCapacity());
    fill(sender, capacity - 1, 1);
    permit.close();
    assertFull(sender);
    assertEquals(numbers(0, capacity), takeAll(channel.receiver()));
  }

  @Test
  default void r2_aPermitIsUsedOnce() {
    TestedChannel<Integer> channel = open(3);
    Sender<Integer> sender = channel.sender();
    Permit<Integer> used = sender.tryReserve();
    assertEquals(1, used.remaining());
    assertEquals(SendResult.SENT, used.send(0));
    assertThrows(IllegalStateException.class, () -> used.send(-1));
    used.close();
    assertThrows(IllegalStateException.class, () -> used.send(-1));
    assertEquals(0, used.remaining());
    assertEquals(2, sender.remainingCapacity());
    Permit<Integer> unused = reserve(sender, 1);
    unused.close();
    assertThrows(IllegalStateException.class, () -> unused.send(-1));
    assertEquals(2, sender.remainingCapacity());
    assertEquals(List.of(0), takeAll(channel.receiver()));
    fill(sender, 0, 3);
    assertFull(sender);
  }

  @Capacities
  default void r2_aBatchIsUsedAsOftenAsItSays(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    Permit<Integer> batch = reserve(sender, capacity);
    for (int message = 0; message < capacity; message++) {
      assertEquals(capacity - message, batch.remaining());
      assertEquals(message, sender.size());
      assertEquals(0, sender.remainingCapacity());
      assertEquals(SendResult.SENT, batch.send(message));
    }
    assertThrows(IllegalStateException.class, () -> batch.send(-1));
    assertEquals(numbers(0, capacity), takeAll(channel.receiver()));
    assertThrows(IllegalStateException.class, () -> batch.send(-1));
    assertEquals(0, sender.size());
    assertEquals(capacity, sender.remainingCapacity());
  }

  @Test
  @SuppressWarnings("NullAway")
  default void s5_aNullMessageLeavesThePermitAsItIs() {
    TestedChannel<Integer> channel = open(2);
    Permit<Integer> permit = reserve(channel.sender(), 2);
    assertThrows(NullPointerException.class, () -> permit.send(null));
    assertEquals(2, permit.remaining());
    assertEquals(SendResult.SENT, permit.send(0));
    assertThrows(NullPointerException.class, () -> permit.send(null));
    assertEquals(SendResult.SENT, permit.send(1));
    assertEquals(numbers(0, 2), takeAll(channel.receiver()));
  }

  @Capacities
  default void r3_b22_moreThanCanEverFitIsRefusedWithTheLargest(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    for (int messages : new int[] {-1, Integer.MIN_VALUE, capacity + 1, Integer.MAX_VALUE}) {
      assertRefused(sender, messages, String.valueOf(capacity));
      assertEquals(capacity, sender.remainingCapacity());
    }
    assertEquals(capacity, reserve(sender, capacity).remaining());
    assertRefused(sender, capacity + 1, String.valueOf(capacity));
  }

  private static void assertRefused(Sender<?> sender, int messages, String largest) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> sender.tryReserve(messages));
    String text = String.valueOf(refused.getMessage());
    assertTrue(text.replaceAll("[_ ]", "").contains(largest), text);
  }

  @Test
  default void r3_b22_moreThanTheLargestPermitIsRefusedByALargeChannel() {
    int largest = 1_048_575;
    TestedChannel<Integer> channel = open(1 << 21);
    Sender<Integer> sender = channel.sender();
    assertRefused(sender, largest + 1, String.valueOf(largest));
    assertRefused(sender, 1 << 21, String.valueOf(largest));
    Permit<Integer> permit = reserve(sender, largest);
    assertEquals((1 << 21) - largest, sender.remainingCapacity());
    fill(sender, 0, 1);
    assertEquals(SendResult.SENT, permit.send(1));
    fill(sender, 2, 1);
    permit.close();
    assertEquals((1 << 21) - 3, sender.remainingCapacity());
    assertEquals(numbers(0, 3), takeAll(channel.receiver()));
    assertEquals(largest, reserve(sender, largest).remaining());
  }

  @Capacities
  default void r3_aPermitForNothingNeedsAndHoldsNothing(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    Permit<Integer> ofEmpty = reserve(sender, 0);
    assertEquals(capacity, sender.remainingCapacity());
    fill(sender, 0, capacity);
    Pending<?> waiting = channel.beginSend(sender, capacity);
    Permit<Integer> ofFull = reserve(sender, 0);
    for (Permit<Integer> permit : List.of(ofEmpty, ofFull)) {
      assertEquals(0, permit.remaining());
      assertThrows(IllegalStateException.class, () -> permit.send(-1));
    }
    assertFalse(waiting.isDone());
    assertEquals(0, channel.receiver().tryReceive());
    waiting.await();
    sender.close();
    ofEmpty.close();
    assertEquals(numbers(1, capacity), takeAll(channel.receiver()));
    assertTrue(channel.receiver().isTerminated(), "the other is not closed, but holds nothing");
  }

  @Capacities
  default void r4_allIsReservedOrNothing(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    for (int taken : new TreeSet<>(List.of(1, (capacity + 1) / 2, capacity))) {
      fill(sender, 0, taken);
      assertNull(sender.tryReserve(capacity - taken + 1));
      assertNull(sender.tryReserve(capacity));
      assertEquals(capacity - taken, sender.remainingCapacity());
      Permit<Integer> rest = reserve(sender, capacity - taken);
      assertEquals(capacity - taken, rest.remaining());
      assertFull(sender);
      rest.close();
      assertEquals(numbers(0, taken), takeAll(channel.receiver()));
    }
  }

  @Capacities
  default void r5_closingAPartlyUsedBatchFreesExactlyTheRest(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    for (int used : new TreeSet<>(List.of(0, 1, capacity / 2, capacity - 1, capacity))) {
      Permit<Integer> batch = reserve(sender, capacity);
      for (int message = 0; message < used; message++) {
        assertEquals(SendResult.SENT, batch.send(message));
      }
      batch.close();
      assertEquals(0, batch.remaining());
      assertThrows(IllegalStateException.class, () -> batch.send(-1));
      batch.close();
      assertEquals(capacity - used, sender.remainingCapacity());
      fill(sender, used, capacity - used);
      assertFull(sender);
      assertEquals(numbers(0, capacity), takeAll(channel.receiver()));
    }
  }
}

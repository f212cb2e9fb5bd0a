// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.ring;

import static io.github.sluice.channel.internal.base.SpinWait.FOREVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** W1 to W4, in one thread. */
class WeightedRingTest {
  private static boolean offer(WeightedRing<Integer> ring, int message) {
    return TailWord.admitsSenders(ring.offer(message));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 100})
  void w1_weightsOfMessagesAreHeldUntilTheyAreReceived(int capacity) {
    WeightedRing<Integer> ring = new WeightedRing<>(capacity, message -> message);
    Deque<Integer> model = new ArrayDeque<>();
    Random random = new Random(capacity);
    int held = 0;
    for (int i = 0; i < 20_000; i++) {
      int weight = 1 + random.nextInt(random.nextBoolean() ? 3 : 2 * capacity);
      if (random.nextInt(5) < 3) {
        int taken = Math.min(weight, capacity);
        boolean fits = held + taken <= capacity;
        assertEquals(fits, offer(ring, weight));
        if (fits) {
          model.add(weight);
          held += taken;
        }
      } else {
        Integer expected = model.poll();
        held -= expected == null ? 0 : Math.min(expected, capacity);
        assertEquals(expected, RingProbe.poll(ring, FOREVER));
      }
      assertEquals(model.size(), ring.size());
      assertEquals(capacity - held, ring.remainingCapacity());
      assertEquals(0, ring.outstandingPermits());
    }
  }

  @Test
  void w2_aMessageHeavierThanAllIsAlone() {
    WeightedRing<Integer> ring = new WeightedRing<>(10, message -> message);
    assertTrue(offer(ring, 1));
    assertFalse(offer(ring, Integer.MAX_VALUE));
    assertEquals(1, RingProbe.poll(ring, FOREVER));
    assertTrue(offer(ring, Integer.MAX_VALUE));
    assertFalse(offer(ring, 1));
    assertEquals(Integer.MAX_VALUE, RingProbe.poll(ring, FOREVER));
    assertEquals(10, ring.remainingCapacity());
  }

  @Test
  void w3_aWeightThatChangesIsReturnedAsItWasTaken() {
    int[] weight = {4};
    WeightedRing<String> ring = new WeightedRing<>(10, message -> weight[0]);
    assertTrue(TailWord.admitsSenders(ring.offer("a")));
    weight[0] = 9;
    assertEquals(6, ring.remainingCapacity());
    assertEquals("a", RingProbe.poll(ring, FOREVER));
    assertEquals(10, ring.remainingCapacity());
  }

  @Test
  void w1_theRingEndsWhenTheLastWeightHasBeenReturned() {
    WeightedRing<Integer> ring = new WeightedRing<>(10, message -> message);
    assertTrue(offer(ring, 4));
    ring.close(TailWord.CLOSED);
    assertFalse(ring.isTerminated());
    assertEquals(4, RingProbe.poll(ring, FOREVER));
    assertTrue(ring.isTerminated());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void w4_aWeightBelowOneIsRefused(int weight) {
    WeightedRing<String> ring =
        new WeightedRing<>(10, WeightedRing.checked(message -> weight, () -> "orders"));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> ring.offer("a"));
    String text = String.valueOf(refused.getMessage());
    assertTrue(text.contains("channel orders") && text.contains(" " + weight + ","), text);
    assertEquals(10, ring.remainingCapacity());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, WeightedRing.MAX_WEIGHT + 1, Integer.MAX_VALUE})
  void w4_aCapacityOutOfRangeIsRefusedWithTheLargest(int capacity) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> new WeightedRing<>(capacity, message -> 1));
    assertTrue(String.valueOf(refused.getMessage()).contains("1048576"), refused.toString());
  }

  @Test
  void w1_theLargestCapacityCanBeUsedByOneMessageOrByMany() {
    WeightedRing<Integer> ring = new WeightedRing<>(WeightedRing.MAX_WEIGHT, message -> message);
    assertTrue(offer(ring, WeightedRing.MAX_WEIGHT));
    assertEquals(0, ring.remainingCapacity());
    RingProbe.poll(ring, FOREVER);
    for (int i = 0; i < WeightedRing.MAX_WEIGHT; i++) {
      assertTrue(offer(ring, 1));
    }
    assertFalse(offer(ring, 1));
  }
}

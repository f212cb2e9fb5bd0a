// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.ring;

import static io.github.sluice.channel.internal.base.SpinWait.FOREVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;

/** The ring against a queue of JCTools, bounded by its threshold. */
class MpscRingDifferentialTest {
  @Property(tries = 2000)
  void answersAsTheOracleDoes(
      @ForAll @IntRange(min = 1, max = 70) int capacity,
      @ForAll @IntRange(min = 0, max = 200) int beforeWrap,
      @ForAll @Size(max = 400) List<@IntRange(min = -3, max = 3) Integer> steps) {
    MpscRing<Object> ring = new MpscRing<>(capacity, (1L << 39) - beforeWrap);
    MpscAtomicArrayQueue<Object> oracle = new MpscAtomicArrayQueue<>(128);
    for (int step : steps) {
      for (int i = 0; i < step; i++) {
        Object message = new Object();
        boolean accepted = oracle.offerIfBelowThreshold(message, capacity);
        assertEquals(accepted, TailWord.admitsSenders(ring.offer(message)));
      }
      for (int i = 0; i > step; i--) {
        assertSame(oracle.poll(), RingProbe.poll(ring, FOREVER));
      }
      assertEquals(oracle.size(), ring.size());
      assertEquals(capacity - oracle.size(), ring.remainingCapacity());
    }
  }
}

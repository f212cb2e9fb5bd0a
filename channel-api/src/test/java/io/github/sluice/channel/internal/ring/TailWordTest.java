// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The fields of the tail do not disturb each other. */
class TailWordTest {
  private static final long POSITIONS = 1L << 39;

  @Property
  void everyFieldIsReadAsItWasWritten(
      @ForAll @LongRange(min = 0, max = POSITIONS - 1) long count,
      @ForAll @IntRange(min = 0, max = TailWord.MAX_PERMITS) int permits,
      @ForAll @IntRange(min = 0, max = 2) int gate,
      @ForAll boolean parked,
      @ForAll @IntRange(min = 0, max = 3) int end) {
    long gateBits = gate * TailWord.GATE_SHUT;
    long word = TailWord.positions(count) + permits * TailWord.ONE_PERMIT;
    word = TailWord.withEnd(TailWord.withGate(word, gateBits), end);
    word |= parked ? TailWord.PARKED : 0;

    assertEquals(TailWord.positions(count), TailWord.position(word));
    assertEquals(permits, TailWord.permits(word));
    assertEquals(gateBits, TailWord.gate(word));
    assertEquals(parked, TailWord.isParked(word));
    assertEquals(end, TailWord.end(word));
    assertEquals(end != 0, TailWord.isClosed(word));
    assertEquals(end == 0 && gate == 0, TailWord.admitsSenders(word));
    assertEquals(end == 3 || (end != 0 && permits == 0), TailWord.isFinal(word));
    assertEquals(TailWord.positions(count + permits), TailWord.firstFree(word));
    assertEquals(
        TailWord.position(word),
        TailWord.position(TailWord.withEnd(TailWord.withGate(word, 0), TailWord.OPEN)));
  }

  @Test
  void c7_thePositionWrapsAroundAndLeavesTheOtherFieldsAlone() {
    long last = TailWord.positions(POSITIONS - 1) | TailWord.PARKED | TailWord.GATE_SHUT;
    long next = last + TailWord.ONE_POSITION;
    assertEquals(0, TailWord.position(next));
    assertTrue(TailWord.isParked(next));
    assertEquals(TailWord.GATE_SHUT, TailWord.gate(next));
    assertFalse(TailWord.isClosed(next));
    assertTrue(TailWord.position(next) - TailWord.position(last) > 0);
  }

  @Test
  void noPositionIsNoPosition() {
    assertTrue(TailWord.position(TailWord.NO_POSITION) != TailWord.NO_POSITION);
  }
}

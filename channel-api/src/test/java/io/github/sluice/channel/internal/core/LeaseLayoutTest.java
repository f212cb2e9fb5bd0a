// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.FieldLayout;
import org.openjdk.jol.layouters.Layouter;

/** What a waiting receiver writes must not be on a cache line with other objects. */
class LeaseLayoutTest {
  private static final int PAIR_OF_LINES = 128;

  @ParameterizedTest
  @MethodSource("io.github.sluice.channel.internal.ring.RingLayoutTest#layouters")
  void theHolderIsAPairOfLinesFromBothEnds(Layouter layouter) {
    ClassLayout layout = ClassLayout.parseClass(ReceiverLease.class, layouter);
    for (FieldLayout field : layout.fields()) {
      if (field.name().equals("holder") || field.name().equals("cancelled")) {
        String where = field.name() + " at " + field.offset() + " of " + layout.instanceSize();
        assertTrue(field.offset() >= PAIR_OF_LINES - Long.BYTES, where);
        assertTrue(layout.instanceSize() - field.offset() >= PAIR_OF_LINES - Long.BYTES, where);
      }
    }
  }
}

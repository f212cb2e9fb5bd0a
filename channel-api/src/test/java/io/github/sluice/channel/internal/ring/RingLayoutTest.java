// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.ring;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jol.datamodel.Model64;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.FieldLayout;
import org.openjdk.jol.layouters.CurrentLayouter;
import org.openjdk.jol.layouters.HotSpotLayouter;
import org.openjdk.jol.layouters.Layouter;

/** Words that different threads write must not share a cache line, nor a pair of lines. */
class RingLayoutTest {
  private static final int PAIR_OF_LINES = 128;

  /** Fields that may be neighbours have the same group. */
  private static final Map<String, Integer> GROUPS =
      Map.ofEntries(
          entry("tail", 1),
          entry("recentTail", 1),
          entry("limit", 1),
          entry("head", 3),
          entry("ownHead", 3),
          entry("fifoWaiters", 4),
          entry("notifyAt", 4),
          entry("slots", 5),
          entry("mask", 5),
          entry("capacity", 5),
          entry("receiver", 5),
          entry("registeredAt", 5));

  /** The virtual machine that runs this, and others as JOL knows them. */
  static Stream<Layouter> layouters() {
    return Stream.of(
        new CurrentLayouter(),
        new HotSpotLayouter(new Model64(true, true, 8), 17),
        new HotSpotLayouter(new Model64(true, false, 8), 17),
        new HotSpotLayouter(new Model64(false, true, 8), 17),
        new HotSpotLayouter(new Model64(false, false, 8), 17));
  }

  @ParameterizedTest
  @MethodSource("layouters")
  void groupsAreAtLeastAPairOfLinesApart(Layouter layouter) {
    Map<Long, String> fields = new TreeMap<>();
    for (FieldLayout field : ClassLayout.parseClass(MpscRing.class, layouter).fields()) {
      if (!field.name().matches("p\\d+")) {
        fields.put(field.offset(), field.name());
      }
    }
    assertEquals(GROUPS.keySet(), Map.copyOf(invert(fields)).keySet());
    List<Long> offsets = List.copyOf(fields.keySet());
    for (int i = 1; i < offsets.size(); i++) {
      String before = fields.get(offsets.get(i - 1));
      String after = fields.get(offsets.get(i));
      assertTrue(
          GROUPS.get(before).equals(GROUPS.get(after))
              || offsets.get(i) - offsets.get(i - 1) >= PAIR_OF_LINES - Long.BYTES,
          before + " is too close to " + after + ": " + fields);
    }
    long firstShared = invert(fields).get("tail");
    assertTrue(firstShared >= PAIR_OF_LINES - Long.BYTES, "what lies before the ring: " + fields);
  }

  private static Map<String, Long> invert(Map<Long, String> fields) {
    Map<String, Long> inverted = new TreeMap<>();
    fields.forEach((offset, name) -> inverted.put(name, offset));
    return inverted;
  }
}

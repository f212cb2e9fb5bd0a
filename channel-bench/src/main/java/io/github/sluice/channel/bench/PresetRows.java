// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.bench.workloads.Conditions;
import io.github.sluice.channel.bench.workloads.PayloadMode;
import io.github.sluice.channel.bench.workloads.Published;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.ThreadKind;
import java.util.ArrayList;
import java.util.List;

/** What the presets measure. */
final class PresetRows {
  private static final int CAPACITY = 1000;

  /** What receives at a rate: every contender takes part with one of these. */
  static final List<ThreadKind> RECEIVERS =
      List.of(ThreadKind.PLATFORM, ThreadKind.ONE_WORKER, ThreadKind.VIRTUAL);

  private PresetRows() {}

  /** Three sizes of the protocol, and the stream and the round trip that say most. */
  static List<Row> smoke() {
    return withOthers(List.of(8, 1024, 32768));
  }

  /** The protocol, and the same of the rest. */
  static List<Row> quick() {
    return withOthers(Published.sizes());
  }

  /** Everything. */
  static List<Row> full() {
    List<Row> rows = new ArrayList<>(protocol(Published.sizes()));
    for (ThreadKind kind : ThreadKind.values()) {
      for (int producers : new int[] {1, 4, 16}) {
        for (int capacity : new int[] {1, 100, CAPACITY}) {
          rows.add(Row.stream(capacity, producers, kind));
        }
      }
      rows.add(Row.stream(CAPACITY, 256, kind));
      rows.add(Row.stream(0, 1, kind));
      rows.add(Row.stream(0, 4, kind));
      rows.add(Row.roundTrip(kind));
      rows.add(Row.latency(kind));
      rows.add(Row.requestReply(kind));
      rows.add(Row.funnel(CAPACITY, kind));
      rows.add(Row.batch(CAPACITY, 4, kind));
      rows.add(Row.select(2, kind));
      rows.add(Row.select(8, kind));
      rows.add(Row.overflow(kind));
    }
    for (ThreadKind kind : List.of(ThreadKind.PLATFORM, ThreadKind.VIRTUAL)) {
      rows.add(Row.wake(10, kind));
      rows.add(Row.wake(1000, kind));
    }
    for (ThreadKind kind : RECEIVERS) {
      for (int rate : new int[] {1000, 100_000, 1_000_000}) {
        rows.add(Row.rate(rate, kind));
      }
    }
    for (int size : new int[] {1, 10, 100}) {
      rows.add(Row.burst(size, ThreadKind.PLATFORM));
    }
    for (Conditions conditions : List.of(Conditions.ONE_CORE, Conditions.LOADED)) {
      for (ThreadKind kind : List.of(ThreadKind.PLATFORM, ThreadKind.ONE_WORKER)) {
        rows.add(Row.stream(CAPACITY, 4, kind).under(conditions));
        rows.add(Row.roundTrip(kind).under(conditions));
      }
    }
    return rows;
  }

  private static List<Row> withOthers(List<Integer> sizes) {
    List<Row> rows = new ArrayList<>(protocol(sizes));
    for (ThreadKind kind : List.of(ThreadKind.PLATFORM, ThreadKind.ONE_WORKER)) {
      rows.add(Row.stream(CAPACITY, 4, kind));
      rows.add(Row.roundTrip(kind));
    }
    return rows;
  }

  /** Copied messages of these sizes, and shared ones: no byte is touched, so one size is enough. */
  private static List<Row> protocol(List<Integer> sizes) {
    List<Row> rows = new ArrayList<>(Row.protocol(sizes));
    rows.add(Row.protocol(sizes.get(0), PayloadMode.SHARED));
    return rows;
  }
}

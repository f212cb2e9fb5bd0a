// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.workloads.PayloadMode;
import io.github.sluice.channel.bench.workloads.RateBenchmark;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What to measure, and how long. Times are in milliseconds.
 *
 * @param rounds how often every cell is measured, each time in a new JVM
 * @param limitMillis no round but the first begins that would probably end later than this
 * @param profilers JMH's profilers, as {@code name} or {@code name:options}
 */
record Settings(
    Preset preset,
    PayloadMode mode,
    List<Row> rows,
    List<Contender> contenders,
    int rounds,
    int warmupMillis,
    int iterations,
    int iterationMillis,
    long limitMillis,
    List<String> profilers) {

  /** What a JVM takes to start and to end, roughly; only for the first estimate. */
  private static final int JVM_MILLIS = 700;

  /**
   * Checks everything.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  Settings {
    rows = List.copyOf(rows);
    contenders = List.copyOf(contenders);
    profilers = List.copyOf(profilers);
    requireSome("--sizes, --rates, --producers, --capacities or --threads", rows);
    requireSome("--contenders", contenders);
    Row.requireRange("--forks", rounds, 1, 100);
    Row.requireRange("--warmup", warmupMillis, 1, 600_000);
    Row.requireRange("--iterations", iterations, 1, 1000);
    Row.requireRange("--time", iterationMillis, 1, 60_000);
  }

  /** Returns the same for other contenders. */
  Settings withContenders(List<Contender> others) {
    return new Settings(
        preset,
        mode,
        rows,
        others,
        rounds,
        warmupMillis,
        iterations,
        iterationMillis,
        limitMillis,
        profilers);
  }

  private static void requireSome(String option, List<?> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException(option + ": nothing given");
    }
  }

  /**
   * Returns the cells of a round in the order in which they are measured: the contenders of one row
   * beside each other, so that their ratio is of neighbours in time, and beginning with another
   * contender in every round, so that none is always the first.
   */
  List<Cell> cells(int round) {
    List<Contender> order = new ArrayList<>(contenders);
    Collections.rotate(order, -round);
    List<Cell> cells = new ArrayList<>();
    for (Row row : rows) {
      for (Contender contender : order) {
        if (row.accepts(contender)) {
          cells.add(new Cell(contender, row));
        }
      }
    }
    return cells;
  }

  /** Tells whether to begin another round, after so many that took so long together. */
  boolean hasRound(int done, long elapsedMillis) {
    return done < rounds && (done == 0 || elapsedMillis / done * (done + 1) <= limitMillis);
  }

  /** Says how often and how long, in one line. */
  String schedule() {
    return rounds
        + (rounds == 1 ? " round" : " rounds")
        + " of a new JVM for each figure, "
        + warmupMillis
        + " ms of warm-up, then "
        + iterations
        + " x "
        + iterationMillis
        + " ms";
  }

  /** Returns how many JVMs will be started. */
  int forks() {
    return rounds * cells(0).size();
  }

  /** Returns roughly how long everything will take. */
  long estimateMillis() {
    return rounds * cells(0).stream().mapToLong(cell -> estimateMillis(cell.row())).sum();
  }

  /** A rate takes its time, however short the iterations are. */
  private long estimateMillis(Row row) {
    long millis = warmupMillis + (long) iterations * iterationMillis;
    long least =
        row.workload() == Workload.RATE
            ? (RateBenchmark.WARMUPS + iterations) * (long) RateBenchmark.MILLIS
            : 0;
    return JVM_MILLIS + Math.max(least, millis);
  }
}

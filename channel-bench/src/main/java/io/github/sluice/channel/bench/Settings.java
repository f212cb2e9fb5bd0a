// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.workloads.RateBenchmark;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.WarmUp;
import io.github.sluice.channel.bench.workloads.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What to measure, and how long. Times are in milliseconds.
 *
 * @param contendersAsked whether the user has named the contenders, and not the preset
 * @param rounds how often every headline is measured, each time in a new process
 * @param otherRounds how often every other cell is
 * @param iterationMillis the length of an iteration of the protocol
 * @param otherIterationMillis of every other workload
 * @param limitMillis no process but the first begins that would probably end later than this
 * @param profilers JMH's profilers, as {@code name} or {@code name:options}
 */
record Settings(
    Preset preset,
    List<Row> rows,
    List<Contender> contenders,
    boolean contendersAsked,
    int rounds,
    int otherRounds,
    WarmUp.Limits warmUp,
    int iterations,
    int iterationMillis,
    int otherIterationMillis,
    long limitMillis,
    List<String> profilers) {

  /** What a JVM takes to start and to end, roughly; only for the first estimate. */
  private static final int JVM_MILLIS = 700;

  /** A program that was compiled before fills caches only, in this part of the time of a JVM. */
  private static final int RUST_WARMUP = 10;

  private static final int OTHERS = 2;

  private static final int LEAD_IN = 2;

  /**
   * Checks everything.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  Settings {
    rows = List.copyOf(rows);
    contenders = List.copyOf(contenders);
    profilers = List.copyOf(profilers);
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(
          "--sizes, --rates, --producers, --capacities or --threads: nothing given");
    }
    if (contenders.isEmpty()) {
      throw new IllegalArgumentException(
          "--contenders: none of them takes part in these workloads; 'list' says which do");
    }
    Row.requireRange("--forks", rounds, 1, 100);
    Row.requireRange("--warmup", warmUp.most(), 1, 600_000);
    Row.requireRange("--iterations", iterations, 1, 1000);
    Row.requireRange("--time", iterationMillis, 1, 60_000);
  }

  /** Returns the same for other contenders. */
  Settings withContenders(List<Contender> others) {
    return new Settings(
        preset,
        rows,
        others,
        contendersAsked,
        rounds,
        otherRounds,
        warmUp,
        iterations,
        iterationMillis,
        otherIterationMillis,
        limitMillis,
        profilers);
  }

  /** Returns all cells, in the order of the tables. */
  List<Cell> cells() {
    return rows.stream()
        .flatMap(row -> contenders.stream().map(contender -> new Cell(contender, row)))
        .filter(this::measures)
        .toList();
  }

  private boolean measures(Cell cell) {
    return cell.row().accepts(cell.contender())
        && (contendersAsked || preset.measures(cell.contender(), cell.row()));
  }

  /**
   * Returns the cells of every process, in the order in which they are measured: round by round. If
   * the headlines have rounds of their own, most of those come first, and the rest has its first
   * round before the last of them: a slow machine has one process of everything, and has no time
   * for what comes last.
   */
  List<List<Cell>> processes() {
    if (rounds == otherRounds) {
      return processes(0, rounds, cell -> true);
    }
    Predicate<Cell> isOther = Predicate.not(Cell::isHeadline);
    List<List<Cell>> processes = new ArrayList<>();
    processes.addAll(processes(0, preset.firstRounds, Cell::isHeadline));
    processes.addAll(processes(0, 1, isOther));
    processes.addAll(processes(preset.firstRounds, rounds, Cell::isHeadline));
    processes.addAll(processes(1, otherRounds, isOther));
    return processes;
  }

  private List<List<Cell>> processes(int from, int to, Predicate<Cell> which) {
    return IntStream.range(from, to)
        .mapToObj(round -> round(round, which))
        .flatMap(List::stream)
        .toList();
  }

  /**
   * Returns a round of some cells, by process. The contenders of one row are beside each other, so
   * that their ratio is of neighbours in time, and every round begins with another contender, so
   * that none is always the first. A JVM measures all sizes of the protocol.
   */
  private List<List<Cell>> round(int round, Predicate<Cell> which) {
    List<Contender> order = new ArrayList<>(contenders);
    Collections.rotate(order, -round);
    List<List<Cell>> processes = new ArrayList<>();
    for (List<Row> together : rowsTogether()) {
      for (Contender contender : order) {
        processes.addAll(processes(contender, together, which));
      }
    }
    return processes;
  }

  private List<List<Cell>> processes(
      Contender contender, List<Row> together, Predicate<Cell> which) {
    List<Cell> cells =
        together.stream()
            .map(row -> new Cell(contender, row))
            .filter(cell -> measures(cell) && which.test(cell))
            .toList();
    if (contender.isRust()) {
      return cells.stream().map(List::of).toList();
    }
    return cells.isEmpty() ? List.of() : List.of(cells);
  }

  /** Returns the rows that a JVM measures together. */
  private Collection<List<Row>> rowsTogether() {
    Map<Object, List<Row>> groups = new LinkedHashMap<>();
    for (Row row : rows) {
      Object key = row.workload() == Workload.PROTOCOL ? row.payload() : row;
      groups.computeIfAbsent(key, unused -> new ArrayList<>()).add(row);
    }
    return groups.values();
  }

  /** Returns how often a cell is measured. */
  int rounds(Cell cell) {
    return cell.isHeadline() ? rounds : otherRounds;
  }

  /**
   * Returns whether there is time for another process after some that took so long together. It
   * takes longer than planned by as much as those did.
   */
  boolean hasTime(List<List<Cell>> done, List<Cell> next, long elapsedMillis) {
    long planned = done.stream().mapToLong(this::plannedMillis).sum();
    return done.isEmpty()
        || elapsedMillis + (double) elapsedMillis * plannedMillis(next) / planned <= limitMillis;
  }

  /** Says how often and how long, in one line. */
  String schedule() {
    String warmingUp =
        warmUp.isFixed()
            ? warmUp.most() + " ms of warm-up"
            : "warm-up until the time stands still, "
                + warmUp.most()
                + " ms at most, or "
                + OTHERS * warmUp.most()
                + " ms of streams and round trips";
    return number(rounds)
        + (rounds == otherRounds ? "" : " of the async tax and " + otherRounds + " of the rest")
        + (limitMillis == Preset.UNLIMITED ? "" : ", as far as " + limitMillis / 1000 + " s allow")
        + ", each in new processes; "
        + warmingUp
        + ", then "
        + iterations
        + " x "
        + iterationMillis
        + " ms"
        + (iterationMillis == otherIterationMillis
            ? ""
            : ", or " + otherIterationMillis + " ms of streams and round trips")
        + ", after "
        + LEAD_IN
        + " as long that are left out";
  }

  private static String number(int rounds) {
    return rounds + (rounds == 1 ? " round" : " rounds");
  }

  /**
   * Returns how long to warm up for a row. What is between threads or tasks may take twice as long:
   * its repetitions are longer and fewer. At a rate the time always stands still.
   */
  WarmUp.Limits warmUp(Row row) {
    return switch (row.workload()) {
      case PROTOCOL -> warmUp;
      case RATE ->
          WarmUp.Limits.fixed(
              Math.max(RateBenchmark.WARM_UP_MILLIS, warmUp.isFixed() ? warmUp.most() : 0));
      default ->
          warmUp.isFixed() ? warmUp : new WarmUp.Limits(warmUp.least(), OTHERS * warmUp.most());
    };
  }

  /**
   * Returns how many iterations of a JVM are left out before those that count: the first ones after
   * the set-up were slower than its end (decision record 14). Latencies are of all iterations.
   */
  static int leadIn(Row row) {
    return row.hasLatencies() ? 0 : LEAD_IN;
  }

  /** Returns how many iterations a JVM makes of a row. */
  int iterationsInJvm(Row row) {
    return leadIn(row) + iterations;
  }

  /** Returns the length of an iteration. */
  int iterationMillis(Row row) {
    return row.workload() == Workload.PROTOCOL ? iterationMillis : otherIterationMillis;
  }

  /** Returns how long a program warms up that was compiled before. */
  int rustWarmUpMillis() {
    return warmUp.isFixed() ? warmUp.most() : Math.max(1, warmUp.least() / RUST_WARMUP);
  }

  /** Returns how many measurements there will be, of one cell in one process each. */
  int measurements() {
    return cells().stream().mapToInt(this::rounds).sum();
  }

  /** Returns roughly how long everything will take. */
  long estimateMillis() {
    return Math.min(processes().stream().mapToLong(this::plannedMillis).sum(), limitMillis);
  }

  /** Returns roughly how long a process takes if every warm-up is the shortest. */
  long plannedMillis(List<Cell> process) {
    Cell cell = process.get(0);
    boolean isRust = cell.contender().isRust();
    if (cell.row().workload() == Workload.RATE) {
      // A rate takes its time, however short the iterations are.
      long millis = Math.max(otherIterationMillis, RateBenchmark.MILLIS);
      return iterations * millis + (isRust ? millis : JVM_MILLIS + warmUp(cell.row()).most());
    }
    long measuring =
        (long) (isRust ? iterations : iterationsInJvm(cell.row()))
            * iterationMillis(cell.row())
            * process.size();
    return isRust
        ? measuring + rustWarmUpMillis()
        : measuring
            + JVM_MILLIS
            + warmUp.least()
            + (long) warmUp.laterLeast() * (process.size() - 1);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.Latencies;
import io.github.sluice.channel.bench.results.Measured;
import io.github.sluice.channel.bench.results.Results;
import io.github.sluice.channel.bench.statistics.Bootstrap;
import io.github.sluice.channel.bench.statistics.Runs;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What results say, in words. */
final class Answer {
  private final Results results;
  private final Tables tables;

  Answer(Results results) {
    this.results = results;
    tables = new Tables(results);
  }

  /** The async tax, what it is in Rust, and which rates were missed; a sentence each. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    for (Contender async : List.of(Contender.FUTURES, Contender.WAKERS)) {
      range(row -> tables.aboveFloorOf(async, Contender.BLOCKING, row))
          .map(
              range ->
                  "The async channel with "
                      + async
                      + " adds "
                      + range
                      + " what the blocking channel adds to the floor.")
          .ifPresent(sentences::add);
      range(row -> tables.ratioOf(async, Contender.BLOCKING, row))
          .map(
              range ->
                  "Of the whole, the payload included, it takes "
                      + range
                      + " the blocking channel's time.")
          .ifPresent(sentences::add);
    }
    range(row -> tables.ratioOf(Contender.TOKIO, Contender.CROSSBEAM, row))
        .map(range -> "In Rust, in the same run, tokio takes " + range + " crossbeam's time.")
        .ifPresent(sentences::add);
    range(row -> tables.ratioOf(Contender.BLOCKING, Contender.CROSSBEAM, row))
        .map(range -> "Sluice's blocking channel takes " + range + " crossbeam's time.")
        .ifPresent(sentences::add);
    range(row -> tables.ratioOf(Contender.FUTURES, Contender.TOKIO, row))
        .map(range -> "Sluice's futures take " + range + " tokio's time.")
        .ifPresent(sentences::add);
    missedRates().ifPresent(sentences::add);
    return sentences;
  }

  private Optional<String> missedRates() {
    List<String> missed = new ArrayList<>();
    for (Measured figure : results.figures()) {
      Latencies times = figure.latencies();
      if (times != null && times.missesRate()) {
        missed.add(
            figure.contender() + " at " + figure.row().label() + " " + Figures.kept(times.kept()));
      }
    }
    return missed.isEmpty()
        ? Optional.empty()
        : Optional.of("Rates that were not kept: " + String.join("; ", missed) + ".");
  }

  /**
   * The least and the greatest ratio over the rows of the protocol that have an answer: {@code 0.97
   * to 1.10 times (9 of 9 rows)}.
   */
  private Optional<String> range(Function<Row, Optional<Runs>> ratio) {
    List<Row> rows = results.rows(Workload.PROTOCOL);
    List<Runs> measured = rows.stream().flatMap(row -> ratio.apply(row).stream()).toList();
    double[] ratios =
        measured.stream()
            .flatMap(runs -> runs.answer().stream())
            .mapToDouble(Bootstrap.Estimate::value)
            .sorted()
            .toArray();
    if (ratios.length == 0) {
      return runsOf(measured);
    }
    double least = ratios[0];
    double greatest = ratios[ratios.length - 1];
    String times =
        ratios.length == 1
            ? String.format(Locale.ROOT, "%.2f times", least)
            : String.format(Locale.ROOT, "%.2f to %.2f times", least, greatest);
    return Optional.of(
        ratios.length == rows.size()
            ? times
            : times + " (in " + ratios.length + " of " + rows.size() + " rows)");
  }

  /** With too few processes for an interval, all of their ratios. */
  private static Optional<String> runsOf(List<Runs> measured) {
    double[] all =
        measured.stream()
            .filter(runs -> runs.count() < Runs.LEAST_FOR_INTERVAL)
            .flatMapToDouble(runs -> Arrays.stream(runs.values()))
            .sorted()
            .toArray();
    if (all.length == 0) {
      return Optional.empty();
    }
    return Optional.of(
        all.length == 1
            ? String.format(Locale.ROOT, "%.2f times (one run)", all[0])
            : String.format(
                Locale.ROOT,
                "%.2f to %.2f times (%d single runs)",
                all[0],
                all[all.length - 1],
                all.length));
  }

  /** Every row at which a peer was faster than the best of ours for certain, the worst first. */
  List<Compared> losses() {
    return comparisons().stream().filter(loss -> loss.ratio().isAbove(1)).toList();
  }

  /** How many of them there are, and how many more that may be chance. */
  String lossesInShort() {
    List<Compared> all = comparisons();
    long slower = all.stream().filter(loss -> loss.ratio().median() > 1).count();
    int sure = losses().size();
    return String.format(
        Locale.ROOT,
        "In %d of %d comparisons with the fastest of ours a peer was faster for certain (in every"
            + " process, or the whole interval), and in %d more perhaps.",
        sure,
        all.size(),
        slower - sure);
  }

  /**
   * The best of ours over each peer, the worst first, at every row but those at a rate: what is
   * worth knowing of these is their percentiles.
   */
  private List<Compared> comparisons() {
    List<Compared> all = new ArrayList<>();
    for (Row row : results.figures().stream().map(Measured::row).distinct().toList()) {
      if (row.workload() == Workload.RATE) {
        continue;
      }
      List<Contender> present = results.contenders(List.of(row));
      Comparator<Contender> byTime =
          Comparator.comparingDouble(
              contender -> results.find(contender, row).orElseThrow().runs().median());
      Optional<Contender> best = present.stream().filter(Contender::isOurs).min(byTime);
      for (Contender peer : present) {
        if (best.isPresent() && peer.isPeer()) {
          tables
              .ratioOf(best.get(), peer, row)
              .ifPresent(ratio -> all.add(new Compared(row, best.get(), peer, ratio)));
        }
      }
    }
    all.sort(Comparator.comparingDouble((Compared one) -> one.ratio().median()).reversed());
    return all;
  }

  /**
   * Ours beside a peer, at a row.
   *
   * @param ours the fastest of ours
   * @param ratio ours over the peer's
   */
  record Compared(Row row, Contender ours, Contender peer, Runs ratio) {
    @Override
    public String toString() {
      return row.workload()
          + " "
          + row.label()
          + ": "
          + ours
          + " takes "
          + Figures.ratios(ratio)
          + " times what "
          + peer
          + " takes";
    }
  }
}

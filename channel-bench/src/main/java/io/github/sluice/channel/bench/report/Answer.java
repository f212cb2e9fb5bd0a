// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.Measured;
import io.github.sluice.channel.bench.results.Results;
import io.github.sluice.channel.bench.statistics.Bootstrap;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What results say, in words. */
final class Answer {
  private final Results results;
  private final Tables tables;

  Answer(Results results) {
    this.results = results;
    tables = new Tables(results);
  }

  /** The async tax, and what it is in Rust; a sentence each. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    range(Contender.FUTURES, Contender.BLOCKING)
        .map(
            range ->
                "With futures the async channel takes " + range + " the blocking channel's time.")
        .ifPresent(sentences::add);
    range(Contender.WAKERS, Contender.BLOCKING)
        .map(range -> "With wakers it takes " + range + " that time.")
        .ifPresent(sentences::add);
    range(Contender.TOKIO, Contender.CROSSBEAM)
        .map(range -> "In Rust, in the same run, tokio takes " + range + " crossbeam's.")
        .ifPresent(sentences::add);
    range(Contender.BLOCKING, Contender.CROSSBEAM)
        .map(range -> "Sluice's blocking channel takes " + range + " crossbeam's time,")
        .flatMap(
            text ->
                range(Contender.FUTURES, Contender.TOKIO)
                    .map(range -> text + " and its futures take " + range + " tokio's."))
        .ifPresent(sentences::add);
    return sentences;
  }

  /** The least and the greatest ratio over the protocol's sizes: {@code 0.97 to 1.10 times}. */
  private Optional<String> range(Contender above, Contender below) {
    double[] ratios =
        results.rows(Workload.PROTOCOL).stream()
            .flatMap(row -> tables.ratioOf(above, below, row).stream())
            .mapToDouble(Bootstrap.Estimate::value)
            .sorted()
            .toArray();
    if (ratios.length == 0) {
      return Optional.empty();
    }
    double least = ratios[0];
    double greatest = ratios[ratios.length - 1];
    return Optional.of(
        ratios.length == 1
            ? String.format(Locale.ROOT, "%.2f times", least)
            : String.format(Locale.ROOT, "%.2f to %.2f times", least, greatest));
  }

  /** Every row at which a peer was faster than the best of ours for certain, the worst first. */
  List<Compared> losses() {
    return comparisons().stream().filter(loss -> loss.ratio().low() > 1).toList();
  }

  /** How many of them there are, and how many more that may be chance. */
  String lossesInShort() {
    List<Compared> all = comparisons();
    long slower = all.stream().filter(loss -> loss.ratio().value() > 1).count();
    int sure = losses().size();
    return String.format(
        Locale.ROOT,
        "In %d of %d comparisons with the fastest of ours a peer was faster for certain, and in %d"
            + " more perhaps: the interval contains 1.",
        sure,
        all.size(),
        slower - sure);
  }

  /** The best of ours over each peer, at every row, the worst first. */
  private List<Compared> comparisons() {
    List<Compared> all = new ArrayList<>();
    for (Row row : results.figures().stream().map(Measured::row).distinct().toList()) {
      List<Contender> present = results.contenders(List.of(row));
      Comparator<Contender> byTime =
          Comparator.comparingDouble(
              contender ->
                  Bootstrap.mean(results.find(contender, row).orElseThrow().samples()).value());
      Optional<Contender> best = present.stream().filter(one -> !one.isPeer()).min(byTime);
      for (Contender peer : present) {
        if (best.isPresent() && peer.isPeer()) {
          tables
              .ratioOf(best.get(), peer, row)
              .ifPresent(ratio -> all.add(new Compared(row, best.get(), peer, ratio)));
        }
      }
    }
    all.sort(Comparator.comparingDouble((Compared one) -> one.ratio().value()).reversed());
    return all;
  }

  /**
   * Ours beside a peer, at a row.
   *
   * @param ours the fastest of ours
   * @param ratio ours over the peer's
   */
  record Compared(Row row, Contender ours, Contender peer, Bootstrap.Estimate ratio) {
    @Override
    public String toString() {
      return row.workload()
          + " "
          + row.label()
          + ": "
          + ours
          + " takes "
          + Figures.ratio(ratio)
          + " times what "
          + peer
          + " takes";
    }
  }
}

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

  /** Every row at which a peer was faster than the best of ours, the worst of them first. */
  List<Loss> losses() {
    List<Loss> losses = new ArrayList<>();
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
              .filter(ratio -> ratio.value() > 1)
              .ifPresent(ratio -> losses.add(new Loss(row, best.get(), peer, ratio)));
        }
      }
    }
    losses.sort(Comparator.comparingDouble((Loss loss) -> loss.ratio().value()).reversed());
    return losses;
  }

  /**
   * A row at which a peer was faster.
   *
   * @param ours the fastest of ours
   * @param ratio ours over the peer's
   */
  record Loss(Row row, Contender ours, Contender peer, Bootstrap.Estimate ratio) {
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

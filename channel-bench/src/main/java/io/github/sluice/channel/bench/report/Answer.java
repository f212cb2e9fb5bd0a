// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.Latencies;
import io.github.sluice.channel.bench.results.Measured;
import io.github.sluice.channel.bench.results.Results;
import io.github.sluice.channel.bench.statistics.Runs;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.WarmUp;
import io.github.sluice.channel.bench.workloads.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What results say, in words. */
final class Answer {
  /** Contenders in a workload that are named; of more it is only said how many. */
  private static final int MOST_NAMED = 8;

  private final Results results;
  private final Tables tables;

  Answer(Results results) {
    this.results = results;
    tables = new Tables(results);
  }

  /** The async tax, what it is in Rust, and what is to be known about them; a sentence each. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    for (Contender async : List.of(Contender.FUTURES, Contender.WAKERS)) {
      aboveFloor(async).ifPresent(sentences::add);
      ratio(
          "Of the whole, the payload included, it takes",
          async,
          Contender.BLOCKING,
          "the blocking channel's time",
          sentences);
    }
    ratio(
        "In Rust, in the same run, tokio takes",
        Contender.TOKIO,
        Contender.CROSSBEAM,
        "crossbeam's time",
        sentences);
    ratio(
        "Sluice's blocking channel takes",
        Contender.BLOCKING,
        Contender.CROSSBEAM,
        "crossbeam's time",
        sentences);
    ratio("Sluice's futures take", Contender.FUTURES, Contender.TOKIO, "tokio's time", sentences);
    unsteady().ifPresent(sentences::add);
    missedRates().ifPresent(sentences::add);
    return sentences;
  }

  private void ratio(
      String beginning, Contender above, Contender below, String end, List<String> sentences) {
    new Headline(results, row -> tables.ratioOf(above, below, row))
        .sentence(beginning, end)
        .map(sentence -> sentence + ".")
        .ifPresent(sentences::add);
  }

  /** The headline; sizes whose payload hides it are named, and are not in it. */
  private Optional<String> aboveFloor(Contender async) {
    String channel = "The async channel with " + async;
    List<Row> hidden =
        results.rows(Workload.PROTOCOL).stream()
            .filter(row -> tables.isHidden(async, Contender.BLOCKING, row))
            .toList();
    String hiddenAt = hidden.isEmpty() ? "" : "hidden by the payload at " + Headline.labels(hidden);
    Optional<String> shown =
        new Headline(results, row -> tables.aboveFloorOf(async, Contender.BLOCKING, row))
            .sentence(channel + " adds", "what the blocking channel adds to the floor");
    if (shown.isEmpty() && hidden.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        shown
                .map(text -> hidden.isEmpty() ? text : text + "; " + hiddenAt)
                .orElse(channel + ": what it adds to the floor is " + hiddenAt)
            + ".");
  }

  /**
   * Names or counts what had a trend, or too much noise for one to be seen, when it was measured.
   */
  private Optional<String> unsteady() {
    Map<String, List<Measured>> unsteady =
        results.figures().stream()
            .filter(figure -> !figure.isSteady())
            .collect(
                Collectors.groupingBy(
                    figure -> figure.contender() + " at " + figure.row().workload(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    if (unsteady.size() > MOST_NAMED) {
      return Optional.of(
          "The time was not steady when it was measured in "
              + unsteadyOf(results.figures())
              + " measurements; their figures are marked with ~.");
    }
    List<String> names = new ArrayList<>();
    unsteady.forEach(
        (name, figures) ->
            names.add(
                name
                    + " "
                    + Headline.shortLabels(figures.stream().map(Measured::row).toList())
                    + " ("
                    + unsteadyOf(figures)
                    + ")"));
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Processes whose time was not steady when it was measured, marked with ~: "
                + String.join("; ", names)
                + ".");
  }

  /** Returns how many processes were not steady, of all of these figures: "1 of 5". */
  private static String unsteadyOf(List<Measured> figures) {
    List<WarmUp.Outcome> all =
        figures.stream().flatMap(figure -> figure.warmUps().stream()).toList();
    return all.stream().filter(one -> !one.steady()).count() + " of " + all.size();
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

  /** Every row at which a peer was faster than the best of ours each time, the worst first. */
  List<Compared> losses() {
    return comparisons().stream().filter(loss -> loss.ratio().isAbove(1)).toList();
  }

  /** How many of them there are, and how many more that may be chance. */
  String lossesInShort() {
    List<Compared> all = comparisons();
    long slower = all.stream().filter(loss -> loss.ratio().median() > 1).count();
    long sure = losses().stream().filter(loss -> loss.ratio().count() > 1).count();
    return String.format(
        Locale.ROOT,
        "In %d of %d comparisons with the fastest of ours a peer was faster for certain (in each"
            + " of several processes, or the whole interval), and in %d more perhaps.",
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

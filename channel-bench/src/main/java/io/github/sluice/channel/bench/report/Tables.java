// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.Latencies;
import io.github.sluice.channel.bench.results.Measured;
import io.github.sluice.channel.bench.results.Results;
import io.github.sluice.channel.bench.statistics.LinearSamples;
import io.github.sluice.channel.bench.statistics.Outliers;
import io.github.sluice.channel.bench.statistics.Runs;
import io.github.sluice.channel.bench.statistics.Slope;
import io.github.sluice.channel.bench.statistics.Summary;
import io.github.sluice.channel.bench.workloads.Conditions;
import io.github.sluice.channel.bench.workloads.PayloadMode;
import io.github.sluice.channel.bench.workloads.Published;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.ThreadKind;
import io.github.sluice.channel.bench.workloads.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables that are made from results. */
final class Tables {
  static final String MISSING = "-";

  /** Stands behind the time of a cell that was not steady when it was measured. */
  static final String UNSTEADY = " ~";

  /** Stands for a ratio of differences whose divisor may be zero. */
  private static final String HIDDEN = "hidden by the payload";

  /** Stands for what is not certain to be more than nothing. */
  private static final String HIDDEN_PART = "hidden";

  /** In a microsecond. */
  private static final double NANOS = 1000;

  private final Results results;

  Tables(Results results) {
    this.results = results;
  }

  /**
   * The async tax: an async contender beside the blocking channel, their ratio, and the ratio of
   * what each adds to the floor.
   */
  Table asyncOverSync(Contender async) {
    Table table =
        new Table(
            List.of(
                "size",
                "floor (us)",
                "async (us)",
                "sync (us)",
                "tax above the floor",
                "tax of the whole",
                "published x86-64",
                "published ARM64"));
    for (Row row : results.rows(Workload.PROTOCOL)) {
      Optional<Published> published =
          row.payload() == PayloadMode.COPIED ? Published.ofSize(row.size()) : Optional.empty();
      table.add(
          List.of(
              row.label(),
              time(Contender.FLOOR, row),
              time(async, row),
              time(Contender.BLOCKING, row),
              aboveFloor(async, Contender.BLOCKING, row),
              ratio(async, Contender.BLOCKING, row),
              published.map(ratios -> Figures.number(ratios.x86())).orElse(MISSING),
              published.map(ratios -> Figures.number(ratios.arm())).orElse(MISSING)));
    }
    return table.without(MISSING);
  }

  /** What each of ours adds to the floor. */
  Table addedToFloor() {
    List<Row> rows = results.rows(Workload.PROTOCOL);
    List<Contender> contenders =
        results.contenders(rows).stream()
            .filter(contender -> contender != Contender.FLOOR && !contender.isRust())
            .toList();
    List<String> headings = new ArrayList<>(List.of("ns a message"));
    contenders.forEach(contender -> headings.add(contender.label()));
    Table table = new Table(headings);
    for (Row row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.label()));
      for (Contender contender : contenders) {
        cells.add(
            added(contender, row)
                .map(runs -> runs.isAbove(0) ? Figures.runs(runs) : HIDDEN_PART)
                .orElse(MISSING));
      }
      table.add(cells);
    }
    return table.without(MISSING);
  }

  /** What linear sampling found: the slope beside the mean. */
  Table linear() {
    Table table = new Table(List.of("us", "slope", "least R^2", "mean"));
    for (Measured figure : results.figures()) {
      List<LinearSamples> processes = figure.linear();
      if (!processes.isEmpty()) {
        table.add(
            List.of(
                figure.row().label() + ", " + figure.contender(),
                processes.size() == 1
                    ? Figures.withInterval(processes.get(0).slopeInterval())
                    : Figures.runs(
                        Runs.of(processes.stream().mapToDouble(LinearSamples::slope).toArray())),
                String.format(
                    Locale.ROOT,
                    "%.4f",
                    processes.stream().mapToDouble(LinearSamples::rSquared).min().orElseThrow()),
                Figures.runs(figure.runs())));
      }
    }
    return table;
  }

  /** Ours by size over those that the published experiment compared. */
  Table oursOverRust() {
    List<Contender> rust = List.of(Contender.CROSSBEAM, Contender.TOKIO);
    List<String> headings = new ArrayList<>(List.of("size"));
    for (Contender ours : Contender.OURS) {
      rust.forEach(peer -> headings.add(ours + " / " + peer));
    }
    headings.add("tokio / crossbeam");
    Table table = new Table(headings);
    for (Row row : results.rows(Workload.PROTOCOL)) {
      List<String> cells = new ArrayList<>(List.of(row.label()));
      for (Contender ours : Contender.OURS) {
        rust.forEach(peer -> cells.add(ratio(ours, peer, row)));
      }
      cells.add(ratio(Contender.TOKIO, Contender.CROSSBEAM, row));
      table.add(cells);
    }
    return table.without(MISSING);
  }

  /** The time of every contender at every row of a workload, a column for each contender. */
  Table times(Workload workload) {
    List<Row> rows = results.rows(workload);
    List<Contender> contenders = results.contenders(rows);
    List<String> headings = new ArrayList<>(List.of(workload + " (" + workload.unit + ")"));
    contenders.forEach(contender -> headings.add(contender.label()));
    Table table = new Table(headings);
    for (Row row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.label()));
      contenders.forEach(contender -> cells.add(time(contender, row)));
      table.add(cells);
    }
    return table;
  }

  /** Quiet streams through the greatest capacity, and round trips: what a {@link #overview} has. */
  List<Row> overviewRows() {
    List<Row> streams = quiet(Workload.STREAM);
    int capacity = streams.stream().mapToInt(Row::capacity).max().orElse(0);
    return Stream.concat(
            streams.stream().filter(row -> row.capacity() == capacity),
            quiet(Workload.ROUND_TRIP).stream())
        .toList();
  }

  private List<Row> quiet(Workload workload) {
    return results.rows(workload).stream()
        .filter(row -> row.conditions() == Conditions.QUIET)
        .toList();
  }

  /** Nanoseconds of streams and round trips, a line for each contender and kind of thread. */
  Table overview() {
    List<Row> rows = overviewRows();
    List<String> headings = new ArrayList<>(List.of("ns"));
    rows.stream().map(Tables::column).distinct().forEach(headings::add);
    Table table = new Table(headings);
    for (ThreadKind kind : ThreadKind.values()) {
      List<Row> ofKind = rows.stream().filter(row -> row.threads() == kind).toList();
      for (Contender contender : results.contenders(ofKind)) {
        List<String> cells = new ArrayList<>(List.of(contender + ", " + kind));
        headings.stream()
            .skip(1)
            .map(heading -> ofKind.stream().filter(row -> column(row).equals(heading)).findAny())
            .forEach(row -> cells.add(row.map(one -> time(contender, one)).orElse(MISSING)));
        table.add(cells);
      }
    }
    return table;
  }

  private static String column(Row row) {
    return row.workload() == Workload.STREAM
        ? "stream, " + row.producers() + " to 1"
        : row.workload().toString();
  }

  /** What a burst costs however small it is, and what each of its messages adds. */
  Table slopes() {
    List<Row> bursts = results.rows(Workload.BURST);
    Table table = new Table(List.of("burst", "its beginning (us)", "each message (us)"));
    for (ThreadKind kind : ThreadKind.values()) {
      List<Row> ofKind = bursts.stream().filter(row -> row.threads() == kind).toList();
      for (Contender contender : results.contenders(ofKind)) {
        Slope slope = new Slope();
        ofKind.forEach(
            row ->
                results
                    .find(contender, row)
                    .ifPresent(figure -> slope.add(row.size(), figure.samples())));
        if (slope.isKnown()) {
          table.add(
              List.of(
                  contender + ", " + kind,
                  Figures.withInterval(slope.intercept()),
                  Figures.withInterval(slope.slope())));
        }
      }
    }
    return table;
  }

  /** Each of ours over each peer, at every row of a workload. */
  Table ratios(Workload workload) {
    List<Row> rows = results.rows(workload);
    List<Contender> contenders = results.contenders(rows);
    List<String> headings = new ArrayList<>(List.of("ratio"));
    contenders.stream().filter(Contender::isPeer).forEach(peer -> headings.add("/ " + peer));
    Table table = new Table(headings);
    for (Row row : rows) {
      for (Contender ours : contenders) {
        if (ours.isOurs() && results.find(ours, row).isPresent()) {
          List<String> cells = new ArrayList<>(List.of(row.label() + ", " + ours));
          contenders.stream()
              .filter(Contender::isPeer)
              .forEach(peer -> cells.add(ratio(ours, peer, row)));
          table.add(cells);
        }
      }
    }
    return table.without(MISSING);
  }

  /** How long single operations of a workload took. */
  Table latencies(Workload workload) {
    Table table =
        new Table(
            List.of(
                "ns", "50 %", "90 %", "99 %", "99.9 %", "99.99 %", "longest", "count", "the rate"));
    for (Measured figure : results.figures()) {
      Latencies times = figure.latencies();
      if (times != null && figure.row().workload() == workload) {
        List<String> cells =
            new ArrayList<>(List.of(figure.row().label() + ", " + figure.contender()));
        for (long value :
            new long[] {
              times.p50(),
              times.p90(),
              times.p99(),
              times.p999(),
              times.p9999(),
              times.max(),
              times.count()
            }) {
          cells.add(Long.toString(value));
        }
        cells.add(kept(times));
        table.add(cells);
      }
    }
    return table.without(MISSING);
  }

  private static String kept(Latencies times) {
    if (times.kept() == null) {
      return MISSING;
    }
    return times.missesRate() ? Figures.kept(times.kept()) : "kept";
  }

  /** Bytes allocated for a message. */
  Table allocated() {
    List<Row> rows =
        results.figures().stream()
            .filter(figure -> figure.bytesPerMessage() != null)
            .map(Measured::row)
            .distinct()
            .toList();
    List<Contender> contenders =
        results.contenders(rows).stream().filter(contender -> !contender.isRust()).toList();
    List<String> headings = new ArrayList<>(List.of("bytes a message"));
    contenders.forEach(contender -> headings.add(contender.label()));
    Table table = new Table(headings);
    for (Row row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.workload() + " " + row.label()));
      for (Contender contender : contenders) {
        cells.add(
            results
                .find(contender, row)
                .map(Measured::bytesPerMessage)
                .map(Figures::number)
                .orElse(MISSING));
      }
      table.add(cells);
    }
    return table;
  }

  /** What is to be known about the samples of each figure. */
  Table summaries() {
    Table table =
        new Table(
            List.of(
                "workload",
                "contender",
                "mean",
                "median",
                "MAD",
                "deviation",
                "samples",
                "outliers low",
                "outliers high"));
    for (Measured figure : results.figures()) {
      Summary summary = Summary.of(figure.samples());
      Outliers outliers = summary.outliers();
      table.add(
          List.of(
              figure.row().workload() + " " + figure.row().label(),
              figure.contender().label(),
              Figures.number(summary.mean()) + " " + figure.row().workload().unit,
              Figures.number(summary.median()),
              Figures.number(summary.medianDeviation()),
              Figures.number(summary.standardDeviation()),
              Integer.toString(summary.samples()),
              outliers.lowMild() + " mild, " + outliers.lowSevere() + " severe",
              outliers.highMild() + " mild, " + outliers.highSevere() + " severe"));
    }
    return table;
  }

  /** Everything that was measured, a line for each process. */
  Table samples() {
    Table table = new Table(List.of("workload", "contender", "samples"));
    for (Measured figure : results.figures()) {
      for (double[] round : figure.samples()) {
        table.add(
            List.of(
                figure.row().workload() + " " + figure.row().label(),
                figure.contender().label(),
                Arrays.stream(round).mapToObj(Figures::number).collect(Collectors.joining(" "))));
      }
    }
    return table;
  }

  String time(Contender contender, Row row) {
    return results
        .find(contender, row)
        .map(
            figure ->
                Figures.runs(figure.runs()) + (figure.isSteady() ? "" : UNSTEADY) + missed(figure))
        .orElse(MISSING);
  }

  /** Says that the messages of a figure were not sent as fast as they were to be, if so. */
  private static String missed(Measured figure) {
    Latencies times = figure.latencies();
    return times != null && times.missesRate() ? ", " + Figures.kept(times.kept()) : "";
  }

  /** A ratio, to be shown. */
  String ratio(Contender above, Contender below, Row row) {
    return ratioOf(above, below, row).map(Figures::ratios).orElse(MISSING);
  }

  /** A ratio of what two channels add to the floor, to be shown. */
  String aboveFloor(Contender above, Contender below, Row row) {
    return aboveFloorOf(above, below, row)
        .map(Figures::ratios)
        .orElse(isHidden(above, below, row) ? HIDDEN : MISSING);
  }

  /** Returns whether a ratio above the floor was measured, and is not known. */
  boolean isHidden(Contender above, Contender below, Row row) {
    return Stream.of(above, below, Contender.FLOOR).allMatch(one -> runs(one, row).isPresent())
        && aboveFloorOf(above, below, row).isEmpty();
  }

  /**
   * The ratio in the rounds that both have measured, if there are any. There is none at a rate that
   * one of the two has missed: its latencies grow for as long as messages are sent.
   */
  Optional<Runs> ratioOf(Contender above, Contender below, Row row) {
    if (missesRate(above, row) || missesRate(below, row)) {
      return Optional.empty();
    }
    return runs(above, row).flatMap(over -> runs(below, row).flatMap(under -> over.over(under)));
  }

  private boolean missesRate(Contender contender, Row row) {
    return results
        .find(contender, row)
        .map(Measured::latencies)
        .filter(Latencies::missesRate)
        .isPresent();
  }

  /**
   * The ratio of what two channels add to the floor, in the rounds that all three have measured. It
   * is not known if one of the two added nothing in some round, or if its interval is too wide and
   * there is a payload that can be the reason.
   */
  Optional<Runs> aboveFloorOf(Contender above, Contender below, Row row) {
    Optional<Runs> floor = runs(Contender.FLOOR, row);
    return floor.flatMap(
        bottom ->
            runs(above, row)
                .map(over -> over.minus(bottom))
                .flatMap(over -> runs(below, row).flatMap(under -> over.over(under.minus(bottom))))
                .filter(ratio -> ratio.isAbove(0))
                .filter(
                    ratio ->
                        row.payload() == PayloadMode.SHARED
                            || ratio.count() < Runs.LEAST_FOR_INTERVAL
                            || ratio.answer().isPresent()
                            || ratio.lowerMode() > 0));
  }

  /** What a message costs above the floor, in nanoseconds. */
  private Optional<Runs> added(Contender contender, Row row) {
    return runs(contender, row)
        .flatMap(
            runs ->
                runs(Contender.FLOOR, row)
                    .map(floor -> runs.minus(floor).times(NANOS / row.messages())));
  }

  private Optional<Runs> runs(Contender contender, Row row) {
    return results.find(contender, row).map(Measured::runs);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.Latencies;
import io.github.sluice.channel.bench.results.Measured;
import io.github.sluice.channel.bench.results.Results;
import io.github.sluice.channel.bench.statistics.Bootstrap;
import io.github.sluice.channel.bench.statistics.Runs;
import io.github.sluice.channel.bench.workloads.Published;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.Workload;
import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.ToLongFunction;
import java.util.stream.DoubleStream;
import org.knowm.xchart.BoxChart;
import org.knowm.xchart.BoxChartBuilder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The charts that are made from results. */
final class Charts {
  private static final int WIDTH = 860;
  private static final int HEIGHT = 460;

  private final Results results;
  private final Tables tables;
  private final Palette palette;

  Charts(Results results) {
    this.results = results;
    palette =
        new Palette(results.contenders(results.figures().stream().map(Measured::row).toList()));
    tables = new Tables(results);
  }

  // ---- the protocol

  /** The time of all contenders by size, on logarithmic axes. */
  XYChart timeBySize() {
    XYChart chart = bySize("microseconds");
    chart.getStyler().setYAxisLogarithmic(true);
    List<Row> rows = rowsBySize();
    for (Contender contender : results.contenders(rows)) {
      List<Double> sizes = new ArrayList<>();
      List<Double> times = new ArrayList<>();
      for (Row row : rows) {
        runs(contender, row)
            .ifPresent(
                runs -> {
                  sizes.add((double) row.size());
                  times.add(runs.median());
                });
      }
      addProcesses(chart, contender, rows);
      XYSeries series = chart.addSeries(contender.label(), sizes, times);
      series.setLineColor(palette.colour(contender));
      series.setLineStyle(Palette.LINE);
      series.setMarkerColor(palette.colour(contender));
      series.setMarker(palette.marker(contender));
    }
    moveLegend(chart.getStyler(), results.contenders(rows).size());
    return chart;
  }

  /** A dot for every process, so that two modes are seen. */
  private void addProcesses(XYChart chart, Contender contender, List<Row> rows) {
    List<Double> sizes = new ArrayList<>();
    List<Double> times = new ArrayList<>();
    for (Row row : rows) {
      runs(contender, row)
          .ifPresent(
              runs ->
                  Arrays.stream(runs.values())
                      .forEach(
                          time -> {
                            sizes.add((double) row.size());
                            times.add(time);
                          }));
    }
    XYSeries processes = chart.addSeries(contender + " processes", sizes, times);
    processes.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    processes.setMarker(palette.marker(contender));
    processes.setMarkerColor(Palette.faint(palette.colour(contender)));
    processes.setShowInLegend(false);
  }

  /** The rows of the protocol that have one payload mode and many sizes. */
  private List<Row> rowsBySize() {
    List<Row> rows = results.rows(Workload.PROTOCOL);
    return rows.stream().filter(row -> row.payload() == rows.get(0).payload()).toList();
  }

  /** The async tax by size, ours and tokio's, with its intervals. */
  XYChart taxBySize() {
    XYChart chart = bySize("async / blocking");
    chart.getStyler().setYAxisMin(0.0);
    for (Contender async : List.of(Contender.FUTURES, Contender.WAKERS)) {
      int index = async == Contender.FUTURES ? 0 : 1;
      addTax(
          chart,
          async,
          async + " above the floor",
          row -> tables.aboveFloorOf(async, Contender.BLOCKING, row),
          index);
      addTax(
              chart,
              async,
              async + " of the whole",
              row -> tables.ratioOf(async, Contender.BLOCKING, row),
              index + 2)
          .ifPresent(series -> series.setLineStyle(Palette.DASHED));
    }
    addTax(
        chart,
        Contender.TOKIO,
        "tokio / crossbeam",
        row -> tables.ratioOf(Contender.TOKIO, Contender.CROSSBEAM, row),
        4);
    List<Published> published =
        rowsBySize().stream().flatMap(row -> Published.ofSize(row.size()).stream()).toList();
    if (!published.isEmpty()) {
      XYSeries series =
          chart.addSeries(
              "tokio / crossbeam as published, x86-64",
              published.stream().map(one -> (double) one.size()).toList(),
              published.stream().map(Published::x86).toList());
      series.setLineColor(Palette.GREY);
      series.setLineStyle(Palette.DASHED);
      series.setMarker(SeriesMarkers.NONE);
    }
    return chart;
  }

  /**
   * The intervals are drawn as error bars about their middle, since they are not symmetric. With
   * too few processes for one, the bar is from the least to the greatest.
   */
  private Optional<XYSeries> addTax(
      XYChart chart,
      Contender async,
      String name,
      Function<Row, Optional<Runs>> ratioOf,
      int index) {
    List<Double> sizes = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    List<Double> middles = new ArrayList<>();
    List<Double> halves = new ArrayList<>();
    for (Row row : rowsBySize()) {
      ratioOf
          .apply(row)
          .ifPresent(
              ratio -> {
                double[] sorted = ratio.sorted();
                double low = ratio.interval().map(Bootstrap.Estimate::low).orElse(sorted[0]);
                double high =
                    ratio
                        .interval()
                        .map(Bootstrap.Estimate::high)
                        .orElse(sorted[sorted.length - 1]);
                sizes.add(row.size() * (0.92 + 0.04 * index)); // beside each other
                ratios.add(ratio.median());
                middles.add((low + high) / 2);
                halves.add((high - low) / 2);
              });
    }
    if (sizes.isEmpty()) {
      return Optional.empty();
    }
    XYSeries intervals = chart.addSeries(name + " interval", sizes, middles, halves);
    intervals.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    intervals.setMarker(SeriesMarkers.NONE);
    intervals.setMarkerColor(palette.colour(async));
    intervals.setLineColor(palette.colour(async));
    intervals.setShowInLegend(false);
    XYSeries series = chart.addSeries(name, sizes, ratios);
    series.setLineColor(palette.colour(async));
    series.setLineStyle(Palette.LINE);
    series.setMarkerColor(palette.colour(async));
    series.setMarker(palette.marker(async));
    return Optional.of(series);
  }

  private XYChart bySize(String title) {
    XYChart chart = byNumber("bytes in a message", title);
    chart.getStyler().setYAxisDecimalPattern("#,##0.##");
    return chart;
  }

  private static XYChart byNumber(String number, String title) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .xAxisTitle(number)
            .yAxisTitle(title)
            .build();
    Palette.apply(chart.getStyler());
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setXAxisDecimalPattern("#,###");
    return chart;
  }

  /** The samples of a row, a box for each contender. */
  BoxChart samples(Row row) {
    List<Contender> contenders = results.contenders(List.of(row));
    BoxChart chart =
        new BoxChartBuilder()
            .width(WIDTH)
            .height(HEIGHT - 120)
            .yAxisTitle(row.label() + ", " + row.workload().unit)
            .build();
    Palette.apply(chart.getStyler());
    rotateIfMany(chart.getStyler()::setXAxisLabelRotation, contenders.size());
    for (Contender contender : contenders) {
      double[] all =
          results.find(contender, row).stream()
              .map(Measured::samples)
              .flatMap(Arrays::stream)
              .flatMapToDouble(Arrays::stream)
              .toArray();
      chart.addSeries(contender.label(), all);
    }
    return chart;
  }

  // ---- other workloads

  /** The time of every contender at these rows: a mark for each row, and a dot for each process. */
  CategoryChart dots(List<Row> rows) {
    List<Contender> contenders = results.contenders(rows);
    CategoryChart chart = byContender(rows.get(0).workload().unit, contenders);
    chart.getStyler().setDefaultSeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Scatter);
    List<String> labels = contenders.stream().map(Contender::label).toList();
    List<String> names = withoutCommonEnd(rows.stream().map(Row::label).toList());
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      List<Double> times = new ArrayList<>();
      for (Contender contender : contenders) {
        times.add(runs(contender, row).map(Runs::median).orElse(null));
      }
      addProcesses(chart, contenders, row, i);
      CategorySeries series = chart.addSeries(names.get(i), labels, times);
      series.setMarker(Palette.marker(i));
      series.setMarkerColor(Palette.colour(i));
      series.setLineColor(Palette.colour(i));
    }
    moveLegend(chart.getStyler(), rows.size());
    spread(
        chart,
        results.figures().stream()
            .filter(figure -> rows.contains(figure.row()))
            .flatMapToDouble(figure -> Arrays.stream(figure.runs().values())));
    return chart;
  }

  /** A dot for every process: a series for each round. */
  private void addProcesses(CategoryChart chart, List<Contender> contenders, Row row, int colour) {
    int rounds =
        contenders.stream()
            .flatMap(contender -> runs(contender, row).stream())
            .mapToInt(Runs::count)
            .max()
            .orElse(0);
    for (int round = 0; round < rounds; round++) {
      List<Double> times = new ArrayList<>();
      for (Contender contender : contenders) {
        int index = round;
        times.add(
            runs(contender, row)
                .filter(runs -> index < runs.count())
                .map(runs -> runs.values()[index])
                .orElse(null));
      }
      CategorySeries series =
          chart.addSeries(
              row.label() + " process " + round,
              contenders.stream().map(Contender::label).toList(),
              times);
      series.setMarker(SeriesMarkers.CIRCLE);
      series.setMarkerColor(Palette.faint(Palette.colour(colour)));
      series.setLineColor(Palette.faint(Palette.colour(colour)));
      series.setShowInLegend(false);
    }
  }

  /** The labels less what all of them end with, after a comma. */
  private static List<String> withoutCommonEnd(List<String> labels) {
    String first = labels.get(0);
    for (int comma = first.indexOf(", "); comma >= 0; comma = first.indexOf(", ", comma + 1)) {
      String end = first.substring(comma);
      if (labels.size() > 1 && labels.stream().allMatch(label -> label.endsWith(end))) {
        return labels.stream().map(l -> l.substring(0, l.length() - end.length())).toList();
      }
    }
    return labels;
  }

  /** Puts a legend that is too long for a line beside the chart. */
  private static void moveLegend(Styler styler, int series) {
    if (series > 4) {
      styler.setLegendPosition(Styler.LegendPosition.OutsideE);
      styler.setLegendLayout(Styler.LegendLayout.Vertical);
    }
  }

  /** Leaves some space above and below what is drawn, and between the numbers beside it. */
  private static void spread(CategoryChart chart, DoubleStream values) {
    DoubleSummaryStatistics range = values.summaryStatistics();
    chart.getStyler().setYAxisLogarithmicDecadeOnly(range.getMax() > 20 * range.getMin());
    chart.getStyler().setYAxisMin(range.getMin() / 1.5);
    chart.getStyler().setYAxisMax(range.getMax() * 1.5);
  }

  /** Percentiles of the latencies at a row, a line for each contender. */
  CategoryChart latencies(Row row) {
    List<Contender> contenders = results.contenders(List.of(row));
    CategoryChart chart = byContender("nanoseconds", List.of());
    chart.getStyler().setDefaultSeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Line);
    for (Contender contender : contenders) {
      Latencies times = results.find(contender, row).map(Measured::latencies).orElse(null);
      if (times != null) {
        CategorySeries series =
            chart.addSeries(
                contender.label(),
                List.of("50 %", "90 %", "99 %", "99.9 %", "99.99 %", "longest"),
                List.of(
                    times.p50(),
                    times.p90(),
                    times.p99(),
                    times.p999(),
                    times.p9999(),
                    times.max()));
        series.setLineColor(palette.colour(contender));
        series.setLineStyle(Palette.LINE);
        series.setMarker(palette.marker(contender));
        series.setMarkerColor(palette.colour(contender));
      }
    }
    moveLegend(chart.getStyler(), contenders.size());
    spread(
        chart,
        contenders.stream()
            .flatMap(contender -> results.find(contender, row).stream())
            .map(Measured::latencies)
            .filter(Objects::nonNull)
            .flatMapToDouble(times -> DoubleStream.of(times.p50(), times.max())));
    return chart;
  }

  /**
   * Percentiles of the latencies by rate, on logarithmic axes: a colour for each contender, a kind
   * of line for each percentile, and a cross where a rate was not kept.
   *
   * @param rows of one kind of receiver
   */
  XYChart latencyByRate(List<Row> rows) {
    XYChart chart = byNumber("messages a second", "nanoseconds");
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setYAxisDecimalPattern("#,###");
    List<Double> missedRates = new ArrayList<>();
    List<Double> missedTimes = new ArrayList<>();
    for (Contender contender : results.contenders(rows)) {
      List<Double> rates = new ArrayList<>();
      List<Latencies> latencies = new ArrayList<>();
      for (Row row : rows) {
        Latencies times = results.find(contender, row).map(Measured::latencies).orElse(null);
        if (times != null) {
          rates.add((double) row.rate());
          latencies.add(times);
          if (times.missesRate()) {
            missedRates.add((double) row.rate());
            missedTimes.add(positive(times.p50()));
          }
        }
      }
      if (!rates.isEmpty()) {
        addLine(chart, contender, "50 %", Palette.LINE, rates, latencies, Latencies::p50);
        addLine(chart, contender, "99 %", Palette.DASHED, rates, latencies, Latencies::p99);
        addLine(chart, contender, "99.9 %", Palette.DOTTED, rates, latencies, Latencies::p999);
      }
    }
    if (!missedRates.isEmpty()) {
      XYSeries missed = chart.addSeries("rate not kept", missedRates, missedTimes);
      missed.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
      missed.setMarker(SeriesMarkers.CROSS);
      missed.setMarkerColor(Svg.TEXT);
    }
    moveLegend(chart.getStyler(), chart.getSeriesMap().size());
    return chart;
  }

  private void addLine(
      XYChart chart,
      Contender contender,
      String percentile,
      BasicStroke stroke,
      List<Double> rates,
      List<Latencies> latencies,
      ToLongFunction<Latencies> time) {
    XYSeries series =
        chart.addSeries(
            contender + ", " + percentile,
            rates,
            latencies.stream().map(one -> positive(time.applyAsLong(one))).toList());
    series.setLineColor(palette.colour(contender));
    series.setLineStyle(stroke);
    series.setMarkerColor(palette.colour(contender));
    series.setMarker(palette.marker(contender));
  }

  /** A logarithmic axis has no zero. */
  private static double positive(long nanos) {
    return Math.max(1, nanos);
  }

  private static CategoryChart byContender(String unit, List<Contender> contenders) {
    CategoryChart chart =
        new CategoryChartBuilder().width(WIDTH).height(HEIGHT).yAxisTitle(unit).build();
    Palette.apply(chart.getStyler());
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setYAxisDecimalPattern("#,###");
    rotateIfMany(chart.getStyler()::setXAxisLabelRotation, contenders.size());
    return chart;
  }

  private static void rotateIfMany(IntConsumer rotation, int labels) {
    if (labels > 4) {
      rotation.accept(45);
    }
  }

  private Optional<Runs> runs(Contender contender, Row row) {
    return results.find(contender, row).map(Measured::runs);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.Latencies;
import io.github.sluice.channel.bench.results.Measured;
import io.github.sluice.channel.bench.results.Results;
import io.github.sluice.channel.bench.statistics.Bootstrap;
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
    List<Row> rows = results.rows(Workload.PROTOCOL);
    for (Contender contender : results.contenders(rows)) {
      List<Double> sizes = new ArrayList<>();
      List<Double> times = new ArrayList<>();
      for (Row row : rows) {
        mean(contender, row)
            .ifPresent(
                time -> {
                  sizes.add((double) row.size());
                  times.add(time.value());
                });
      }
      XYSeries series = chart.addSeries(contender.label(), sizes, times);
      series.setLineColor(palette.colour(contender));
      series.setLineStyle(Palette.LINE);
      series.setMarkerColor(palette.colour(contender));
      series.setMarker(palette.marker(contender));
    }
    placeLegend(chart.getStyler(), results.contenders(rows).size());
    return chart;
  }

  /** The async tax by size, ours and tokio's, with its intervals. */
  XYChart taxBySize() {
    XYChart chart = bySize("async / blocking");
    chart.getStyler().setYAxisMin(0.0);
    addTax(chart, Contender.FUTURES, Contender.BLOCKING, 0);
    addTax(chart, Contender.WAKERS, Contender.BLOCKING, 1);
    addTax(chart, Contender.TOKIO, Contender.CROSSBEAM, 2);
    List<Published> published =
        results.rows(Workload.PROTOCOL).stream()
            .flatMap(row -> Published.ofSize(row.size()).stream())
            .toList();
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

  /** The intervals are drawn as error bars about their middle, since they are not symmetric. */
  private void addTax(XYChart chart, Contender async, Contender sync, int index) {
    List<Double> sizes = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    List<Double> middles = new ArrayList<>();
    List<Double> halves = new ArrayList<>();
    for (Row row : results.rows(Workload.PROTOCOL)) {
      tables
          .ratioOf(async, sync, row)
          .ifPresent(
              ratio -> {
                sizes.add(row.size() * (0.94 + 0.06 * index)); // beside each other
                ratios.add(ratio.value());
                middles.add((ratio.low() + ratio.high()) / 2);
                halves.add((ratio.high() - ratio.low()) / 2);
              });
    }
    if (sizes.isEmpty()) {
      return;
    }
    XYSeries intervals = chart.addSeries(async + " interval", sizes, middles, halves);
    intervals.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    intervals.setMarker(SeriesMarkers.NONE);
    intervals.setMarkerColor(palette.colour(async));
    intervals.setLineColor(palette.colour(async));
    intervals.setShowInLegend(false);
    XYSeries series = chart.addSeries(async + " / " + sync, sizes, ratios);
    series.setLineColor(palette.colour(async));
    series.setLineStyle(Palette.LINE);
    series.setMarkerColor(palette.colour(async));
    series.setMarker(palette.marker(async));
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

  /** The time of every contender at these rows, a dot with its interval for each row. */
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
        times.add(mean(contender, row).map(Bootstrap.Estimate::value).orElse(null));
      }
      CategorySeries series = chart.addSeries(names.get(i), labels, times);
      series.setMarker(Palette.marker(i));
      series.setMarkerColor(Palette.colour(i));
      series.setLineColor(Palette.colour(i));
    }
    placeLegend(chart.getStyler(), rows.size());
    spread(
        chart,
        results.figures().stream()
            .filter(figure -> rows.contains(figure.row()))
            .mapToDouble(figure -> Bootstrap.mean(figure.samples()).value()));
    return chart;
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
  private static void placeLegend(Styler styler, int series) {
    if (series > 4) {
      styler.setLegendPosition(Styler.LegendPosition.OutsideE);
      styler.setLegendLayout(Styler.LegendLayout.Vertical);
    }
  }

  /** Leaves some room above and below what is drawn, and between the numbers beside it. */
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
    placeLegend(chart.getStyler(), contenders.size());
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
    placeLegend(chart.getStyler(), chart.getSeriesMap().size());
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

  /** A logarithmic axis has no place for zero. */
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

  private Optional<Bootstrap.Estimate> mean(Contender contender, Row row) {
    return results.find(contender, row).map(figure -> Bootstrap.mean(figure.samples()));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.Latencies;
import io.github.sluice.channel.bench.results.Measured;
import io.github.sluice.channel.bench.results.Results;
import io.github.sluice.channel.bench.results.SampleResults;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.ThreadKind;
import io.github.sluice.channel.bench.workloads.Workload;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

class ChartsTest {
  /** Returns a figure whose percentiles can be distinguished. */
  static Measured atRate(Contender contender, int rate, long p50, double kept) {
    Latencies latencies =
        new Latencies(1000, p50, 2 * p50, 3 * p50, 4 * p50, 5 * p50, 6 * p50, kept);
    Row row = Row.rate(rate, ThreadKind.PLATFORM);
    return new Measured(contender, row, new double[][] {{Math.max(1, p50)}}, null, latencies);
  }

  private static XYChart byRate(Measured... figures) {
    Results results = SampleResults.of(List.of(figures));
    return new Charts(results).latencyByRate(results.rows(Workload.RATE));
  }

  @Test
  void latenciesByRateAreALineForEachPercentile() {
    XYChart chart =
        byRate(
            atRate(Contender.BLOCKING, 1000, 500, 1),
            atRate(Contender.CROSSBEAM, 1000, 0, 1),
            atRate(Contender.BLOCKING, 1_000_000, 100, 1));
    assertTrue(chart.getStyler().isXAxisLogarithmic() && chart.getStyler().isYAxisLogarithmic());
    assertEquals(
        Set.of(
            "blocking, 50 %",
            "blocking, 99 %",
            "blocking, 99.9 %",
            "crossbeam, 50 %",
            "crossbeam, 99 %",
            "crossbeam, 99.9 %"),
        chart.getSeriesMap().keySet());
    XYSeries median = chart.getSeriesMap().get("blocking, 50 %");
    XYSeries tail = chart.getSeriesMap().get("blocking, 99.9 %");
    assertArrayEquals(new double[] {1000, 1_000_000}, median.getXData());
    assertArrayEquals(new double[] {500, 100}, median.getYData());
    assertArrayEquals(new double[] {2000, 400}, tail.getYData());
    assertEquals(median.getLineColor(), tail.getLineColor());
    assertNotEquals(median.getLineStyle(), tail.getLineStyle());
    assertArrayEquals(
        new double[] {1}, chart.getSeriesMap().get("crossbeam, 50 %").getYData(), "not zero");
  }

  @Test
  void aRateThatWasNotKeptIsMarked() {
    XYChart chart =
        byRate(
            atRate(Contender.BLOCKING, 1000, 500, 1), atRate(Contender.BLOCKING, 5000, 700, 0.8));
    XYSeries missed = chart.getSeriesMap().get("rate not kept");
    assertArrayEquals(new double[] {5000}, missed.getXData());
    assertArrayEquals(new double[] {700}, missed.getYData());
  }
}

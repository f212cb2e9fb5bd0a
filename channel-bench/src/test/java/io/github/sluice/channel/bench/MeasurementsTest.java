// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.Latencies;
import io.github.sluice.channel.bench.results.Measured;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.ThreadKind;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;

class MeasurementsTest {
  private static final Cell CELL = new Cell(Contender.WAKERS, 512);
  private static final Cell OTHER = new Cell(Contender.WAKERS, 8);

  private final Measurements measurements = new Measurements();

  @Test
  void samplesAreTheIterationsOfEachRound() {
    add(CELL, 10, 12);
    add(CELL, 20, 22);
    List<Measured> figures = measurements.figures(List.of(OTHER, CELL));
    assertEquals(1, figures.size());
    assertArrayEquals(new double[][] {{10, 12}, {20, 22}}, figures.get(0).samples());
    assertEquals(2, measurements.count());
  }

  @Test
  void roundsAreMergedIntoOneResultOfAsManyForks() {
    add(CELL, 10, 12);
    add(CELL, 20, 22);
    RunResult merged = measurements.merged().get(0);
    assertEquals(1, measurements.merged().size());
    assertEquals(2, merged.getParams().getForks());
    assertEquals("512", merged.getParams().getParam("size"));
    assertEquals("wakers", merged.getParams().getParam("contender"));
    assertEquals(16, merged.getPrimaryResult().getScore());
    assertEquals(4, merged.getPrimaryResult().getSampleCount());
  }

  @Test
  void bytesArePerMessage() {
    add(OTHER, 10, 12);
    assertNull(measurements.figures(List.of(OTHER)).get(0).bytesPerMessage());
    measurements.add(CELL, Samples.allocating(CELL, 24_000, 10, 12), List.of());
    measurements.add(CELL, Samples.allocating(CELL, 26_000, 10, 12), List.of());
    assertEquals(25, measurements.figures(List.of(CELL)).get(0).bytesPerMessage());
  }

  @Test
  void latenciesOfRoundsAreMerged() {
    add(CELL, 10);
    assertNull(measurements.figures(List.of(CELL)).get(0).latencies());
    Cell latency = new Cell(Contender.TOKIO, Row.latency(ThreadKind.ONE_WORKER));
    measurements.add(latency, new double[] {210}, List.of(histogram(100)));
    measurements.add(latency, new double[] {220}, List.of(histogram(300)));
    Measured figure = measurements.figures(List.of(latency)).get(0);
    assertEquals(new Latencies(2, 100, 300, 300, 300, 300, 300, null), figure.latencies());
    assertArrayEquals(new double[][] {{210}, {220}}, figure.samples());
  }

  @Test
  void atARateTheFigureIsTheMedianAndTheScoreSaysHowMuchWasKept() {
    Cell fast = new Cell(Contender.BLOCKING, Row.rate(1000, ThreadKind.PLATFORM));
    Cell slow = new Cell(Contender.WAKERS, Row.rate(1000, ThreadKind.ONE_WORKER));
    List<Histogram> iterations = List.of(histogram(100, 200, 800), histogram(300, 400, 500));
    assertArrayEquals(
        new double[] {200, 400},
        measurements.add(fast, new double[] {999_000, 1_000_100}, iterations));
    measurements.add(slow, new double[] {1_000_000, 1_500_000}, iterations);
    Measured figure = measurements.figures(List.of(fast)).get(0);
    assertArrayEquals(new double[][] {{200, 400}}, figure.samples());
    assertEquals(new Latencies(6, 300, 800, 800, 800, 800, 800, 1.0), figure.latencies());
    assertEquals(0.8, measurements.figures(List.of(slow)).get(0).latencies().kept());
  }

  private static Histogram histogram(int... values) {
    Histogram histogram = Latencies.newHistogram();
    for (int value : values) {
      histogram.recordValue(value);
    }
    return histogram;
  }

  private void add(Cell cell, int... micros) {
    measurements.add(cell, Samples.ofOneJvm(cell, micros), List.of());
  }
}

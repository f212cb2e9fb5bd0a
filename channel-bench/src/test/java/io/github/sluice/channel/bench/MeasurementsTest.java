// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.Latencies;
import io.github.sluice.channel.bench.results.Measured;
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
    measurements.add(CELL, Samples.ofOneJvm(CELL, 10, 12));
    measurements.add(CELL, Samples.ofOneJvm(CELL, 20, 22));
    List<Measured> figures = measurements.figures(List.of(OTHER, CELL));
    assertEquals(1, figures.size());
    assertArrayEquals(new double[][] {{10, 12}, {20, 22}}, figures.get(0).samples());
    assertEquals(2, measurements.forks());
  }

  @Test
  void roundsAreMergedIntoOneResultOfAsManyForks() {
    measurements.add(CELL, Samples.ofOneJvm(CELL, 10, 12));
    measurements.add(CELL, Samples.ofOneJvm(CELL, 20, 22));
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
    measurements.add(OTHER, Samples.ofOneJvm(OTHER, 10, 12));
    assertNull(measurements.figures(List.of(OTHER)).get(0).bytesPerMessage());
    measurements.add(CELL, Samples.allocating(CELL, 24_000, 10, 12));
    measurements.add(CELL, Samples.allocating(CELL, 26_000, 10, 12));
    assertEquals(25, measurements.figures(List.of(CELL)).get(0).bytesPerMessage());
  }

  @Test
  void latenciesOfRoundsAreMerged() {
    for (Cell cell : List.of(CELL, OTHER)) {
      measurements.add(cell, Samples.ofOneJvm(cell, 10));
    }
    assertNull(measurements.figures(List.of(CELL)).get(0).latencies());
    for (int value : new int[] {100, 300}) {
      Histogram histogram = new Histogram(3);
      histogram.recordValue(value);
      measurements.add(CELL, histogram);
      measurements.add(OTHER, new Latencies(1, value, value, value, value, value));
    }
    Latencies histograms = measurements.figures(List.of(CELL)).get(0).latencies();
    assertEquals(new Latencies(2, 100, 300, 300, 300, 300), histograms);
    Latencies medians = measurements.figures(List.of(OTHER)).get(0).latencies();
    assertEquals(new Latencies(2, 300, 300, 300, 300, 300), medians);
  }
}

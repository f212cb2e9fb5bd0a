// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;

class MeasurementsTest {
  private static final Cell CELL = new Cell(Contender.WAKERS, 512);

  private final Measurements measurements = new Measurements();

  @Test
  void samplesAreTheIterationsOfEachRound() {
    measurements.add(CELL, Samples.ofOneJvm(CELL, 10, 12));
    measurements.add(CELL, Samples.ofOneJvm(CELL, 20, 22));
    assertArrayEquals(new double[][] {{10, 12}, {20, 22}}, measurements.samples(CELL));
    assertEquals(0, measurements.samples(new Cell(Contender.WAKERS, 8)).length);
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
    assertEquals(OptionalDouble.empty(), measurements.bytesPerMessage(CELL));
    measurements.add(CELL, Samples.allocating(CELL, 24_000, 10, 12));
    measurements.add(CELL, Samples.allocating(CELL, 26_000, 10, 12));
    assertEquals(OptionalDouble.of(25), measurements.bytesPerMessage(CELL));
  }
}

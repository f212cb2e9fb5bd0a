// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.statistics;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final double EXACT = 1e-9;

  @Test
  void theSamplesOfAllRoundsAreSummedUp() {
    double[][] samples = {{2, 4, 4, 4}, {5, 5, 7, 9}};
    Summary summary = Summary.of(samples);
    assertAll(
        () -> assertEquals(5, summary.mean(), EXACT),
        () -> assertEquals(4.5, summary.median(), EXACT),
        () -> assertEquals(0.5, summary.medianDeviation(), EXACT),
        () -> assertEquals(Math.sqrt(32 / 7.0), summary.standardDeviation(), EXACT),
        () -> assertEquals(8, summary.samples()),
        () -> assertEquals(new Outliers(0, 0, 1, 0), summary.outliers()));
  }

  @Test
  void oneSampleDeviatesByNothing() {
    assertEquals(
        new Summary(7, 7, 0, 0, 1, new Outliers(0, 0, 0, 0)), Summary.of(new double[][] {{7}}));
  }

  @Test
  void noSamplesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Summary.of(new double[0][]));
  }
}

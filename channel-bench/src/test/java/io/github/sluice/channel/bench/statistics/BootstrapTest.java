// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.statistics;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static final double EXACT = 1e-9;

  @Test
  void theValueIsTheMeanAndLiesWithin() {
    Bootstrap.Estimate estimate = Bootstrap.mean(new double[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}});
    assertEquals(5, estimate.value(), EXACT);
    assertTrue(estimate.low() < 5 && estimate.high() > 5, estimate::toString);
  }

  @Test
  void twoRoundsGiveAnIntervalAsWideAsBoth() {
    Bootstrap.Estimate estimate = Bootstrap.mean(new double[][] {{10, 10}, {20, 20}});
    assertEquals(new Bootstrap.Estimate(15, 10, 20), estimate);
  }

  @Test
  void equalSamplesGiveAPoint() {
    Bootstrap.Estimate point = new Bootstrap.Estimate(3, 3, 3);
    assertAll(
        () -> assertEquals(point, Bootstrap.mean(new double[][] {{3}})),
        () -> assertEquals(point, Bootstrap.mean(new double[][] {{3, 3}, {3, 3}})));
  }

  @Test
  void theSameSamplesGiveTheSameInterval() {
    double[][] samples = {{1, 4, 2}, {3, 2, 5}};
    assertEquals(Bootstrap.mean(samples), Bootstrap.mean(samples));
  }

  @Test
  void oneRoundIsResampledByItsIterations() {
    Random random = new Random(1);
    double[][] samples = {random.doubles(50, 90, 110).toArray()};
    Bootstrap.Estimate estimate = Bootstrap.mean(samples);
    // The standard error of 50 uniform samples of width 20 is 0.82, so the interval is about 3.3.
    assertEquals(3.3, estimate.high() - estimate.low(), 0.8);
  }

  @Test
  void whatIsCommonToARoundDoesNotWidenARatio() {
    double[][] below = {{10, 10}, {20, 20}, {40, 40}};
    double[][] above = {{12, 12}, {24, 24}, {48, 48}};
    Bootstrap.Estimate estimate = Bootstrap.ratio(above, below);
    assertAll(
        () -> assertEquals(1.2, estimate.value(), EXACT),
        () -> assertEquals(1.2, estimate.low(), EXACT),
        () -> assertEquals(1.2, estimate.high(), EXACT));
  }

  @Test
  void aRatioNeedsTheSameRoundsOnBothSides() {
    double[][] one = {{1}};
    double[][] two = {{1}, {2}};
    assertThrows(IllegalArgumentException.class, () -> Bootstrap.ratio(one, two));
    assertThrows(IllegalArgumentException.class, () -> Bootstrap.mean(new double[0][]));
  }

  @Test
  void fiveRoundsOfSixContainTheTruthNineTimesOutOfTen() {
    Random random = new Random(42);
    int runs = 300;
    int covered = 0;
    for (int run = 0; run < runs; run++) {
      double[][] samples = new double[5][6];
      for (double[] round : samples) {
        double level = 100 + random.nextGaussian() * 3;
        for (int i = 0; i < round.length; i++) {
          round[i] = level + random.nextGaussian();
        }
      }
      Bootstrap.Estimate estimate = Bootstrap.mean(samples);
      covered += estimate.low() <= 100 && 100 <= estimate.high() ? 1 : 0;
    }
    assertTrue(covered >= 0.9 * runs, covered + " of " + runs);
  }
}

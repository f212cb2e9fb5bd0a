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
  void anIntervalHasTheWidthOfStudentsT() {
    double[][] samples = {{99, 100}, {100, 101}, {101, 102}, {98, 99}, {102, 103}};
    Bootstrap.Estimate estimate = Bootstrap.mean(samples);
    // The rounds deviate by 1.581 and there are 5: 2.776 standard errors are 1.963.
    assertEquals(100.5 - 1.963, estimate.low(), 0.1);
    assertEquals(100.5 + 1.963, estimate.high(), 0.1);
  }

  @Test
  void theLowerEndOfATimeIsATime() {
    Bootstrap.Estimate estimate = Bootstrap.mean(new double[][] {{10, 10}, {20, 20}});
    assertTrue(0 < estimate.low() && estimate.low() < 5, estimate::toString);
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
  void noRoundsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Bootstrap.mean(new double[0][]));
  }

  @Test
  void runsAreResampledEachForItself() {
    double[][] before = {{10, 10}, {20, 20}, {40, 40}};
    double[][] after = {{12, 12}, {24, 24}, {48, 48}, {28, 28}};
    Bootstrap.Estimate estimate = Bootstrap.ratioOfRuns(after, before);
    assertEquals(1.2, estimate.value(), EXACT);
    assertTrue(estimate.low() < 0.6 && estimate.high() > 2.4, estimate::toString);
  }

  @Test
  void whatDoesNotVaryAddsNothingToARatio() {
    double[][] samples = {{10, 12, 11, 13}};
    Bootstrap.Estimate mean = Bootstrap.mean(samples);
    Bootstrap.Estimate ratio = Bootstrap.ratioOfRuns(samples, new double[][] {{2}});
    assertAll(
        () -> assertEquals(mean.value() / 2, ratio.value(), EXACT),
        () -> assertEquals(mean.low() / 2, ratio.low(), EXACT),
        () -> assertEquals(mean.high() / 2, ratio.high(), EXACT));
  }
}

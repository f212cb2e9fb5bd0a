// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SlopeTest {
  private final Slope slope = new Slope();

  @Test
  void aLineIsFound() {
    slope.add(1, new double[][] {{12}, {12}});
    slope.add(10, new double[][] {{30}, {30}});
    slope.add(100, new double[][] {{210, 210}, {210, 210}});
    assertTrue(slope.isKnown());
    assertEquals(10, slope.intercept().value(), 1e-9);
    assertEquals(2, slope.slope().value(), 1e-9);
    assertEquals(2, slope.slope().high(), 1e-6);
  }

  @Test
  void twoPointsOrOneNumberAreNotEnough() {
    assertFalse(slope.isKnown());
    slope.add(1, new double[][] {{12}, {12}, {13}});
    assertFalse(slope.isKnown());
    Slope ofTwo = new Slope();
    ofTwo.add(1, new double[][] {{12}});
    ofTwo.add(2, new double[][] {{13}});
    assertFalse(ofTwo.isKnown());
  }

  @Test
  void theIntervalContainsTheTruthInNineteenOfTwentyCases() {
    Random random = new Random(1);
    int good = 0;
    for (int i = 0; i < 1000; i++) {
      Slope noisy = new Slope();
      for (int size : new int[] {1, 10, 100}) {
        double[][] samples = new double[4][1];
        for (double[] round : samples) {
          round[0] = 10 + 2 * size + 5 * random.nextGaussian();
        }
        noisy.add(size, samples);
      }
      Bootstrap.Estimate estimate = noisy.slope();
      good += estimate.low() <= 2 && 2 <= estimate.high() ? 1 : 0;
    }
    assertTrue(good >= 920 && good <= 980, good + " of 1000");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinearSamplesTest {
  private static LinearSamples samples(int step, IntToDoubleFunction time) {
    return new LinearSamples(step, IntStream.rangeClosed(1, 50).mapToDouble(time).toArray());
  }

  @Test
  void fiftySamplesFillASecondAsInCriterion() {
    // 1 s of 10 us each are 100 000 operations, and 1 + 2 + ... + 50 = 1275.
    assertEquals(79, LinearSamples.step(50, 1e9, 10e3));
    assertEquals(1, LinearSamples.step(50, 1e9, 1e9));
  }

  @Test
  void aLineThroughTheOriginIsFound() {
    LinearSamples line = samples(3, i -> 3 * i * 7.5);
    assertEquals(7.5, line.slope(), 1e-9);
    assertEquals(1, line.rSquared(), 1e-9);
    assertEquals(7.5, line.slopeInterval().low(), 1e-9);
    assertEquals(7.5, line.slopeInterval().high(), 1e-9);
  }

  @Test
  void whatEverySampleCostsHardlyChangesTheSlope() {
    // The mean of the samples' own times would be 10.9.
    assertEquals(10, samples(1, i -> 10 * i + 10).slope(), 0.31);
  }

  @Test
  void noisySamplesAreSeenInRSquared() {
    Random random = new Random(1);
    LinearSamples noisy = samples(1, i -> i * (10 + 5 * random.nextGaussian()));
    assertTrue(noisy.rSquared() < 0.9, () -> noisy.rSquared() + "");
    assertTrue(samples(1, i -> 10 * i + i % 2).rSquared() > 0.99);
  }

  @Test
  void theIntervalContainsTheTruthInNineteenOfTwentyCases() {
    Random random = new Random(1);
    int good = 0;
    for (int trial = 0; trial < 200; trial++) {
      Bootstrap.Estimate estimate =
          samples(2, i -> 2 * i * (10 + random.nextGaussian())).slopeInterval();
      good += estimate.low() <= 10 && 10 <= estimate.high() ? 1 : 0;
    }
    assertTrue(good >= 180 && good <= 198, good + " of 200");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SteadyStateTest {
  private static double[] series(int length, IntToDoubleFunction sample) {
    return IntStream.range(0, length).mapToDouble(sample).toArray();
  }

  /** Returns how many samples a warm-up takes, and 0 if it does not end. */
  private static int end(double[] series) {
    return IntStream.rangeClosed(1, series.length)
        .filter(length -> SteadyState.isReached(Arrays.copyOf(series, length)))
        .findFirst()
        .orElse(0);
  }

  @Test
  void aSteadyTimeIsSteadyAsSoonAsThereAreEnoughSamples() {
    assertEquals(SteadyState.LEAST_SAMPLES, end(series(100, i -> 7)));
  }

  @Test
  void aDriftIsNotSteadyUntilItIsSlow() {
    assertEquals(0, end(series(1000, i -> 100 + i)));
    int end = end(series(1000, i -> 100 + 200 * Math.exp(-i / 50.0)));
    assertTrue(end > 150 && end < 700, () -> "ended at " + end);
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 100, 300})
  void aStepDelaysTheEndToTwiceItsTime(int step) {
    // The warm-up must not end in the slow phase, which is as noisy as the fast one.
    double[] series = series(1000, i -> i < step ? (i % 7 == 0 ? 60 : 50 + 3 * (i % 3)) : 10);
    int end = end(Arrays.copyOfRange(series, step - 20, series.length));
    assertTrue(end == 0 || end >= 35, () -> "ended at " + end);
    assertTrue(end(series) <= 2 * step + 2 * SteadyState.BLOCKS, () -> "ended at " + end(series));
  }

  @Test
  void modesThatTakeTurnsAreNotSteady() {
    assertEquals(0, end(series(100, i -> i / 6 % 2 == 0 ? 7.5 : 11.5)));
  }

  @Test
  void noiseFromSampleToSampleIsAveragedOut() {
    Random random = new Random(1);
    int end = end(series(4000, i -> 100 + 10 * random.nextGaussian()));
    assertTrue(end > SteadyState.LEAST_SAMPLES && end < 2000, () -> "ended at " + end);
  }

  @Test
  void aSampleInWhichTheThreadWasPreemptedDoesNotMatter() {
    assertTrue(SteadyState.isReached(series(200, i -> i % 37 == 0 ? 5000 : 100)));
    assertFalse(SteadyState.isReached(series(200, i -> i < 150 ? 100 : 105)));
  }

  /** Recorded on a loaded machine, where the compiler hardly got a processor. */
  @Test
  void aRecordedWarmUpIsNotOverBeforeItsTimesStandStill() {
    Map<String, double[]> recorded = Recorded.read("series.csv");
    assertEquals(0, end(recorded.get("protocol-futures")));
    double[] roundTrips = recorded.get("roundtrip-blocking");
    int end = end(roundTrips);
    assertTrue(end > 20, () -> "ended at " + end);
    double later = new Median().evaluate(Arrays.copyOfRange(roundTrips, end, roundTrips.length));
    assertEquals(1, roundTrips[end - 1] / later, 0.25, "most of the noise of that machine");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SteadyStateTest {
  private static final int WARM_UPS = 200;

  private static double[] series(int length, IntToDoubleFunction sample) {
    return IntStream.range(0, length).mapToDouble(sample).toArray();
  }

  /** Returns how many samples a warm-up takes, and 0 if it does not end. */
  private static int end(double[] series) {
    return IntStream.rangeClosed(1, series.length)
        .filter(length -> soFar(series, length) != SteadyState.UNSTEADY)
        .findFirst()
        .orElse(0);
  }

  private static SteadyState soFar(double[] series, int length) {
    return SteadyState.soFar(Arrays.copyOf(series, length));
  }

  /** Returns how many of some warm-ups end before so many samples. */
  private static int early(int length, IntFunction<double[]> warmUp) {
    return (int)
        IntStream.range(0, WARM_UPS)
            .filter(
                seed -> {
                  int end = end(Arrays.copyOf(warmUp.apply(seed), length));
                  return end > 0 && end < length;
                })
            .count();
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
  void alternatingModesAreNoise() {
    double[] modes = series(400, i -> i / 6 % 2 == 0 ? 7.5 : 9.5);
    int end = end(modes);
    assertTrue(end > SteadyState.LEAST_SAMPLES, () -> "ended at " + end);
    assertEquals(SteadyState.NOISY, soFar(modes, end));
  }

  @Test
  void noiseFromSampleToSampleIsAveragedOut() {
    Random random = new Random(1);
    double[] series = series(4000, i -> 100 + 10 * random.nextGaussian());
    assertEquals(SteadyState.STEADY, SteadyState.soFar(series));
    assertEquals(SteadyState.STEADY, SteadyState.ofAll(series));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.1, 0.2})
  void noiseEndsAWarmUpEarly(double noise) {
    int early =
        early(
            200,
            seed -> {
              Random random = new Random(seed);
              return series(200, i -> 100 * (1 + noise * random.nextGaussian()));
            });
    assertTrue(early >= 0.95 * WARM_UPS, early + " of " + WARM_UPS);
  }

  /** As a stream between tasks, which becomes faster for seconds. */
  @Test
  void aDriftInNoiseIsNotTakenForNoise() {
    int early =
        early(
            60,
            seed -> {
              Random random = new Random(seed);
              return series(
                  60, i -> (60 + 40 * Math.exp(-i / 30.0)) * (1 + 0.05 * random.nextGaussian()));
            });
    assertTrue(early <= 0.05 * WARM_UPS, early + " of " + WARM_UPS);
  }

  @Test
  void aStepInNoiseIsNotTakenForNoiseWhileItIsInTheWindow() {
    int taken = 0;
    for (int seed = 0; seed < WARM_UPS; seed++) {
      Random random = new Random(seed);
      double[] series = series(100, i -> (i < 75 ? 120 : 100) * (1 + 0.04 * random.nextGaussian()));
      taken += soFar(series, 100) == SteadyState.UNSTEADY ? 0 : 1;
    }
    assertTrue(taken <= 0.01 * WARM_UPS, taken + " of " + WARM_UPS);
  }

  @Test
  void noiseThatHidesEveryTrendIsNotSteady() {
    Random random = new Random(1);
    assertEquals(0, end(series(100, i -> i % 10 < 5 ? 100 : 300 + 10 * random.nextGaussian())));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.1})
  void noiseThatIsJudgedOnceHardlyEverHasATrend(double noise) {
    long trends =
        IntStream.range(0, WARM_UPS)
            .filter(
                seed -> {
                  Random random = new Random(seed);
                  double[] samples = series(20, i -> 100 * (1 + noise * random.nextGaussian()));
                  return SteadyState.ofAll(samples) == SteadyState.UNSTEADY;
                })
            .count();
    assertTrue(trends <= 0.03 * WARM_UPS, trends + " of " + WARM_UPS);
    assertEquals(SteadyState.UNSTEADY, SteadyState.ofAll(series(20, i -> 100 + i)));
  }

  @Test
  void aSampleInWhichTheThreadWasPreemptedDoesNotMatter() {
    assertEquals(SteadyState.STEADY, SteadyState.soFar(series(200, i -> i % 37 == 0 ? 5000 : 100)));
    assertEquals(SteadyState.UNSTEADY, SteadyState.soFar(series(200, i -> i < 150 ? 100 : 105)));
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

  /**
   * Recorded on a quiet AMD EPYC with two processors. After 2.5 s the streams between tasks were
   * still becoming faster.
   */
  @ParameterizedTest
  @ValueSource(strings = {"stream-futures", "stream-futures-2"})
  void aRecordedDriftIsNotTakenForNoise(String name) {
    assertEquals(0, end(Recorded.read("steady.csv").get(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream-blocking", "protocol-futures-256"})
  void recordedNoiseEndsAWarmUpNearItsTimeAfterwards(String name) {
    double[] series = Recorded.read("steady.csv").get(name);
    int end = end(series);
    assertTrue(end > 0 && end < series.length, () -> "ended at " + end);
    assertEquals(SteadyState.NOISY, soFar(series, end));
    assertEquals(1, median(series, end / 2, end) / median(series, end, series.length), 0.1);
  }

  @Test
  void aRecordedWarmUpOfAStreamEndsNearItsTimeAfterwards() {
    double[] series = Recorded.read("steady.csv").get("stream-wakers");
    int end = end(series);
    assertTrue(end > 0 && end < series.length, () -> "ended at " + end);
    assertEquals(1, median(series, end / 2, end) / median(series, end, series.length), 0.1);
  }

  private static double median(double[] series, int from, int to) {
    return new Median().evaluate(Arrays.copyOfRange(series, from, to));
  }
}

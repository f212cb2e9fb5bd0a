// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.statistics;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
  private static final int TRIALS = 1000;
  private static final double NOISE = 0.02;

  /** Compares runs of which the second takes so many times what the first takes. */
  private static Map<Verdict, Integer> verdicts(int rounds, double times, double between) {
    Synthetic source = new Synthetic(7, false, between, 0.02);
    int iterations = 30 / rounds;
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    for (int trial = 0; trial < TRIALS; trial++) {
      double[][] before = source.samples(rounds, iterations, Synthetic.MEAN);
      double[][] after = source.samples(rounds, iterations, Synthetic.MEAN * times);
      verdicts.merge(Comparison.of(before, after, NOISE).verdict(), 1, Integer::sum);
    }
    return verdicts;
  }

  private static void assertMostly(Map<Verdict, Integer> verdicts, Verdict... expected) {
    int found = 0;
    for (Verdict verdict : expected) {
      found += verdicts.getOrDefault(verdict, 0);
    }
    assertTrue(found >= 0.95 * TRIALS, verdicts::toString);
  }

  @ParameterizedTest
  @CsvSource({"5", "10", "1"})
  void aTenthMoreIsARegressionAndATenthLessAnImprovement(int rounds) {
    assertMostly(verdicts(rounds, 1.1, 0.02), Verdict.REGRESSED);
    assertMostly(verdicts(rounds, 0.9, 0.02), Verdict.IMPROVED);
  }

  @ParameterizedTest
  @CsvSource({"5, 0.02", "5, 0.10", "10, 0.10", "1, 0.02"})
  void theSameProgramHasNotChanged(int rounds, double between) {
    Map<Verdict, Integer> verdicts = verdicts(rounds, 1, between);
    assertMostly(verdicts, Verdict.NO_CHANGE, Verdict.WITHIN_NOISE);
    int significant = TRIALS - verdicts.get(Verdict.NO_CHANGE);
    assertTrue(significant <= 1.4 * Comparison.SIGNIFICANCE * TRIALS, verdicts::toString);
  }

  @Test
  void whatIsSignificantAndLessThanTheNoiseIsWithinIt() {
    double[][] before = {{100, 100.1}, {100.1, 100.2}, {99.9, 100}};
    double[][] after = {{101, 101.1}, {101.1, 101.2}, {100.9, 101}};
    Comparison comparison = Comparison.of(before, after, NOISE);
    assertTrue(comparison.p() < Comparison.SIGNIFICANCE, comparison::toString);
    assertEquals(Verdict.WITHIN_NOISE, comparison.verdict());
    assertEquals(Verdict.WITHIN_NOISE, Comparison.of(before, after, 0.0098).verdict());
    assertEquals(Verdict.WITHIN_NOISE, Comparison.of(after, before, 0.0098).verdict());
    assertEquals(Verdict.REGRESSED, Comparison.of(before, after, 0.001).verdict());
    assertEquals(Verdict.IMPROVED, Comparison.of(after, before, 0.001).verdict());
  }

  @Test
  void aChangeIsRelativeToWhatWasBefore() {
    double[][] before = {{100, 102}, {98, 100}};
    double[][] after = {{120, 122}, {118, 120}, {119, 121}};
    Comparison comparison = Comparison.of(before, after, NOISE);
    assertAll(
        () -> assertEquals(Bootstrap.mean(before), comparison.before()),
        () -> assertEquals(Bootstrap.mean(after), comparison.after()),
        () -> assertEquals(0.2, comparison.change().value(), 1e-9),
        () -> assertTrue(comparison.change().low() < 0.2 && comparison.change().high() > 0.2));
  }

  @Test
  void samplesOfOneRoundAreTestedThemselves() {
    double[][] before = {{100, 101, 99, 100, 100}};
    double[][] after = {{110, 111, 109, 110, 110}};
    assertEquals(Verdict.REGRESSED, Comparison.of(before, after, NOISE).verdict());
  }

  @Test
  void samplesThatDoNotVaryShowNothing() {
    double[][] ten = {{10}};
    double[][] twenty = {{20, 20}};
    Comparison comparison = Comparison.of(ten, twenty, NOISE);
    assertEquals(Double.NaN, comparison.p());
    assertEquals(Verdict.NO_CHANGE, comparison.verdict());
    assertEquals(Double.NaN, Comparison.of(twenty, twenty, NOISE).p());
  }
}

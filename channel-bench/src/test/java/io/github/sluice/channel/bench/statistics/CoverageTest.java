// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.statistics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often an interval of 95 % contains the truth: those with which runs are compared. */
class CoverageTest {
  private static final int RUNS = 1000;

  @ParameterizedTest
  @CsvSource({
    " 5,  6, false, 0.00, 0.10",
    " 5,  6, false, 0.05, 0.05",
    " 5,  6, false, 0.10, 0.03",
    "10,  6, false, 0.00, 0.10",
    "10,  6, false, 0.05, 0.05",
    "10,  6, false, 0.10, 0.03",
    " 1, 50, false, 0.00, 0.10",
    " 5,  6, true,  0.00, 0.30",
    " 5,  6, true,  0.30, 0.30",
    "10,  6, true,  0.00, 0.30",
    "10,  6, true,  0.30, 0.30",
    " 1, 50, true,  0.00, 0.50",
  })
  void anIntervalContainsTheTruthAsOftenAsItSays(
      int rounds, int iterations, boolean skewed, double between, double within) {
    Synthetic source = new Synthetic(42, skewed, between, within);
    Supplier<double[][]> samples = () -> source.samples(rounds, iterations, Synthetic.MEAN);
    assertCovers(Synthetic.MEAN, () -> Bootstrap.mean(samples.get()));
    assertCovers(1, () -> Bootstrap.ratioOfRuns(samples.get(), samples.get()));
  }

  private static void assertCovers(double truth, Supplier<Bootstrap.Estimate> estimates) {
    int covered = 0;
    for (int run = 0; run < RUNS; run++) {
      Bootstrap.Estimate estimate = estimates.get();
      covered += estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
    }
    assertTrue(covered >= 0.92 * RUNS && covered <= 0.98 * RUNS, covered + " of " + RUNS);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.statistics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How often the interval of some processes contains the median of all. The processes are recorded:
 * {@code processes.csv} has the time of 1000 shared messages of 8 B in rounds of four processes, in
 * microseconds of processor time, on an AMD EPYC. A run is resampled from those rounds.
 */
class RunsCoverageTest {
  private static final int RUNS = 2000;
  private static final int LEAST = Runs.LEAST_FOR_INTERVAL;
  private static final int MOST = 20;

  private static final Map<String, double[]> RECORDED = Recorded.read("processes.csv");

  private static Stream<String> contenders() {
    return RECORDED.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("contenders")
  void theIntervalOfATimeHolds(String contender) {
    assertHolds(rounds -> of(contender, rounds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"futures", "wakers"})
  void theIntervalOfATaxHolds(String async) {
    assertHolds(rounds -> of(async, rounds).over(of("blocking", rounds)).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"futures", "wakers"})
  void theIntervalOfATaxAboveTheFloorHolds(String async) {
    assertHolds(
        rounds -> {
          Runs floor = of("floor", rounds);
          Runs sync = of("blocking", rounds).minus(floor);
          return of(async, rounds).minus(floor).over(sync).orElseThrow();
        });
  }

  /** Some of the rounds are half as slow again, as futures are on another machine. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.2, 0.3, 0.4})
  void theIntervalOfTwoModesHolds(double slow) {
    double[] all = RECORDED.get("blocking");
    double[] modes =
        IntStream.range(0, all.length)
            .mapToDouble(round -> round < slow * all.length ? all[round] * 1.5 : all[round])
            .toArray();
    assertHolds(rounds -> chosen(modes, rounds));
  }

  private static Runs of(String contender, int[] rounds) {
    return chosen(RECORDED.get(contender), rounds);
  }

  private static Runs chosen(double[] values, int[] rounds) {
    return Runs.of(Arrays.stream(rounds).mapToDouble(round -> values[round]).toArray());
  }

  private static void assertHolds(Function<int[], Runs> figure) {
    int recorded = RECORDED.get("blocking").length;
    double truth = figure.apply(IntStream.range(0, recorded).toArray()).median();
    Random random = new Random(1);
    for (int processes = LEAST; processes <= MOST; processes++) {
      int covered = 0;
      for (int run = 0; run < RUNS; run++) {
        int[] rounds = random.ints(processes, 0, recorded).toArray();
        Bootstrap.Estimate interval = figure.apply(rounds).interval().orElseThrow();
        covered += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
      }
      String found = covered + " of " + RUNS + " with " + processes + " processes";
      assertTrue(covered >= 0.92 * RUNS && covered <= 0.98 * RUNS, found);
    }
  }
}

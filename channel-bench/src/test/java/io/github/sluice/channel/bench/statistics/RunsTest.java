// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.statistics;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunsTest {
  private static final double EXACT = 1e-9;

  @Test
  void theIterationsOfAProcessAreOneFigure() {
    Runs runs = Runs.of(new double[][] {{3, 5}, {1, 1}, {9, 9}});
    assertArrayEquals(new double[] {4, 1, 9}, runs.values());
    assertArrayEquals(new double[] {1, 4, 9}, runs.sorted());
    assertEquals(4, runs.median());
    assertThrows(IllegalArgumentException.class, () -> Runs.of());
  }

  @Test
  void fourProcessesHaveNoInterval() {
    assertEquals(Optional.empty(), Runs.of(1, 2, 3, 4).interval());
  }

  @Test
  void theIntervalOfFiveAndOfSixIsTheirRange() {
    assertEquals(new Bootstrap.Estimate(3, 1, 5), Runs.of(5, 4, 3, 2, 1).interval().get());
    Bootstrap.Estimate six = Runs.of(1, 2, 3, 4, 5, 6).interval().get();
    // 96.9 % of medians are between the outermost: a little less is enough for 95 %.
    assertAll(
        () -> assertEquals(3.5, six.value()),
        () -> assertTrue(six.low() > 1 && six.low() < 1.5, six::toString),
        () -> assertEquals(7, six.low() + six.high(), EXACT));
  }

  @Test
  void theIntervalIsInterpolatedBetweenOrderStatistics() {
    Bootstrap.Estimate ten = Runs.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10).interval().get();
    double wide = 1 - 2 * 11 / 1024.0;
    double narrow = 1 - 2 * 56 / 1024.0;
    double part = (wide - 0.95) / (wide - narrow);
    double weight = (8 * part / (2 + 6 * part) + part) / 2;
    assertEquals(2 + weight, ten.low(), EXACT);
    assertEquals(9 - weight, ten.high(), EXACT);
  }

  @Test
  void anIntervalWiderThanAFactorOfTwoIsNoAnswer() {
    assertTrue(Runs.of(10, 11, 12, 13, 20).answer().isPresent());
    assertFalse(Runs.of(10, 11, 12, 13, 20.1).answer().isPresent());
    assertFalse(Runs.of(-1, 1, 1, 1, 1).answer().isPresent());
  }

  @Test
  void ratiosAndDifferencesAreOfTheSameRound() {
    Runs floor = Runs.of(2, 4, 8, 2, 2);
    Runs sync = Runs.of(12, 24, 48, 12, 12);
    Runs async = Runs.of(13, 26, 52, 13, 13, 99);
    Runs ratio = async.minus(floor).over(sync.minus(floor)).orElseThrow();
    assertEquals(5, ratio.count());
    assertEquals(1.1, ratio.interval().get().low(), EXACT);
    assertEquals(1.1, ratio.interval().get().high(), EXACT);
  }

  @Test
  void theMedianOfSeveralFiguresIsOfTheSameRound() {
    Runs medians =
        Runs.medians(List.of(Runs.of(1, 20, 3), Runs.of(2, 10, 1, 9), Runs.of(9, 30, 2)));
    assertArrayEquals(new double[] {2, 20, 2}, medians.values());
  }

  @Test
  void aDivisorThatMayBeZeroGivesNoRatio() {
    Runs async = Runs.of(5, 5, 5, 5, 5);
    assertEquals(Optional.empty(), async.over(Runs.of(1, 1, 1, 1, 0)));
    assertEquals(Optional.empty(), async.over(Runs.of(1, 1, -1, 1, 1)));
  }

  @Test
  void whatIsInEveryProcessIsCertain() {
    assertTrue(Runs.of(1.1, 1.2).isAbove(1));
    assertFalse(Runs.of(0.9, 1.2).isAbove(1));
    assertTrue(Runs.of(0.9, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2).isAbove(1));
  }

  @Test
  void twoModesAreFound() {
    assertEquals(3, Runs.of(7.5, 11.5, 7.6, 11.4, 7.4).lowerMode());
    assertEquals(0, Runs.of(7.5, 11.5, 7.6, 7.5, 7.4).lowerMode(), "one process is no mode");
    assertEquals(0, Runs.of(7.5, 8.0, 7.5, 8.0, 7.5).lowerMode(), "too near to matter");
    assertEquals(0, Runs.of(7, 8, 9, 10, 11).lowerMode());
    assertEquals(0, Runs.of(7.5, 11.5, 7.5, 11.5).lowerMode(), "too few");
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 7, 10, 20})
  void noiseHardlyEverHasTwoModes(int processes) {
    Random random = new Random(1);
    int found = 0;
    for (int trial = 0; trial < 1000; trial++) {
      double[] values = new double[processes];
      for (int i = 0; i < processes; i++) {
        values[i] = 100 + 5 * random.nextGaussian();
      }
      found += Runs.of(values).lowerMode() > 0 ? 1 : 0;
    }
    assertTrue(found <= 20, found + " of 1000");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sluice.channel.bench.statistics.Bootstrap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.00",
    "9.534, 9.53",
    "9.999, 10.0",
    "31.24, 31.2",
    "99.97, 100",
    "12887.4, 12887"
  })
  void numbers(double value, String expected) {
    assertEquals(expected, Figures.number(value));
  }

  @Test
  void changesAreInPercent() {
    assertEquals(
        "+9.5 % [-0.1, +20.0]", Figures.change(new Bootstrap.Estimate(0.095, -0.001, 0.2)));
  }

  @ParameterizedTest
  @CsvSource({"0.0009, <0.001", "0.0011, 0.001", "0.25, 0.250", "NaN, -"})
  void probabilities(double p, String expected) {
    assertEquals(expected, Figures.probability(p));
  }

  @Test
  void aShareOfTheRateIsNotRoundedUp() {
    assertEquals("kept 98 % of the rate", Figures.kept(0.9899));
  }

  @ParameterizedTest
  @CsvSource({"8, 8 B", "1000, 1000 B", "1024, 1 KB", "32768, 32 KB"})
  void sizes(int bytes, String expected) {
    assertEquals(expected, Figures.size(bytes));
  }

  @ParameterizedTest
  @CsvSource({"0, 0 s", "49600, 50 s", "110000, 1 min 50 s", "3720000, 1 h 2 min"})
  void durations(long millis, String expected) {
    assertEquals(expected, Figures.duration(millis));
  }
}

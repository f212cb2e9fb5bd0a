// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void percentilesAreThoseOfTheHistogram() {
    Histogram histogram = new Histogram(3);
    for (int value = 1; value <= 1000; value++) {
      histogram.recordValue(value);
    }
    assertEquals(new Latencies(1000, 500, 900, 990, 999, 1000), Latencies.of(histogram));
  }

  @Test
  void roundsGiveTheMedianOfEachPercentileAndTheLongestOfAll() {
    Latencies a = new Latencies(10, 1, 20, 3, 40, 50);
    Latencies b = new Latencies(20, 2, 30, 1, 60, 90);
    Latencies c = new Latencies(30, 3, 10, 2, 50, 70);
    assertEquals(a, Latencies.ofRounds(List.of(a)));
    assertEquals(new Latencies(30, 2, 30, 3, 60, 90), Latencies.ofRounds(List.of(a, b)));
    assertEquals(new Latencies(60, 2, 20, 2, 50, 90), Latencies.ofRounds(List.of(a, b, c)));
  }
}

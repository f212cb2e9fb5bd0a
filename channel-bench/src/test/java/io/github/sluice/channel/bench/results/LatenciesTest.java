// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void percentilesAreThoseOfTheHistogram() {
    Histogram histogram = Latencies.newHistogram();
    for (int value = 1; value <= 1000; value++) {
      histogram.recordValue(value);
    }
    assertEquals(
        new Latencies(1000, 500, 900, 990, 999, 1000, 1000, 0.5), Latencies.of(histogram, 0.5));
  }

  @Test
  void aRateIsMissedByMoreThanAHundredth() {
    Histogram histogram = Latencies.newHistogram();
    assertFalse(Latencies.of(histogram, null).missesRate());
    assertFalse(Latencies.of(histogram, 1.0).missesRate());
    assertFalse(Latencies.of(histogram, 0.99).missesRate());
    assertTrue(Latencies.of(histogram, 0.98).missesRate());
  }
}

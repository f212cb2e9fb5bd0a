// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class OutliersTest {
  /** 101 samples with the quartiles 25 and 75, of which the outermost are replaced. */
  private static double[] samples(double... replaced) {
    double[] samples = DoubleStream.iterate(0, sample -> sample + 1).limit(101).toArray();
    for (int i = 0; i < replaced.length; i++) {
      samples[replaced[i] < 0 ? i : 100 - i] = replaced[i];
    }
    return samples;
  }

  @Test
  void nothingIsOutsideTheFencesOfEvenSamples() {
    assertEquals(new Outliers(0, 0, 0, 0), Outliers.of(samples()));
  }

  @Test
  void aSampleOnAFenceIsInside() {
    assertEquals(new Outliers(0, 0, 0, 0), Outliers.of(samples(-50, 150)));
    assertEquals(new Outliers(0, 1, 1, 0), Outliers.of(samples(-125, 225)));
  }

  @Test
  void outliersAreCountedByTheirSideAndTheirDistance() {
    Outliers outliers = Outliers.of(samples(-126, 226, -51, 151, 152));
    assertEquals(new Outliers(1, 1, 2, 1), outliers);
    assertEquals(5, outliers.count());
  }

  @Test
  void whatDiffersFromEqualSamplesIsSevere() {
    assertEquals(new Outliers(0, 0, 0, 1), Outliers.of(new double[] {1, 1, 1, 1, 1, 2}));
  }

  @Test
  void oneSampleIsNone() {
    assertEquals(0, Outliers.of(new double[] {7}).count());
    assertThrows(IllegalArgumentException.class, () -> Outliers.of(new double[0]));
  }
}

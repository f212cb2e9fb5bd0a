// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.statistics;

import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * How many samples lie outside Tukey's fences. They are reported and never removed: a pause of the
 * collector is part of what a user will see.
 *
 * <p>The inner fences are 1.5, and the outer ones 3, times the distance between the quartiles away
 * from them, as in <a
 * href="https://bheisler.github.io/criterion.rs/book/analysis.html">Criterion.rs</a>.
 *
 * @param lowSevere below the lower outer fence
 * @param lowMild between the lower fences
 * @param highMild between the upper fences
 * @param highSevere above the upper outer fence
 */
public record Outliers(int lowSevere, int lowMild, int highMild, int highSevere) {
  private static final double INNER = 1.5;
  private static final double OUTER = 3;

  /**
   * Counts those among samples.
   *
   * @throws IllegalArgumentException if there are no samples
   */
  public static Outliers of(double[] samples) {
    if (samples.length == 0) {
      throw new IllegalArgumentException("no samples");
    }
    // Between neighbours, the quartile is interpolated.
    Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
    percentile.setData(samples);
    double first = percentile.evaluate(25);
    double third = percentile.evaluate(75);
    double range = third - first;
    int lowSevere = below(samples, first - OUTER * range);
    int highSevere = above(samples, third + OUTER * range);
    return new Outliers(
        lowSevere,
        below(samples, first - INNER * range) - lowSevere,
        above(samples, third + INNER * range) - highSevere,
        highSevere);
  }

  private static int below(double[] samples, double fence) {
    return (int) Arrays.stream(samples).filter(sample -> sample < fence).count();
  }

  private static int above(double[] samples, double fence) {
    return (int) Arrays.stream(samples).filter(sample -> sample > fence).count();
  }

  /** Returns how many there are in all. */
  public int count() {
    return lowSevere + lowMild + highMild + highSevere;
  }
}

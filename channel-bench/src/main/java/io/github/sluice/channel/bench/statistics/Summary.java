// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.statistics;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * What is to be known about the samples of one figure, of all rounds together.
 *
 * @param mean of the samples
 * @param median of the samples
 * @param medianDeviation the median of the samples' distances from the median (MAD), not scaled
 * @param standardDeviation of the samples; 0 if there is one
 * @param samples how many there are
 */
public record Summary(
    double mean,
    double median,
    double medianDeviation,
    double standardDeviation,
    int samples,
    Outliers outliers) {

  /**
   * Sums up samples, given by round and iteration.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Summary of(double[][] samples) {
    double[] all = Arrays.stream(samples).flatMapToDouble(Arrays::stream).toArray();
    double median = new Median().evaluate(all);
    double[] distances = Arrays.stream(all).map(sample -> Math.abs(sample - median)).toArray();
    return new Summary(
        StatUtils.mean(all),
        median,
        new Median().evaluate(distances),
        Math.sqrt(StatUtils.variance(all)),
        all.length,
        Outliers.of(all));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.statistics;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * The samples of one process by <a
 * href="https://bheisler.github.io/criterion.rs/book/analysis.html">Criterion.rs's linear
 * sampling</a>: sample i, counted from 1, has i * step operations. What a sample costs but no
 * operation does, such as looking at the clock, is the same in all and does not change the slope of
 * the line through the origin much: long samples weigh most.
 *
 * @param step how many operations more each sample has than the last
 * @param times of whole samples, in the unit of the workload
 */
public record LinearSamples(long step, double[] times) {
  private static final int RESAMPLES = 2000;
  private static final long SEED = 20_250_101;

  /** Returns how many samples of how many more operations each fill a time, as Criterion does. */
  public static long step(int samples, double timeOfAll, double timeOfOne) {
    double operations = samples * (samples + 1) / 2.0;
    return Math.max(1, (long) Math.ceil(timeOfAll / timeOfOne / operations));
  }

  /** Returns the time of an operation: the slope of the line through the origin, least squares. */
  public double slope() {
    return slope(IntStream.range(0, times.length).toArray());
  }

  private double slope(int[] chosen) {
    double products = 0;
    double squares = 0;
    for (int i : chosen) {
      double operations = operations(i);
      products += operations * times[i];
      squares += operations * operations;
    }
    return products / squares;
  }

  /** Returns the slope with its 95 % interval, by resampling the samples, as Criterion does. */
  public Bootstrap.Estimate slopeInterval() {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] slopes = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      slopes[i] = slope(random.ints(times.length, 0, times.length).toArray());
    }
    Percentile percentile = new Percentile();
    percentile.setData(slopes);
    return new Bootstrap.Estimate(slope(), percentile.evaluate(2.5), percentile.evaluate(97.5));
  }

  /**
   * Returns how much of the samples' variance the line explains: 1 if all are on it. The published
   * experiment rejected samples by this figure.
   */
  public double rSquared() {
    double slope = slope();
    double mean = StatUtils.mean(times);
    double residuals = 0;
    double total = 0;
    for (int i = 0; i < times.length; i++) {
      residuals += square(times[i] - slope * operations(i));
      total += square(times[i] - mean);
    }
    return 1 - residuals / total;
  }

  private double operations(int index) {
    return (double) step * (index + 1);
  }

  private static double square(double value) {
    return value * value;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * 95 % intervals by resampling: first the rounds, then the iterations within each, because two
 * iterations of one JVM resemble each other more than two of different JVMs do.
 *
 * <p>The ends are the percentiles of the resampled statistic that Hesterberg's expanded percentile
 * interval takes: further out the fewer rounds there are, as Student's t is, since the plain ones
 * are too close with less than dozens. <a href="https://doi.org/10.1080/00031305.2015.1089789">What
 * Teachers Should Know about the Bootstrap</a>.
 */
public final class Bootstrap {
  private static final int RESAMPLES = 2000;
  private static final long SEED = 20_250_101;
  private static final double TAIL = 0.025;

  /**
   * A figure and the interval that contains it.
   *
   * @param value the figure
   * @param low the lower end; the figure itself if there is one sample
   * @param high the upper end
   */
  public record Estimate(double value, double low, double high) {}

  private Bootstrap() {}

  /** Estimates the mean of samples, given by round and iteration. */
  public static Estimate mean(double[][] samples) {
    double[][] ones = new double[samples.length][];
    Arrays.fill(ones, new double[] {1});
    return ratio(samples, ones);
  }

  /**
   * Estimates the ratio of two means. Both are resampled by the same rounds, so what made a whole
   * round slow or fast does not widen the interval.
   *
   * @throws IllegalArgumentException if there are no rounds, or not as many above as below
   */
  public static Estimate ratio(double[][] above, double[][] below) {
    if (above.length == 0 || above.length != below.length) {
      throw new IllegalArgumentException(above.length + " rounds over " + below.length);
    }
    SplittableRandom random = new SplittableRandom(SEED);
    double[] ratios = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      ratios[i] = resampledRatio(above, below, random);
    }
    Arrays.sort(ratios);
    int units = above.length > 1 ? above.length : Math.max(above[0].length, below[0].length);
    int skipped = units > 1 ? (int) (tail(units) * RESAMPLES) : 0;
    double value = sumOfMeans(above) / sumOfMeans(below);
    // Expanded or not, an interval contains what it is about.
    double low = Math.min(value, ratios[skipped]);
    double high = Math.max(value, ratios[RESAMPLES - 1 - skipped]);
    return new Estimate(value, low, high);
  }

  /** The part of the distribution to leave out at each end, for so many independent samples. */
  private static double tail(int units) {
    double t = new TDistribution(units - 1).inverseCumulativeProbability(TAIL);
    double widened = t * Math.sqrt(units / (units - 1.0));
    return new NormalDistribution().cumulativeProbability(widened);
  }

  private static double resampledRatio(
      double[][] above, double[][] below, SplittableRandom random) {
    double sumAbove = 0;
    double sumBelow = 0;
    for (int i = 0; i < above.length; i++) {
      int round = random.nextInt(above.length);
      sumAbove += resampledMean(above[round], random);
      sumBelow += resampledMean(below[round], random);
    }
    return sumAbove / sumBelow;
  }

  private static double resampledMean(double[] samples, SplittableRandom random) {
    double sum = 0;
    for (int i = 0; i < samples.length; i++) {
      sum += samples[random.nextInt(samples.length)];
    }
    return sum / samples.length;
  }

  private static double sumOfMeans(double[][] samples) {
    return Arrays.stream(samples)
        .mapToDouble(row -> Arrays.stream(row).average().orElseThrow())
        .sum();
  }
}

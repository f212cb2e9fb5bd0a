// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * 95 % intervals of means of positive samples, and of their ratios between two runs, by resampling.
 * What a single run prints are {@link Runs}.
 *
 * <p>What is resampled are the rounds, each with all of its iterations, because two iterations of
 * one JVM resemble each other more than two of different JVMs do. To resample the iterations again
 * within each round would count their noise twice (Davison and Hinkley, Bootstrap Methods and their
 * Application, 3.8). The iterations of the only round are resampled themselves.
 *
 * <p>The resamples give the standard error of the logarithm, and Student's t how many of those to
 * go to either side. With a handful of rounds, there are too few different resamples for their
 * percentiles to mean anything. <a href="https://doi.org/10.1080/00031305.2015.1089789">Hesterberg,
 * What Teachers Should Know about the Bootstrap</a>: "t with bootstrap standard error".
 */
public final class Bootstrap {
  private static final int RESAMPLES = 2000;
  private static final long SEED = 20_250_101;
  private static final double UPPER = 0.975;

  /**
   * A figure and the interval that contains it.
   *
   * @param value the figure
   * @param low the lower end; the figure itself if there is one sample
   * @param high the upper end
   */
  public record Estimate(double value, double low, double high) {}

  /**
   * How far the logarithm of a figure may be off.
   *
   * @param variance the square of its standard error
   * @param freedom how many degrees of freedom that was found with
   */
  private record Uncertainty(double variance, double freedom) {
    /**
     * That of a ratio of independent figures, with the freedom that Welch and Satterthwaite give.
     */
    Uncertainty plus(Uncertainty other) {
      double sum = variance + other.variance;
      double freedoms =
          variance * variance / freedom + other.variance * other.variance / other.freedom;
      return new Uncertainty(sum, sum * sum / freedoms);
    }

    Estimate around(double value) {
      if (variance == 0) {
        return new Estimate(value, value, value);
      }
      double t = new TDistribution(freedom).inverseCumulativeProbability(UPPER);
      double factor = Math.exp(t * Math.sqrt(variance));
      return new Estimate(value, value / factor, value * factor);
    }
  }

  private Bootstrap() {}

  /**
   * Estimates the mean of samples, given by round and iteration.
   *
   * @throws IllegalArgumentException if there are no rounds
   */
  public static Estimate mean(double[][] samples) {
    double[] independent = independent(samples);
    return uncertainty(independent).around(StatUtils.mean(independent));
  }

  /**
   * Estimates the ratio of two means of different runs, whose rounds have nothing in common.
   *
   * @throws IllegalArgumentException if one has no rounds
   */
  public static Estimate ratioOfRuns(double[][] above, double[][] below) {
    double[] over = independent(above);
    double[] under = independent(below);
    return uncertainty(over)
        .plus(uncertainty(under))
        .around(StatUtils.mean(over) / StatUtils.mean(under));
  }

  /** Returns what is independent: the means of the rounds, or the samples of the only one. */
  static double[] independent(double[][] samples) {
    if (samples.length == 0) {
      throw new IllegalArgumentException("no rounds");
    }
    return samples.length == 1
        ? samples[0]
        : Arrays.stream(samples).mapToDouble(StatUtils::mean).toArray();
  }

  private static Uncertainty uncertainty(double[] samples) {
    return uncertainty(samples.length, chosen -> mean(samples, chosen));
  }

  /** Resamples a figure of so many independent samples, from the indexes of those to take. */
  private static Uncertainty uncertainty(int samples, ToDoubleFunction<int[]> figure) {
    int[] chosen = new int[samples];
    Arrays.setAll(chosen, i -> i);
    double log = Math.log(figure.applyAsDouble(chosen));
    SplittableRandom random = new SplittableRandom(SEED);
    double squares = 0;
    for (int i = 0; i < RESAMPLES; i++) {
      Arrays.setAll(chosen, index -> random.nextInt(samples));
      double distance = Math.log(figure.applyAsDouble(chosen)) - log;
      squares += distance * distance;
    }
    // Resamples vary around the samples' mean less than that does around the truth.
    int freedom = Math.max(1, samples - 1);
    return new Uncertainty(squares / RESAMPLES * samples / freedom, freedom);
  }

  private static double mean(double[] samples, int[] chosen) {
    double sum = 0;
    for (int index : chosen) {
      sum += samples[index];
    }
    return sum / chosen.length;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.statistics;

import java.util.Random;

/** Samples, made up, whose true mean is known: 100. */
final class Synthetic {
  static final double MEAN = 100;

  private final Random random;
  private final boolean skewed;
  private final double between;
  private final double within;

  /**
   * Makes samples that vary by these parts of their mean.
   *
   * @param skewed lognormal, and not normal
   * @param between one round and another
   * @param within a round
   */
  Synthetic(long seed, boolean skewed, double between, double within) {
    random = new Random(seed);
    this.skewed = skewed;
    this.between = between;
    this.within = within;
  }

  /** Returns so many rounds of so many iterations, of this mean. */
  double[][] samples(int rounds, int iterations, double mean) {
    double[][] samples = new double[rounds][iterations];
    for (double[] round : samples) {
      // What is common to the only round cannot be known from it.
      double level = rounds == 1 ? mean : mean * factor(between);
      for (int i = 0; i < iterations; i++) {
        round[i] = level * factor(within);
      }
    }
    return samples;
  }

  /** Of mean 1. */
  private double factor(double deviation) {
    double normal = random.nextGaussian() * deviation;
    return skewed ? Math.exp(normal - deviation * deviation / 2) : 1 + normal;
  }
}

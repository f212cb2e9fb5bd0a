// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.statistics;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * The rule that ends a warm-up: the later half of the samples so far, in {@value #BLOCKS} blocks,
 * has a coefficient of variation of less than 2 %.
 *
 * <p>The threshold and the number of blocks are those of <a
 * href="https://doi.org/10.1145/1297027.1297033">Georges, Buytaert and Eeckhout, Statistically
 * Rigorous Java Performance Evaluation</a>, 3.2. Their window has a fixed number of iterations and
 * so takes a pause between two steps of the compiler for the end: <a
 * href="https://doi.org/10.1145/3133876">Barrett et al., Virtual Machine Warmup Blows Hot and
 * Cold</a>, and <a href="https://doi.org/10.1007/s10664-022-10247-x">Traini et al., Towards
 * effective assessment of steady state performance in Java software</a>, find steps after long
 * pauses. This window grows with the warm-up: after a step at some time the rule is not met before
 * about twice that time. The blocks grow too and average out what is noise from sample to sample.
 *
 * <p>A block is represented by its median, so that a sample in which the thread was preempted
 * neither ends nor prolongs a warm-up.
 */
public final class SteadyState {
  /** Fewer samples are too few to decide. */
  public static final int LEAST_SAMPLES = 20;

  static final int BLOCKS = 10;
  static final double MOST_VARIATION = 0.02;

  private SteadyState() {}

  /**
   * Returns whether the time stands still; the samples are in the order in which they were taken.
   */
  public static boolean isReached(double[] samples) {
    return samples.length >= LEAST_SAMPLES && variation(samples) < MOST_VARIATION;
  }

  /** Returns the coefficient of variation of the later half's blocks. */
  private static double variation(double[] samples) {
    int start = samples.length / 2;
    int window = samples.length - start;
    double[] blocks = new double[BLOCKS];
    for (int i = 0; i < BLOCKS; i++) {
      int from = start + i * window / BLOCKS;
      int to = start + (i + 1) * window / BLOCKS;
      blocks[i] = new Median().evaluate(Arrays.copyOfRange(samples, from, to));
    }
    return Math.sqrt(StatUtils.variance(blocks)) / StatUtils.mean(blocks);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.statistics;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * What a warm-up has come to. The rule looks at the later half of the samples so far, in {@value
 * #BLOCKS} blocks.
 *
 * <p>The threshold of 2 % and the number of blocks are those of <a
 * href="https://doi.org/10.1145/1297027.1297033">Georges, Buytaert and Eeckhout, Statistically
 * Rigorous Java Performance Evaluation</a>, 3.2. Their window has a fixed number of iterations and
 * so takes a pause between two steps of the compiler for the end: <a
 * href="https://doi.org/10.1145/3133876">Barrett et al., Virtual Machine Warmup Blows Hot and
 * Cold</a>, and <a href="https://doi.org/10.1007/s10664-022-10247-x">Traini et al., Towards
 * effective assessment of steady state performance in Java software</a>, find steps after long
 * pauses. This window grows with the warm-up: after a step at some time the rule is not met before
 * about twice that time. The blocks grow too and average out what is noise from sample to sample.
 *
 * <p>Some times never vary by less than 2 %, however long they are warmed up. For those the
 * question is whether the blocks have a trend, and the answer is Kendall's tau of the blocks over
 * time: <a href="https://doi.org/10.2307/1907187">Mann, Nonparametric Tests Against Trend</a>. It
 * is of ranks, so the blocks' own scatter is its scale, and it answers to a step as it does to a
 * drift. To end a warm-up, a test of significance would be the wrong way round: the fewer the
 * samples, the less is significant. So noise is believed only if tau is smaller than noise alone
 * has it in every second case, and was when a quarter of the warm-up was missing. The test wants
 * independent samples, and those of a warm-up resemble their neighbours; longer blocks are the
 * remedy for that, too (<a href="https://doi.org/10.5194/amt-13-6945-2020">Collaud Coen et
 * al.</a>).
 *
 * <p>A block is represented by its median, so that a sample in which the thread was preempted
 * neither ends nor prolongs a warm-up.
 */
public enum SteadyState {
  /** The blocks vary by less than 2 %. */
  STEADY,

  /** They vary by more, and have no trend. */
  NOISY,

  /** They have a trend, or vary by a quarter, so that none could be seen, or are too few. */
  UNSTEADY;

  /** Fewer samples are too few to decide. */
  public static final int LEAST_SAMPLES = 20;

  static final int BLOCKS = 10;
  private static final double MOST_VARIATION = 0.02;
  private static final double MOST_NOISE = 0.25;

  /** Of the 45 pairs of blocks: how many more are in one order than in the other. */
  private static final int LITTLE_TREND = 7;

  /** The same, significant at 1 %. */
  private static final int SIGNIFICANT_TREND = 29;

  /**
   * Judges a warm-up that is ended when it is steady or noisy, and so is judged again and again.
   *
   * @param samples in the order in which they were taken
   */
  public static SteadyState soFar(double[] samples) {
    SteadyState state = judge(samples, LITTLE_TREND);
    return state == NOISY
            && judge(Arrays.copyOf(samples, samples.length * 3 / 4), LITTLE_TREND) == UNSTEADY
        ? UNSTEADY
        : state;
  }

  /** Judges samples whose number was given before, once: a trend is one that is significant. */
  public static SteadyState ofAll(double[] samples) {
    return judge(samples, SIGNIFICANT_TREND - 1);
  }

  private static SteadyState judge(double[] samples, int mostTrend) {
    if (samples.length < LEAST_SAMPLES) {
      return UNSTEADY;
    }
    double[] blocks = blocks(samples);
    double variation = Math.sqrt(StatUtils.variance(blocks)) / StatUtils.mean(blocks);
    if (variation < MOST_VARIATION) {
      return STEADY;
    }
    return variation < MOST_NOISE && Math.abs(trend(blocks)) <= mostTrend ? NOISY : UNSTEADY;
  }

  /** Returns the medians of the later half's blocks. */
  private static double[] blocks(double[] samples) {
    int start = samples.length / 2;
    int window = samples.length - start;
    double[] blocks = new double[BLOCKS];
    for (int i = 0; i < BLOCKS; i++) {
      int from = start + i * window / BLOCKS;
      int to = start + (i + 1) * window / BLOCKS;
      blocks[i] = new Median().evaluate(Arrays.copyOfRange(samples, from, to));
    }
    return blocks;
  }

  /** Returns how many more pairs rise than fall: Kendall's tau times the number of pairs. */
  private static int trend(double[] blocks) {
    int trend = 0;
    for (int i = 0; i < BLOCKS; i++) {
      for (int j = i + 1; j < BLOCKS; j++) {
        trend += (int) Math.signum(blocks[j] - blocks[i]);
      }
    }
    return trend;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.statistics;

import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.inference.TTest;

/**
 * A figure of one run beside the same figure of an earlier run.
 *
 * <p>The verdict is found as <a
 * href="https://bheisler.github.io/criterion.rs/book/analysis.html">Criterion.rs</a> finds it: the
 * change must be significant, and its whole interval beyond the noise. The p-value is that of
 * Welch's t-test over the means of the rounds. The rounds are what is independent: over the
 * samples, a JVM that happened to compile worse would count once for each of its iterations, and
 * runs of the same program would differ "significantly". If a run has one round, there is nothing
 * but its samples; then what differs from JVM to JVM is not seen, and passes for a change.
 *
 * @param before the mean of the earlier run
 * @param after the mean of the later one
 * @param change relative to before: 0.1 is a tenth more
 * @param p how probable a difference at least as great is if nothing has changed; NaN if a run has
 *     one sample, or none differs from another
 */
public record Comparison(
    Bootstrap.Estimate before,
    Bootstrap.Estimate after,
    Bootstrap.Estimate change,
    double p,
    Verdict verdict) {

  /** Less probable by chance than this is significant. */
  public static final double SIGNIFICANCE = 0.05;

  /**
   * Compares samples, given by round and iteration. The two need not have as many of either.
   *
   * @param noise changes up to this part of the figure do not matter
   * @throws IllegalArgumentException if there are none of one
   */
  public static Comparison of(double[][] before, double[][] after, double noise) {
    Bootstrap.Estimate ratio = Bootstrap.ratioOfRuns(after, before);
    Bootstrap.Estimate change =
        new Bootstrap.Estimate(ratio.value() - 1, ratio.low() - 1, ratio.high() - 1);
    double p = p(Bootstrap.independent(before), Bootstrap.independent(after));
    return new Comparison(
        Bootstrap.mean(before), Bootstrap.mean(after), change, p, verdict(change, p, noise));
  }

  private static Verdict verdict(Bootstrap.Estimate change, double p, double noise) {
    if (!(p < SIGNIFICANCE)) {
      return Verdict.NO_CHANGE;
    }
    if (change.high() < -noise) {
      return Verdict.IMPROVED;
    }
    return change.low() > noise ? Verdict.REGRESSED : Verdict.WITHIN_NOISE;
  }

  private static double p(double[] before, double[] after) {
    boolean varies =
        before.length > 1
            && after.length > 1
            && StatUtils.variance(before) + StatUtils.variance(after) > 0;
    return varies ? new TTest().tTest(before, after) : Double.NaN;
  }
}

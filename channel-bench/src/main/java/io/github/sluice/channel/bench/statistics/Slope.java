// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.statistics;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * A time that grows with a number: what it is at zero, and how much each one adds. The line is that
 * of least squares through what is independent, the rounds' means or the samples of the only round,
 * and its 95 % intervals are those of Student's t.
 */
public final class Slope {
  private static final double UPPER = 0.975;

  private final SimpleRegression line = new SimpleRegression();

  /** Adds what was measured at a number, by round and iteration. */
  public void add(double number, double[][] samples) {
    for (double sample : Bootstrap.independent(samples)) {
      line.addData(number, sample);
    }
  }

  /**
   * Returns whether there are enough different numbers, and samples, for a line and its intervals.
   */
  public boolean isKnown() {
    return line.getN() > 2 && !Double.isNaN(line.getSlope());
  }

  /** Returns what each one adds. */
  public Bootstrap.Estimate slope() {
    return around(line.getSlope(), line.getSlopeStdErr());
  }

  /** Returns what it is at zero. */
  public Bootstrap.Estimate intercept() {
    return around(line.getIntercept(), line.getInterceptStdErr());
  }

  private Bootstrap.Estimate around(double value, double standardError) {
    double t = new TDistribution(line.getN() - 2).inverseCumulativeProbability(UPPER);
    return new Bootstrap.Estimate(value, value - t * standardError, value + t * standardError);
  }
}

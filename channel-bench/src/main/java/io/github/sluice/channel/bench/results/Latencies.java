// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.results;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long single operations took, in nanoseconds.
 *
 * @param count how many there were
 * @param p50 half of them took no longer
 * @param p90 90 % took no longer
 * @param p99 99 % took no longer
 * @param p999 99.9 % took no longer
 * @param p9999 99.99 % took no longer
 * @param max the longest
 * @param kept the share of the intended rate that was kept, at most 1; null if there was no rate
 */
public record Latencies(
    long count, long p50, long p90, long p99, long p999, long p9999, long max, Double kept) {
  private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final int DIGITS = 3;

  /** Below that a rate counts as not kept: the end of a run may be late by a few milliseconds. */
  private static final double KEPT = 0.99;

  /** Returns what latencies are recorded to: with an error of at most 0.1 %, up to an hour. */
  public static Histogram newHistogram() {
    return new Histogram(LONGEST_NANOS, DIGITS);
  }

  /** Describes a distribution. */
  public static Latencies of(Histogram histogram, Double kept) {
    return new Latencies(
        histogram.getTotalCount(),
        histogram.getValueAtPercentile(50),
        histogram.getValueAtPercentile(90),
        histogram.getValueAtPercentile(99),
        histogram.getValueAtPercentile(99.9),
        histogram.getValueAtPercentile(99.99),
        histogram.getMaxValue(),
        kept);
  }

  /** Returns whether messages were to be sent at a rate that was not kept. */
  public boolean missesRate() {
    return kept != null && kept < KEPT;
  }
}

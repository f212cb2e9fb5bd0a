// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.results;

import java.util.List;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/**
 * How long single operations took, in nanoseconds.
 *
 * @param count how many there were
 * @param p50 half of them took no longer
 * @param p90 90 % took no longer
 * @param p99 99 % took no longer
 * @param p999 99.9 % took no longer
 * @param max the longest
 */
public record Latencies(long count, long p50, long p90, long p99, long p999, long max) {
  /** Describes a distribution. */
  public static Latencies of(Histogram histogram) {
    return new Latencies(
        histogram.getTotalCount(),
        histogram.getValueAtPercentile(50),
        histogram.getValueAtPercentile(90),
        histogram.getValueAtPercentile(99),
        histogram.getValueAtPercentile(99.9),
        histogram.getMaxValue());
  }

  /**
   * Puts rounds together of which only this is known: each percentile is the median of the rounds'
   * (of an even number of rounds the upper one), the longest is the longest of all.
   *
   * @param rounds at least one
   */
  public static Latencies ofRounds(List<Latencies> rounds) {
    return new Latencies(
        rounds.stream().mapToLong(Latencies::count).sum(),
        median(rounds, Latencies::p50),
        median(rounds, Latencies::p90),
        median(rounds, Latencies::p99),
        median(rounds, Latencies::p999),
        rounds.stream().mapToLong(Latencies::max).max().orElseThrow());
  }

  private static long median(List<Latencies> rounds, ToLongFunction<Latencies> percentile) {
    return rounds.stream()
        .mapToLong(percentile)
        .sorted()
        .skip(rounds.size() / 2)
        .findFirst()
        .orElseThrow();
  }
}

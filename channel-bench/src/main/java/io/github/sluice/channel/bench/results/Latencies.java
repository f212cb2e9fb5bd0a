// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.results;

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
public record Latencies(long count, long p50, long p90, long p99, long p999, long max) {}

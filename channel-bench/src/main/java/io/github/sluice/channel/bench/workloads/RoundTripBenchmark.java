// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;

/**
 * Two threads, or tasks, that have nothing else to do but to wait for each other's answer:
 *
 * <pre>
 *           ┌──▶ channel of capacity 1 ──▶┐
 *   caller ─┤                             ├─ echo
 *           └◀── channel of capacity 1 ◀──┘
 * </pre>
 *
 * <p>The score is the time of all round trips, in nanoseconds, and in the tables is divided by
 * their number.
 */
public class RoundTripBenchmark extends ChannelBenchmark {
  public static final int ROUND_TRIPS = 10_000;

  /**
   * How many are made. On a loaded machine one may take as long as the time slices of others, so
   * there are fewer.
   */
  static int roundTrips(Conditions conditions) {
    return conditions == Conditions.LOADED ? ROUND_TRIPS / 50 : ROUND_TRIPS;
  }

  @Override
  Repeated repeated() {
    return this::roundTrips;
  }

  /**
   * Makes all round trips.
   *
   * @return how many came back as they were sent
   * @throws InterruptedException if JMH gives up
   */
  @Benchmark
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public long roundTrips() throws InterruptedException {
    int times = roundTrips(conditions);
    long good =
        isBetweenTasks()
            ? Workers.await(tasks().roundTrips(executor(), times))
            : RoundTrips.betweenThreads(contender(), kind(), times, RoundTrips::untimed);
    return RoundTrips.requireAll(good, times);
  }
}

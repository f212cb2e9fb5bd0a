// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Param;

/**
 * Round trips to a thread that waits for any of many channels, of which one at a time has a
 * message, and each of them as often:
 *
 * <pre>
 *           ┌──▶ channel 1 ──┐
 *   caller ─┼──▶    ...      ├──▶ echo, which selects
 *      ▲    └──▶ channel N ──┘     │
 *      └◀── channel of capacity 1 ◀┘
 * </pre>
 *
 * <p>The score is the time of all round trips, in nanoseconds, and in the tables is divided by
 * their number.
 */
public class WakeBenchmark extends ChannelBenchmark {
  /** How many channels are watched. */
  @Param({"10", "1000"})
  public int size;

  @Override
  Repeated repeated() {
    return this::wakes;
  }

  /**
   * Makes all round trips.
   *
   * @return how many came back as they were sent
   * @throws InterruptedException if JMH gives up
   */
  @Benchmark
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public long wakes() throws InterruptedException {
    int times = RoundTripBenchmark.ROUND_TRIPS;
    long good =
        RoundTrips.betweenThreads(
            contender().selectPipe(1, size, 1),
            contender().pipe(1),
            kind(),
            times,
            RoundTrips::untimed);
    return RoundTrips.requireAll(good, times);
  }
}

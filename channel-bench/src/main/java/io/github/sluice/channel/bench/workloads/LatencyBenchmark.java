// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import io.github.sluice.channel.bench.contenders.Pipe;
import io.github.sluice.channel.bench.results.Latencies;
import java.io.IOException;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The round trip, each of which the caller times:
 *
 * <pre>
 *              ┌──▶ channel of capacity 1 ──▶┐
 *   caller ⏱ ─┤                             ├─ echo
 *              └◀── channel of capacity 1 ◀──┘
 * </pre>
 *
 * <p>The score is as for the round trip, with the time for looking at the clock twice; what counts
 * is the distribution, which is written to a file when the JVM has measured. The caller never calls
 * before it has the answer, so no round trip waits for another.
 */
public class LatencyBenchmark extends ChannelBenchmark {
  public static final int ROUND_TRIPS = RoundTripBenchmark.ROUND_TRIPS;

  /*
   * Written by the caller alone: by one thread or task at a time, of which the next is started
   * after the last has ended, and read by JMH's thread in between.
   */
  private final Histogram histogram = Latencies.newHistogram();

  /** Forgets the warm-up, which is in the set-up of the superclass and so before this. */
  @Setup
  public void forgetWarmUp() {
    histogram.reset();
  }

  /** Writes the distribution, if that was asked for. */
  @TearDown
  public void write() throws IOException {
    LatencyFile.write(List.of(histogram));
  }

  @Override
  Repeated repeated() {
    return this::timedRoundTrips;
  }

  /**
   * Makes all round trips.
   *
   * @return how many came back as they were sent
   * @throws InterruptedException if JMH gives up
   */
  @Benchmark
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public long timedRoundTrips() throws InterruptedException {
    long good =
        isBetweenTasks()
            ? Workers.await(
                tasks().timedRoundTrips(executor(), ROUND_TRIPS, histogram::recordValue))
            : RoundTrips.betweenThreads(contender(), kind(), ROUND_TRIPS, this::timed);
    return RoundTrips.requireAll(good, ROUND_TRIPS);
  }

  private long timed(Pipe.Inlet there, Pipe back, int times) throws InterruptedException {
    Histogram histogram = this.histogram;
    long good = 0;
    for (int i = 0; i < times; i++) {
      Integer message = RoundTrips.message(i);
      long start = System.nanoTime();
      there.send(message);
      Object answer = back.receive();
      histogram.recordValue(System.nanoTime() - start);
      good += answer == message ? 1 : 0;
    }
    return good;
  }
}

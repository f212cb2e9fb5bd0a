// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.contenders.Pipe;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

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
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RoundTripBenchmark {
  public static final int ROUND_TRIPS = 20_000;

  /** A {@link Contender}'s label. */
  @Param("blocking")
  public String contender;

  /** A {@link ThreadKind}'s label. */
  @Param("platform")
  public String threads;

  private Workers workers;

  /** Starts the worker threads, if the workload is between tasks. */
  @Setup
  public void open() {
    workers = new Workers(ThreadKind.of(threads));
  }

  /** Ends them. */
  @TearDown
  public void close() {
    workers.close();
  }

  /**
   * Makes all round trips.
   *
   * @return how many came back as they were sent
   * @throws InterruptedException if JMH gives up
   */
  @Benchmark
  public long roundTrips() throws InterruptedException {
    long good =
        workers.executor() == null
            ? betweenThreads()
            : Workers.await(
                Contender.of(contender).tasks().roundTrips(workers.executor(), ROUND_TRIPS));
    if (good != ROUND_TRIPS) {
      throw new IllegalStateException(good + " right answers");
    }
    return good;
  }

  private long betweenThreads() throws InterruptedException {
    Pipe there = Contender.of(contender).pipe(1);
    Pipe back = Contender.of(contender).pipe(1);
    ThreadKind kind = ThreadKind.of(threads);
    long[] good = {0};
    Thread echo = kind.start(() -> echo(there, back.inlet()));
    Thread caller = kind.start(() -> good[0] = call(there.inlet(), back));
    caller.join();
    echo.join();
    return good[0];
  }

  private static void echo(Pipe there, Pipe.Inlet back) {
    try {
      for (int i = 0; i < ROUND_TRIPS; i++) {
        back.send(there.receive());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long call(Pipe.Inlet there, Pipe back) {
    Integer[] messages = {1, 2, 3, 4};
    long good = 0;
    try {
      for (int i = 0; i < ROUND_TRIPS; i++) {
        Integer message = messages[i & 3];
        there.send(message);
        good += back.receive() == message ? 1 : 0;
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return good;
  }
}

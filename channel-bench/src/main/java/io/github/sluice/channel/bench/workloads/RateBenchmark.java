// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import io.github.sluice.channel.bench.contenders.Pipe;
import io.github.sluice.channel.bench.results.Latencies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One thread sends at a fixed rate, and one receiver times every message from its intended start:
 *
 * <pre>
 *   sender, every 1/rate seconds ──▶ channel of capacity 1000 ──▶ receiver ⏱
 * </pre>
 *
 * <p>What counts is the distribution of the latencies, see {@link Pacing}; each iteration's is
 * written to a file when the JVM has measured. The score is the time of all sends and receives: the
 * rate was kept if the score is no longer than the messages were to take.
 *
 * <p>The sender is the thread of JMH, a platform thread in every cell; the receiver is a thread or
 * a task of the kind that is measured. A sender that were a task would keep its worker from all
 * other tasks, because it spins: below a millisecond a sleep ends too late by more than what is
 * measured. So the sender takes a whole processor. On a machine with two the receiver has the other
 * one, and shares it with the collector, the compiler and all other programs: what these take is a
 * part of the latencies.
 */
public class RateBenchmark extends ChannelBenchmark {
  /** Of the channel. */
  public static final int CAPACITY = 1000;

  /** The slowest rate: the sender never spins longer than a millisecond. */
  public static final int MIN_RATE = 1000;

  /** The fastest: above it, reading the clock would be most of what is measured. */
  public static final int MAX_RATE = 1_000_000;

  /** How long the messages of an operation are sent. */
  public static final int MILLIS = 500;

  /** How long the warm-up is: the rule for its end looks at the time, which the rate fixes. */
  public static final int WARM_UP_MILLIS = 2000;

  /** Longer than a receiver takes to start, and to begin to wait. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** Messages a second. */
  @Param({"1000", "10000", "100000", "1000000"})
  public int rate;

  /** Of this iteration; recorded to by the receiver, of which there is one at a time. */
  private final Histogram latencies = Latencies.newHistogram();

  private final List<Histogram> iterations = new ArrayList<>();

  private Pacing pacing;
  private Pipe.Inlet inlet;

  /** The channel, if a thread receives. */
  private Pipe pipe;

  /** Returns how many messages an operation sends. */
  static int messages(int rate) {
    return (int) ((long) rate * MILLIS / 1000);
  }

  @Override
  Repeated repeated() {
    return new Repeated() {
      @Override
      public void before() {
        startReceiver();
      }

      @Override
      public long run() throws InterruptedException {
        return paced();
      }
    };
  }

  /** Forgets the warm-up, which is in the set-up of the superclass and so before this. */
  @Setup
  public void forgetWarmUp() {
    latencies.reset();
  }

  /** Opens a channel and lets the receiver begin to wait. */
  @Setup(Level.Invocation)
  public void startReceiver() {
    pacing = new Pacing(rate, messages(rate), latencies, System::nanoTime);
    pipe = isBetweenTasks() ? null : contender().pipe(CAPACITY);
    inlet =
        isBetweenTasks()
            ? tasks().receive(executor(), CAPACITY, pacing::receive)
            : receivedByThread(pacing, pipe, kind());
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  /**
   * Sends all messages at the rate.
   *
   * @return how many were received
   * @throws InterruptedException if JMH gives up
   */
  @Benchmark
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public long paced() throws InterruptedException {
    long received = pacing.send(inlet);
    if (pipe != null) {
      pipe.close();
    }
    return received;
  }

  static Pipe.Inlet receivedByThread(Pacing pacing, Pipe pipe, ThreadKind kind) {
    kind.start(() -> receive(pacing, pipe));
    return pipe.inlet();
  }

  private static void receive(Pacing pacing, Pipe pipe) {
    try {
      while (pacing.receive(pipe.receive())) {}
    } catch (InterruptedException | RuntimeException e) {
      pacing.fail(e);
    }
  }

  /** Keeps the distribution of an iteration. */
  @TearDown(Level.Iteration)
  public void endIteration() {
    iterations.add(latencies.copy());
    latencies.reset();
  }

  /** Writes the distributions, if that was asked for. */
  @TearDown
  public void write() throws IOException {
    LatencyFile.write(iterations);
  }
}

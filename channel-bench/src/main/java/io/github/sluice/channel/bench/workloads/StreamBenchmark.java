// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.contenders.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
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
 * Producers send as fast as they can, and one receiver takes everything:
 *
 * <pre>
 *   producer 1 ──┐
 *      ...       ├──▶ channel ──▶ receiver
 *   producer P ──┘
 * </pre>
 *
 * <p>Channel and threads, or tasks, are new each time; the score is the time from the start of the
 * first to the end of the last, in nanoseconds, and in the tables is divided by the number of
 * messages. A message is a shared reference that says which producer sent it, and the receiver
 * counts: a message too few never ends, one too many is an error.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StreamBenchmark {
  /** A {@link Contender}'s label. */
  @Param("blocking")
  public String contender;

  /** How many messages the channel holds. */
  @Param("1000")
  public int capacity;

  /** How many threads, or tasks, send. */
  @Param({"1", "4", "16"})
  public int producers;

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

  /** Enough for some tens of milliseconds; the same number from each producer. */
  public static int messages(int capacity, int producers) {
    int all = capacity < 10 ? 50_000 : 1_000_000;
    return all / producers * producers;
  }

  /**
   * Sends and receives everything.
   *
   * @return a checksum over all messages received
   * @throws InterruptedException if JMH gives up
   */
  @Benchmark
  public long stream() throws InterruptedException {
    int each = messages(capacity, producers) / producers;
    long[] counts =
        workers.executor() == null ? betweenThreads(each) : betweenTasks(workers.executor(), each);
    long sum = 0;
    for (long count : counts) {
      if (count != each) {
        throw new IllegalStateException(count + " messages instead of " + each);
      }
      sum += count;
    }
    return sum;
  }

  private long[] betweenTasks(Executor executor, int each) throws InterruptedException {
    return Workers.await(
        Contender.of(contender).tasks().stream(executor, capacity, producers, each));
  }

  private long[] betweenThreads(int each) throws InterruptedException {
    Pipe pipe = Contender.of(contender).pipe(capacity);
    ThreadKind kind = ThreadKind.of(threads);
    List<Thread> started = new ArrayList<>();
    for (int i = 0; i < producers; i++) {
      Pipe.Inlet inlet = pipe.inlet();
      Integer message = i;
      started.add(kind.start(() -> produce(inlet, message, each)));
    }
    long[] counts = new long[producers];
    started.add(kind.start(() -> consume(pipe, counts, each)));
    for (Thread thread : started) {
      thread.join();
    }
    return counts;
  }

  private static void produce(Pipe.Inlet inlet, Integer message, int each) {
    try {
      for (int i = 0; i < each; i++) {
        inlet.send(message);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void consume(Pipe pipe, long[] counts, int each) {
    try {
      for (long left = (long) counts.length * each; left > 0; left--) {
        counts[(Integer) pipe.receive()]++;
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

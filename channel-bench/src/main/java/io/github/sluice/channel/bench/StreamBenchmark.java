// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Producers send as fast as they can, and one receiver takes everything:
 *
 * <pre>
 *   producer 1 ──┐
 *      ...       ├──▶ channel ──▶ receiver
 *   producer P ──┘
 * </pre>
 *
 * <p>Channel and threads are new each time; the score is the time from the start of the first to
 * the end of the last, in nanoseconds, and in the tables is divided by the number of messages. A
 * message is a shared reference that says which producer sent it, and the receiver counts: a
 * message too few never ends, one too many is an error.
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

  /** How many threads send. */
  @Param({"1", "4", "16"})
  public int producers;

  /** A {@link ThreadKind}, in lower case. */
  @Param("platform")
  public String threads;

  /** Enough for some tens of milliseconds; the same number from each producer. */
  static int messages(int capacity, int producers) {
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
    Pipe pipe = Contender.of(contender).pipe(capacity);
    ThreadKind kind = ThreadKind.valueOf(threads.toUpperCase(Locale.ROOT));
    int each = messages(capacity, producers) / producers;
    List<Thread> started = new ArrayList<>();
    for (int i = 0; i < producers; i++) {
      Pipe.Inlet inlet = pipe.inlet();
      Integer message = i;
      started.add(kind.start(() -> produce(inlet, message, each)));
    }
    long[] sums = new long[producers];
    started.add(kind.start(() -> consume(pipe, sums, each)));
    for (Thread thread : started) {
      thread.join();
    }
    long sum = 0;
    for (long one : sums) {
      if (one != each) {
        throw new IllegalStateException(one + " messages instead of " + each);
      }
      sum += one;
    }
    return sum;
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

  private static void consume(Pipe pipe, long[] sums, int each) {
    try {
      for (long left = (long) sums.length * each; left > 0; left--) {
        sums[(Integer) pipe.receive()]++;
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

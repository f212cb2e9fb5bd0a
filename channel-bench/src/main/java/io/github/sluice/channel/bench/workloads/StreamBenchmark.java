// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Param;

/**
 * Producers send as fast as they can, and one receiver takes everything:
 *
 * <pre>
 *   producer 1 ──┐
 *      ...       ├──▶ channel ──▶ receiver
 *   producer P ──┘
 * </pre>
 *
 * <p>The score is the time from the start of the first thread, or task, to the end of the last, in
 * nanoseconds, and in the tables is divided by the number of messages.
 */
public class StreamBenchmark extends ChannelBenchmark {
  /** How many messages the channel holds. */
  @Param("1000")
  public int capacity;

  /** How many threads, or tasks, send. */
  @Param({"1", "4", "16"})
  public int producers;

  /**
   * Enough for some tens of milliseconds; the same number from each producer, and at least one. On
   * a loaded machine a thread may wait for the end of another's time slice, so there are fewer.
   */
  static int messages(int capacity, int producers, Conditions conditions) {
    boolean isLoaded = conditions == Conditions.LOADED;
    int all = capacity < 10 ? (isLoaded ? 500 : 10_000) : (isLoaded ? 100_000 : 1_000_000);
    return Math.max(1, all / producers) * producers;
  }

  @Override
  Repeated repeated() {
    return this::stream;
  }

  /**
   * Sends and receives everything.
   *
   * @return how many messages were received
   * @throws InterruptedException if JMH gives up
   */
  @Benchmark
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public long stream() throws InterruptedException {
    int each = messages(capacity, producers, conditions) / producers;
    return start(this, capacity, producers, each).finish();
  }

  /** Begins a stream between the threads or tasks of some benchmark. */
  static RunningStream start(ChannelBenchmark in, int capacity, int producers, int each) {
    return in.isBetweenTasks()
        ? RunningStream.betweenTasks(
            in.tasks().stream(in.executor(), capacity, producers, each), each)
        : RunningStream.betweenThreads(
            in.contender().pipe(capacity), in.kind(), producers, each, RunningStream::oneByOne);
  }
}

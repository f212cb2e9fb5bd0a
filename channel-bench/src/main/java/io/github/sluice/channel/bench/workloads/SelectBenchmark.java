// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Param;

/**
 * Two producers send to several channels, each to its own half of them, and one receiver selects
 * from all:
 *
 * <pre>
 *   producer 1 ──┬──▶ channel 1 ──┐
 *                └──▶ channel 3 ──┤
 *                                 ├──▶ receiver
 *   producer 2 ──┬──▶ channel 2 ──┤
 *                └──▶ channel 4 ──┘
 * </pre>
 *
 * <p>The score is the time from the start of the first thread, or task, to the end of the last, in
 * nanoseconds, and in the tables is divided by the number of messages.
 */
public class SelectBenchmark extends ChannelBenchmark {
  public static final int PRODUCERS = 2;
  public static final int CAPACITY = 100;

  /** How many channels there are. */
  @Param({"2", "8"})
  public int size;

  /** As many as a stream of that capacity has. */
  static int messages() {
    return StreamBenchmark.messages(CAPACITY, PRODUCERS, Conditions.QUIET);
  }

  @Override
  Repeated repeated() {
    return this::select;
  }

  /**
   * Sends and receives everything.
   *
   * @return how many messages were received
   * @throws InterruptedException if JMH gives up
   */
  @Benchmark
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public long select() throws InterruptedException {
    int each = messages() / PRODUCERS;
    RunningStream running =
        isBetweenTasks()
            ? RunningStream.betweenTasks(
                contender().selectTasks(size, PRODUCERS).stream(
                    executor(), CAPACITY, PRODUCERS, each),
                each)
            : RunningStream.betweenThreads(
                contender().selectPipe(CAPACITY, size, PRODUCERS),
                kind(),
                PRODUCERS,
                each,
                RunningStream::oneByOne);
    return running.finish();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import io.github.sluice.channel.bench.contenders.Pipe;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Param;

/**
 * A stream whose receiver takes in one operation what is there, up to 128 messages:
 *
 * <pre>
 *   producer 1 ──┐
 *      ...       ├──▶ channel ══▶ receiver
 *   producer P ──┘
 * </pre>
 *
 * <p>The score is that of a stream.
 */
public class BatchBenchmark extends ChannelBenchmark {
  public static final int LIMIT = 128;

  /** How many messages the channel holds. */
  @Param("1000")
  public int capacity;

  /** How many threads, or tasks, send. */
  @Param({"1", "4", "16"})
  public int producers;

  @Override
  Repeated repeated() {
    return this::batches;
  }

  /**
   * Sends and receives as many messages as a stream has.
   *
   * @return how many messages were received
   * @throws InterruptedException if JMH gives up
   */
  @Benchmark
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public long batches() throws InterruptedException {
    int each = StreamBenchmark.messages(capacity, producers, Conditions.QUIET) / producers;
    RunningStream stream =
        isBetweenTasks()
            ? RunningStream.betweenTasks(
                tasks().batches(executor(), capacity, producers, each, LIMIT), each)
            : RunningStream.betweenThreads(
                contender().pipe(capacity), kind(), producers, each, BatchBenchmark::inBatches);
    return stream.finish();
  }

  private static void inBatches(Pipe pipe, long[] counts, long all) throws InterruptedException {
    List<Object> batch = new ArrayList<>(LIMIT);
    for (long left = all; left > 0; left -= batch.size()) {
      batch.clear();
      pipe.receiveMany(batch, LIMIT);
      for (Object message : batch) {
        counts[(Integer) message]++;
      }
    }
  }
}

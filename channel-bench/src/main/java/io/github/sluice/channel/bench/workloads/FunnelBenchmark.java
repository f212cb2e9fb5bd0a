// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Param;

/**
 * Several streams at once that know nothing of each other but share the processors, as in
 * tachyonix's benchmark of that name:
 *
 * <pre>
 *   sender 1 ───┐
 *      ...      ├──▶ channel 1 ──▶ receiver 1
 *   sender 13 ──┘
 *                      ...
 *   sender 1 ───┐
 *      ...      ├──▶ channel 4 ──▶ receiver 4
 *   sender 13 ──┘
 * </pre>
 *
 * <p>The score is the time from the start of the first thread, or task, to the end of the last, in
 * nanoseconds, and in the tables is divided by the number of messages in all funnels.
 */
public class FunnelBenchmark extends ChannelBenchmark {
  public static final int FUNNELS = 4;
  public static final int SENDERS = 13;

  /** How many messages each channel holds. */
  @Param("1000")
  public int capacity;

  /** As many as a stream of that capacity has, in all funnels together. */
  public static int messages(int capacity) {
    return StreamBenchmark.messages(capacity, FUNNELS * SENDERS, Conditions.QUIET);
  }

  @Override
  Repeated repeated() {
    return this::funnels;
  }

  /**
   * Sends and receives everything.
   *
   * @return how many messages were received
   * @throws InterruptedException if JMH gives up
   */
  @Benchmark
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public long funnels() throws InterruptedException {
    int each = messages(capacity) / (FUNNELS * SENDERS);
    List<RunningStream> funnels = new ArrayList<>();
    for (int i = 0; i < FUNNELS; i++) {
      funnels.add(StreamBenchmark.start(this, capacity, SENDERS, each));
    }
    long received = 0;
    for (RunningStream funnel : funnels) {
      received += funnel.finish();
    }
    return received;
  }
}

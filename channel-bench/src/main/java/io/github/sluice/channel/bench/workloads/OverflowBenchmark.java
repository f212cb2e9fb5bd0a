// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import io.github.sluice.channel.bench.contenders.LossyPipe;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;

/**
 * One thread sends as fast as it can, and a receiver that takes longer gets what is left: the
 * channel drops its oldest message whenever it is full.
 *
 * <pre>
 *   producer ──▶ channel ──▶ receiver, with some hundred nanoseconds of work for each message
 *                   └──▶ dropped
 * </pre>
 *
 * <p>The score is the time from the first send until the last message has been received, in
 * nanoseconds, and in the tables is divided by the number of messages sent.
 */
public class OverflowBenchmark extends ChannelBenchmark {
  public static final int CAPACITY = 100;

  static final int MESSAGES = 200_000;

  private static final Object MESSAGE = "message";
  private static final Object LAST = "last";

  @Override
  Repeated repeated() {
    return this::overflow;
  }

  /**
   * Sends everything.
   *
   * @return how many messages were received or dropped
   * @throws IllegalStateException if that is not all
   * @throws InterruptedException if JMH gives up
   */
  @Benchmark
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public long overflow() throws InterruptedException {
    Executor receiver = isBetweenTasks() ? executor() : kind()::start;
    LossyPipe pipe = contender().lossyPipe(CAPACITY, receiver);
    CompletableFuture<Long> all = pipe.receiveUntil(LAST);
    for (int i = 1; i < MESSAGES; i++) {
      pipe.send(MESSAGE);
    }
    pipe.send(LAST);
    long received = Workers.await(all);
    if (received + pipe.dropped() != MESSAGES) {
      throw new IllegalStateException(received + " received, " + pipe.dropped() + " dropped");
    }
    return MESSAGES;
  }
}

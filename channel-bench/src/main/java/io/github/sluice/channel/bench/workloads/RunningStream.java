// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import io.github.sluice.channel.bench.contenders.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A stream that has begun, between threads or tasks. A message is a shared reference that says
 * which producer sent it, and the receiver counts: a message too few never ends, one too many is an
 * error.
 */
final class RunningStream {
  /** How a receiving thread takes everything. */
  @FunctionalInterface
  interface Receiving {
    /** Takes so many messages, and counts those of each producer. */
    void receive(Pipe pipe, long[] counts, long all) throws InterruptedException;
  }

  @FunctionalInterface
  private interface Counts {
    long[] await() throws InterruptedException;
  }

  private final Counts counts;
  private final int each;

  private RunningStream(Counts counts, int each) {
    this.counts = counts;
    this.each = each;
  }

  /** Takes over one that has begun between tasks, and in which each producer sends so many. */
  static RunningStream betweenTasks(CompletableFuture<long[]> counts, int each) {
    return new RunningStream(() -> Workers.await(counts), each);
  }

  /** Starts the threads. */
  static RunningStream betweenThreads(
      Pipe pipe, ThreadKind kind, int producers, int each, Receiving receiving) {
    List<Thread> started = new ArrayList<>();
    for (int i = 0; i < producers; i++) {
      Pipe.Inlet inlet = pipe.inlet();
      Integer message = i;
      started.add(kind.start(() -> produce(inlet, message, each)));
    }
    long[] counts = new long[producers];
    started.add(kind.start(() -> consume(pipe, counts, (long) producers * each, receiving)));
    return new RunningStream(
        () -> {
          for (Thread thread : started) {
            thread.join();
          }
          return counts;
        },
        each);
  }

  /**
   * Waits for the end.
   *
   * @return how many messages were received
   * @throws IllegalStateException if that is wrong for some producer
   */
  long finish() throws InterruptedException {
    long sum = 0;
    for (long count : counts.await()) {
      if (count != each) {
        throw new IllegalStateException(count + " messages instead of " + each);
      }
      sum += count;
    }
    return sum;
  }

  /** Takes one message after the other. */
  static void oneByOne(Pipe pipe, long[] counts, long all) throws InterruptedException {
    for (long left = all; left > 0; left--) {
      counts[(Integer) pipe.receive()]++;
    }
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

  private static void consume(Pipe pipe, long[] counts, long all, Receiving receiving) {
    try {
      receiving.receive(pipe, counts, all);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

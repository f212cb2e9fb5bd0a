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

  private final CompletableFuture<long[]> counts;
  private final List<Thread> threads;
  private final int each;
  private final Runnable close;

  private RunningStream(
      CompletableFuture<long[]> counts, List<Thread> threads, int each, Runnable close) {
    this.counts = counts;
    this.threads = threads;
    this.each = each;
    this.close = close;
  }

  /** Takes over one that has begun between tasks, and in which each producer sends so many. */
  static RunningStream betweenTasks(CompletableFuture<long[]> counts, int each) {
    return new RunningStream(counts, List.of(), each, () -> {});
  }

  /** Starts the threads. */
  static RunningStream betweenThreads(
      Pipe pipe, ThreadKind kind, int producers, int each, Receiving receiving) {
    CompletableFuture<long[]> counts = new CompletableFuture<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < producers; i++) {
      Pipe.Inlet inlet = pipe.inlet();
      Integer message = i;
      threads.add(kind.start(() -> produce(inlet, message, each, counts)));
    }
    long all = (long) producers * each;
    threads.add(kind.start(() -> consume(pipe, new long[producers], all, receiving, counts)));
    return new RunningStream(counts, threads, each, pipe::close);
  }

  /**
   * Waits for the end.
   *
   * @return how many messages were received
   * @throws IllegalStateException if that is wrong for some producer, or a thread has failed
   */
  long finish() throws InterruptedException {
    long sum = 0;
    for (long count : Workers.await(counts)) {
      if (count != each) {
        throw new IllegalStateException(count + " messages instead of " + each);
      }
      sum += count;
    }
    for (Thread thread : threads) {
      thread.join();
    }
    close.run();
    return sum;
  }

  /** Takes one message after the other. */
  static void oneByOne(Pipe pipe, long[] counts, long all) throws InterruptedException {
    for (long left = all; left > 0; left--) {
      counts[(Integer) pipe.receive()]++;
    }
  }

  // A thread that fails ends the stream at once: the others may wait for it for ever.

  private static void produce(
      Pipe.Inlet inlet, Integer message, int each, CompletableFuture<long[]> counts) {
    try {
      for (int i = 0; i < each; i++) {
        inlet.send(message);
      }
    } catch (InterruptedException | RuntimeException e) {
      counts.completeExceptionally(e);
    }
  }

  private static void consume(
      Pipe pipe, long[] received, long all, Receiving receiving, CompletableFuture<long[]> counts) {
    try {
      receiving.receive(pipe, received, all);
      counts.complete(received);
    } catch (InterruptedException | RuntimeException e) {
      counts.completeExceptionally(e);
    }
  }
}

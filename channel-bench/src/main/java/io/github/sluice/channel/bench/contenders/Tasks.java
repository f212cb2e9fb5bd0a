// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/** The workloads of a channel between tasks, which share an executor's threads and never block. */
public interface Tasks {
  /**
   * How many messages a task handles before it lets others run, as in tokio, where that is a
   * property of the runtime.
   */
  int BUDGET = 128;

  /**
   * Begins a stream.
   *
   * @param each how many messages each producer sends
   * @return how many came from each producer, when all have
   */
  CompletableFuture<long[]> stream(Executor executor, int capacity, int producers, int each);

  /**
   * Begins round trips over two channels of capacity 1.
   *
   * @return how many came back as they were sent, when all have
   */
  CompletableFuture<Long> roundTrips(Executor executor, int roundTrips);

  /**
   * Begins a stream whose receiver takes what is there.
   *
   * @param limit how many it takes at most in one operation
   * @return how many came from each producer, when all have
   * @throws UnsupportedOperationException if the channel cannot do that
   */
  default CompletableFuture<long[]> batches(
      Executor executor, int capacity, int producers, int each, int limit) {
    throw new UnsupportedOperationException();
  }

  /**
   * Begins round trips that are timed one by one.
   *
   * @param nanos what each has taken; called for one after the other
   * @return how many came back as they were sent, when all have
   * @throws UnsupportedOperationException if that is not measured
   */
  default CompletableFuture<Long> timedRoundTrips(
      Executor executor, int roundTrips, LongConsumer nanos) {
    throw new UnsupportedOperationException();
  }

  /**
   * Begins to receive, one by one, what a thread sends that is none of the executor's.
   *
   * @param receiver is given each message; returns whether there are more to come
   * @return what the calling thread, and no other, sends through; it waits for capacity
   * @throws UnsupportedOperationException if that is not measured
   */
  default Pipe.Inlet receive(Executor executor, int capacity, Predicate<Object> receiver) {
    throw new UnsupportedOperationException();
  }

  /**
   * Begins requests to one server, whose replies come through a channel of capacity 1 for each
   * client.
   *
   * @param capacity of the server's channel
   * @param each how many requests each client makes, one after the other
   * @return how many replies were right, when all have come
   * @throws UnsupportedOperationException if that is not measured
   */
  default CompletableFuture<Long> requests(Executor executor, int capacity, int clients, int each) {
    throw new UnsupportedOperationException();
  }
}

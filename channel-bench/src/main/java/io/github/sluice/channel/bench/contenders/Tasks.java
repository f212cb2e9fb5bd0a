// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

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
}

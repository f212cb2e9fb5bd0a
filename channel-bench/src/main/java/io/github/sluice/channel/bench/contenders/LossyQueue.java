// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The JDK's queue: {@code offer}, and {@code poll} for as long as that fails; {@code take}. */
final class LossyQueue implements LossyPipe {
  private final ArrayBlockingQueue<Object> queue;
  private final Executor receiver;
  private long dropped;

  LossyQueue(int capacity, Executor receiver) {
    queue = new ArrayBlockingQueue<>(capacity);
    this.receiver = receiver;
  }

  @Override
  public void send(Object message) {
    while (!queue.offer(message)) {
      if (queue.poll() != null) {
        dropped++;
      }
    }
  }

  @Override
  public CompletableFuture<Long> receiveUntil(Object last) {
    return LossyPipe.receive(queue::take, last, receiver);
  }

  @Override
  public long dropped() {
    return dropped;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.peers;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;

/** The JDK's ArrayBlockingQueue, as its shorter constructor makes it: not fair. */
final class ArrayPeer<T> extends QueuePeer<T> {
  private final ArrayBlockingQueue<T> queue;
  private final int capacity;

  ArrayPeer(int capacity, Consumer<? super T> onUndelivered) {
    this(new ArrayBlockingQueue<>(capacity), capacity);
  }

  private ArrayPeer(ArrayBlockingQueue<T> queue, int capacity) {
    super(queue);
    this.queue = queue;
    this.capacity = capacity;
  }

  @Override
  public void send(T message) throws InterruptedException {
    queue.put(message);
  }

  @Override
  public T receive() throws InterruptedException {
    return queue.take();
  }

  @Override
  public int capacity() {
    return capacity;
  }

  @Override
  public int remainingCapacity() {
    return queue.remainingCapacity();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import java.util.concurrent.ArrayBlockingQueue;

/** {@code put} and {@code take}. */
final class QueuePipe implements Pipe {
  private final ArrayBlockingQueue<Object> queue;

  QueuePipe(int capacity) {
    queue = new ArrayBlockingQueue<>(capacity);
  }

  @Override
  public Inlet inlet() {
    return queue::put;
  }

  @Override
  public Object receive() throws InterruptedException {
    return queue.take();
  }
}

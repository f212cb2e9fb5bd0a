// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import java.util.concurrent.ArrayBlockingQueue;

/** {@code put} and {@code take}. */
public final class QueuePipe implements Pipe {
  private final ArrayBlockingQueue<Object> queue;

  public QueuePipe(int capacity) {
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

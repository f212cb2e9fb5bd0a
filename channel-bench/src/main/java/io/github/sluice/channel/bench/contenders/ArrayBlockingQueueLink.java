// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** The JDK's bounded queue, with a lock: {@code put} and {@code take}. */
public final class ArrayBlockingQueueLink implements Link {
  private final BlockingQueue<byte[]> queue;

  public ArrayBlockingQueueLink(int capacity) {
    queue = new ArrayBlockingQueue<>(capacity);
  }

  @Override
  public void send(byte[] message) throws InterruptedException {
    queue.put(message);
  }

  @Override
  public byte[] receive() throws InterruptedException {
    return queue.take();
  }
}

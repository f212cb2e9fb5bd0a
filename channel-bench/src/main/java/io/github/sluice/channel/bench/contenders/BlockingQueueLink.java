// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import java.util.concurrent.BlockingQueue;

/** A queue that can wait: {@code put} and {@code take}. */
public final class BlockingQueueLink implements Link {
  private final BlockingQueue<byte[]> queue;

  public BlockingQueueLink(BlockingQueue<byte[]> queue) {
    this.queue = queue;
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

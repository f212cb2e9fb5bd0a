// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import java.util.Collection;
import java.util.concurrent.BlockingQueue;

/** {@code put}, {@code take}, and {@code drainTo} for what there is after the first. */
public final class BlockingQueuePipe implements Pipe {
  private final BlockingQueue<Object> queue;

  public BlockingQueuePipe(BlockingQueue<Object> queue) {
    this.queue = queue;
  }

  @Override
  public Inlet inlet() {
    return queue::put;
  }

  @Override
  public Object receive() throws InterruptedException {
    return queue.take();
  }

  @Override
  public void receiveMany(Collection<Object> into, int limit) throws InterruptedException {
    into.add(queue.take());
    queue.drainTo(into, limit - 1);
  }
}

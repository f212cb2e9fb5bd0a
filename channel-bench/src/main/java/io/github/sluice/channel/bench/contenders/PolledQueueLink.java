// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import java.util.Queue;

/** A queue as it is: {@code offer} and {@code poll}, which can neither wait nor close. */
public final class PolledQueueLink implements Link {
  private final Queue<byte[]> queue;

  public PolledQueueLink(Queue<byte[]> queue) {
    this.queue = queue;
  }

  @Override
  public void send(byte[] message) {
    if (!queue.offer(message)) {
      throw new IllegalStateException("not sent: full");
    }
  }

  @Override
  public byte[] receive() {
    return queue.poll();
  }
}

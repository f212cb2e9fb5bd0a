// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.peers;

import io.github.sluice.channel.SendResult;
import java.util.Queue;

/** A bounded queue: {@code offer}, {@code poll}, {@code peek} and {@code size}. */
abstract class QueuePeer<T> extends Peer<T> {
  private final Queue<T> queue;

  QueuePeer(Queue<T> queue) {
    this.queue = queue;
  }

  @Override
  public final SendResult trySend(T message) {
    return queue.offer(message) ? SendResult.SENT : SendResult.FULL;
  }

  @Override
  public final T tryReceive() {
    return queue.poll();
  }

  @Override
  public final T peek() {
    return queue.peek();
  }

  @Override
  public final int size() {
    return queue.size();
  }
}

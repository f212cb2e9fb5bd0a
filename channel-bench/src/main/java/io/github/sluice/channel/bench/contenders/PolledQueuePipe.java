// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import java.util.Collection;
import java.util.Queue;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.jctools.queues.MpscArrayQueue;

/**
 * {@code offer}, {@code poll} and what takes many messages, none of which waits, with {@code
 * Thread.yield} in between.
 */
public final class PolledQueuePipe implements Pipe {
  private final Queue<Object> queue;
  private final Drain drain;

  private PolledQueuePipe(Queue<Object> queue, Drain drain) {
    this.queue = queue;
    this.drain = drain;
  }

  public static PolledQueuePipe ofJctools(int capacity) {
    MpscArrayQueue<Object> queue = Queues.jctools(capacity);
    return new PolledQueuePipe(queue, (into, limit) -> queue.drain(into::add, limit));
  }

  public static PolledQueuePipe ofAgrona(int capacity) {
    ManyToOneConcurrentArrayQueue<Object> queue = Queues.agrona(capacity);
    return new PolledQueuePipe(queue, queue::drainTo);
  }

  @Override
  public Inlet inlet() {
    return message -> {
      while (!queue.offer(message)) {
        Thread.yield();
      }
    };
  }

  @Override
  public Object receive() {
    Object message;
    while ((message = queue.poll()) == null) {
      Thread.yield();
    }
    return message;
  }

  @Override
  public void receiveMany(Collection<Object> into, int limit) {
    while (drain.drain(into, limit) == 0) {
      Thread.yield();
    }
  }

  private interface Drain {
    int drain(Collection<Object> into, int limit);
  }
}

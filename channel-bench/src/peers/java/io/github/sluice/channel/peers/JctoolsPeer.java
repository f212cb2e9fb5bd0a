// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.peers;

import java.util.Queue;
import java.util.function.Consumer;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.MpscArrayQueue;
import org.jctools.queues.MpscBlockingConsumerArrayQueue;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;

/** Queues of JCTools. None of them has senders that wait. */
class JctoolsPeer<T> extends QueuePeer<T> {
  private final MessagePassingQueue<T> queue;

  private <Q extends Queue<T> & MessagePassingQueue<T>> JctoolsPeer(Q queue) {
    super(queue);
    this.queue = queue;
  }

  static <T> Peer<T> array(int capacity, Consumer<? super T> onUndelivered) {
    return new JctoolsPeer<>(new MpscArrayQueue<>(capacity));
  }

  static <T> Peer<T> atomic(int capacity, Consumer<? super T> onUndelivered) {
    return new JctoolsPeer<>(new MpscAtomicArrayQueue<>(capacity));
  }

  static <T> Peer<T> blockingConsumer(int capacity, Consumer<? super T> onUndelivered) {
    return new BlockingConsumer<>(new MpscBlockingConsumerArrayQueue<>(capacity));
  }

  @Override
  public int drain(Consumer<? super T> action, int limit) {
    return queue.drain(action::accept, limit);
  }

  @Override
  public int capacity() {
    return queue.capacity();
  }

  private static final class BlockingConsumer<T> extends JctoolsPeer<T> {
    private final MpscBlockingConsumerArrayQueue<T> queue;

    BlockingConsumer(MpscBlockingConsumerArrayQueue<T> queue) {
      super(queue);
      this.queue = queue;
    }

    @Override
    public T receive() throws InterruptedException {
      return queue.take();
    }

    @Override
    public int remainingCapacity() {
      return queue.remainingCapacity();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import com.conversantmedia.util.concurrent.DisruptorBlockingQueue;
import com.conversantmedia.util.concurrent.SpinPolicy;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.jctools.queues.MpscArrayQueue;

/** The contenders that are queues with an interface of the JDK's. */
final class Queues {
  private Queues() {}

  /** A queue whose {@code put} and {@code take} wait. */
  static <E> BlockingQueue<E> blocking(BuiltIn contender, int capacity) {
    return switch (contender) {
      case ARRAY_BLOCKING_QUEUE -> new ArrayBlockingQueue<>(capacity);
      case LINKED_BLOCKING_QUEUE -> new LinkedBlockingQueue<>(capacity);
      case LINKED_TRANSFER_QUEUE -> new LinkedTransferQueue<>();
      case SYNCHRONOUS_QUEUE -> new SynchronousQueue<>();
      case JCTOOLS_BLOCKING -> new JctoolsBlockingQueue<>(capacity);
      case CONVERSANT -> new DisruptorBlockingQueue<>(capacity, SpinPolicy.WAITING);
      default -> throw new IllegalStateException(contender + " is no such queue");
    };
  }

  /** At least two messages fit; capacities are rounded up to a power of two. */
  static <E> MpscArrayQueue<E> jctools(int capacity) {
    return new MpscArrayQueue<>(Math.max(2, capacity));
  }

  /** At least two messages fit; capacities are rounded up to a power of two. */
  static <E> ManyToOneConcurrentArrayQueue<E> agrona(int capacity) {
    return new ManyToOneConcurrentArrayQueue<>(Math.max(2, capacity));
  }
}

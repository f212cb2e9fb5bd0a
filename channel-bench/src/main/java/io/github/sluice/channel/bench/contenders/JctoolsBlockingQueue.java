// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import java.util.Collection;
import org.jctools.queues.MpscBlockingConsumerArrayQueue;

/**
 * JCTools' ring whose consumer can wait. Its producers cannot: where there is no capacity its own
 * {@code put} and {@code drainTo} throw UnsupportedOperationException, so this one yields, and
 * takes many with {@code drain}.
 *
 * @param <E> the type of the messages
 */
final class JctoolsBlockingQueue<E> extends MpscBlockingConsumerArrayQueue<E> {
  JctoolsBlockingQueue(int capacity) {
    super(capacity);
  }

  @Override
  public void put(E message) {
    while (!offer(message)) {
      Thread.yield();
    }
  }

  @Override
  public int drainTo(Collection<? super E> into, int limit) {
    return drain(into::add, limit);
  }
}

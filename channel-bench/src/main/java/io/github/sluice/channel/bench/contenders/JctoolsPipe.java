// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import java.util.Collection;
import org.jctools.queues.MpscArrayQueue;

/**
 * {@code offer}, {@code poll} and {@code drain}, which do not wait, with {@code Thread.yield} in
 * between.
 */
public final class JctoolsPipe implements Pipe {
  private final MpscArrayQueue<Object> queue;

  /** The capacity is at least 2, and rounded up to a power of two. */
  public JctoolsPipe(int capacity) {
    queue = new MpscArrayQueue<>(Math.max(2, capacity));
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
    while (queue.drain(into::add, limit) == 0) {
      Thread.yield();
    }
  }
}

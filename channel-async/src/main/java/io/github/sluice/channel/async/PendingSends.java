// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.PendingSendsExceededException;
import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.Fields;
import io.github.sluice.channel.internal.Notification;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The sends of a channel that wait with a future, and the requests for permits that do: how many
 * there may be, and what they have in common.
 *
 * @param <T> the type of the messages
 */
final class PendingSends<T> {
  static final int UNLIMITED = Integer.MAX_VALUE;

  private static final VarHandle COUNT = Fields.handle(MethodHandles.lookup(), "count", int.class);

  final ChannelCore<T> core;
  final Callbacks callbacks;
  private final int max;

  /** How many wait, from 0 to {@code max}; not counted if that is unlimited. */
  private volatile int count;

  PendingSends(ChannelCore<T> core, Callbacks callbacks, int max) {
    this.core = core;
    this.callbacks = callbacks;
    this.max = max;
  }

  /** Returns sends of the same channel that are limited in another way. */
  PendingSends<T> unlimited() {
    return max == UNLIMITED ? this : new PendingSends<>(core, callbacks, UNLIMITED);
  }

  /**
   * Lets one more wait: it retains the stream, calls {@link #countDown} when its wait is over, and
   * then releases the stream.
   *
   * @param message what is to be sent, null for permits
   * @return null, or why it may not wait
   */
  @Nullable RuntimeException enter(@Nullable T message) {
    if (!countUp()) {
      return new PendingSendsExceededException(message, max);
    }
    if (!core.tryRetain()) {
      countDown();
      return core.closedException(message);
    }
    return null;
  }

  /** Queues one that has entered, and delivers what is due before. */
  void enqueue(PendingSend<T> pending, @Nullable Notification before) {
    Notification due = before;
    try {
      due = Notification.concat(due, core.enqueue(pending));
    } catch (StackOverflowError notQueued) {
      due = Notification.concat(due, pending.left());
      throw notQueued;
    } finally {
      core.deliver(due);
    }
  }

  /** One does not count any more; it may still keep the stream open. */
  void countDown() {
    if (max != UNLIMITED) {
      COUNT.getAndAdd(this, -1);
    }
  }

  private boolean countUp() {
    if (max == UNLIMITED) {
      return true;
    }
    int n;
    do {
      n = count;
      if (n >= max) {
        return false;
      }
    } while (!COUNT.compareAndSet(this, n, n + 1));
    return true;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.core;

import io.github.sluice.channel.ChannelState;
import io.github.sluice.channel.internal.base.ReceiverSignal;
import io.github.sluice.channel.internal.base.ThreadName;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/** Exclusive use of the consumer side of a channel, in one word. */
public final class ReceiverLease extends LeaseFields.Padded {
  /*
   * `holder` is what has the consumer side:
   *
   *   null          nothing. A single message may be taken without acquiring the lease: no user
   *                 code runs between reading `holder` and the effect.
   *   a Thread      a thread in a batch whose action may run. The same thread may take messages
   *                 inside the action, but not begin to wait.
   *   DISCARDING    a thread that empties a cancelled channel. Single messages may still be taken:
   *                 MpscRing.tryRemove and pollCancelled agree on each by a CAS of the head.
   *   an operation  until it is over: a thread that waits or that fills a collection, a future,
   *                 forEach, a subscription. Nothing else is possible.
   *
   * Acquiring is a CAS from null, or from the current thread inside its own batch; so everything
   * that the former holder did to the consumer side happened before. Releasing is a volatile write.
   *
   * Cancelling does not wait for the holder. It sets `cancelled`, then tries to acquire the lease;
   * the holder releases the lease, then reads `cancelled` (a Dekker handshake, all volatile): so at
   * least one of the two finds the lease free, and one of them discards what is left.
   */
  private static final AtomicReferenceFieldUpdater<LeaseFields.Words, @Nullable Object> HOLDER =
      AtomicReferenceFieldUpdater.newUpdater(LeaseFields.Words.class, Object.class, "holder");

  /** The holder while a cancelled channel is emptied: for all others the stream has ended. */
  public static final Object DISCARDING = new Object();

  private final ChannelState channel;

  ReceiverLease(ChannelState channel) {
    this.channel = channel;
  }

  /** Throws IllegalStateException if the receiver is in use, unless by a batch of this thread. */
  public void requireUsable() {
    Object current = holder;
    if (current != null && current != DISCARDING && current != Thread.currentThread()) {
      throw inUse(current);
    }
  }

  /** Throws IllegalStateException if the receiver is in use, also if by the current thread. */
  public void requireFree() {
    Object current = holder;
    if (current != null && current != DISCARDING) {
      throw inUse(current);
    }
  }

  /**
   * Acquires the lease.
   *
   * @return the former holder, for {@link ChannelCore#releaseLease}: null, or the current thread.
   *     DISCARDING if the lease was not acquired, because the stream has ended.
   * @throws IllegalStateException if the receiver is in use
   */
  public @Nullable Object acquire(Object newHolder) {
    while (true) {
      Object current = holder;
      if (current == DISCARDING) {
        return DISCARDING;
      }
      if (current != null && current != Thread.currentThread()) {
        throw inUse(current);
      }
      if (HOLDER.compareAndSet(this, current, newHolder)) {
        return current;
      }
    } // again: the thread that was faster may only be discarding
  }

  void release(@Nullable Object formerHolder) {
    holder = formerHolder;
  }

  /** Releases the lease of an operation that is over; false if it does not have it. */
  public boolean releaseOf(Object operation) {
    return HOLDER.compareAndSet(this, operation, null);
  }

  public @Nullable Object holder() {
    return holder;
  }

  /** Stops the holder; the thread that releases the lease then discards what is left. */
  void cancel() {
    cancelled = true;
  }

  public boolean isCancelled() {
    return cancelled;
  }

  boolean tryAcquireToDiscard() {
    return HOLDER.compareAndSet(this, null, DISCARDING);
  }

  private IllegalStateException inUse(Object current) {
    return new IllegalStateException(
        "the receiver of channel " + channel.name() + " is in use by " + use(current));
  }

  /** Describes what has the receiver, and what to do instead of using it. */
  private static String use(Object holder) {
    if (holder == Thread.currentThread()) {
      return "this thread, in the action of drain or forEach. Use tryReceive there, or return first";
    }
    if (holder instanceof Thread thread) {
      return ThreadName.of(thread)
          + ", in the action of drain or forEach. One thread at a time may receive";
    }
    if (holder instanceof ReceiverSignal signal) {
      return signal.use();
    }
    return "a call that fills a collection. Neither the collection nor another thread may receive"
        + " meanwhile";
  }
}

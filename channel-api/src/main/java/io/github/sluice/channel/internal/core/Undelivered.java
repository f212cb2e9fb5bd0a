// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.core;

import io.github.sluice.channel.internal.jfr.ChannelEvents;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Consumer;

/** Hands messages that the channel accepted, and that will not be received, to the user. */
final class Undelivered<T> {
  @SuppressWarnings("rawtypes") // there is no class literal with type arguments
  private static final AtomicLongFieldUpdater<Undelivered> REFUSED =
      AtomicLongFieldUpdater.newUpdater(Undelivered.class, "refused");

  private final Consumer<? super T> action;

  /** How many messages of a cancelled ring have been handed over; by the thread that discards. */
  private volatile long discarded;

  /** How many messages have been handed over that were never in the ring. */
  private volatile long refused;

  Undelivered(Consumer<? super T> action) {
    this.action = Objects.requireNonNull(action, "onUndelivered");
  }

  long discarded() {
    return discarded;
  }

  long refused() {
    return refused;
  }

  /** Hands over a message that has never been in the ring. */
  void accept(T message, ChannelCore<T> core) {
    REFUSED.getAndIncrement(this);
    ChannelEvents.messagesUndelivered(1, core);
    action.accept(message);
  }

  /** Hands over a message that a sender drops: there may be too many for an event each. */
  void acceptDropped(T message, boolean wasInRing) {
    if (!wasInRing) {
      REFUSED.getAndIncrement(this);
    }
    action.accept(message);
  }

  /**
   * Hands over all that is in a cancelled ring. What the action throws does not keep the next
   * message from it; the first is thrown at the end, with the others suppressed.
   */
  void acceptAll(ChannelCore<T> core) {
    Throwable thrown = null;
    int count = 0;
    T message;
    while ((message = core.ring.pollCancelled()) != null) {
      count++;
      discarded = discarded + 1;
      try {
        action.accept(message);
      } catch (Throwable t) {
        if (thrown == null) {
          thrown = t;
        } else if (thrown != t) {
          thrown.addSuppressed(t);
        }
      }
    }
    if (count > 0) {
      ChannelEvents.messagesUndelivered(count, core);
    }
    if (thrown != null) {
      Undelivered.<RuntimeException>rethrow(thrown);
    }
  }

  @SuppressWarnings("unchecked") // throws whatever the user's code threw
  private static <X extends Throwable> void rethrow(Throwable thrown) throws X {
    throw (X) thrown;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.core;

import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.SpinWait;
import io.github.sluice.channel.internal.ring.EvictingRing;
import io.github.sluice.channel.internal.ring.MpscRing;
import java.util.Collection;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Messages that the holder of the lease takes in a row. Of those that are there when it looks, the
 * last one publishes the head, before it is handed over: one fence for all. A waiting sender is
 * granted what is free after each; its callbacks wait for the end.
 */
public final class Batch<T> {
  // The two loops repeat their steps: with methods for these, drain took 1.6 to 2.5 times as long,
  // by what the compiler had inlined.

  private final ChannelCore<T> core;
  private int taken;

  /** How many have been taken when those are over that were there at the last look. */
  private int end;

  private @Nullable Notification due;

  public Batch(ChannelCore<T> core) {
    this.core = core;
  }

  /** Takes messages up to a limit, also those that come meanwhile, and hands each to an action. */
  void drain(Consumer<? super T> action, int limit) {
    MpscRing<T> ring = core.ring;
    ReceiverLease lease = core.lease();
    int here;
    while ((here = look(limit)) > 0) {
      for (; here > 0; here--) {
        T message = lease.isCancelled() ? null : ring.peek(SpinWait.FOREVER);
        if (message == null) {
          return;
        }
        if (ring.remove(message, here == 1)) {
          taken++;
          if (ring.isGrantDue()) {
            due = Notification.concat(due, core.grantReleased());
          }
          action.accept(message);
        }
      }
    }
  }

  /**
   * Moves messages that are there, up to a limit, to a collection; what that refuses stays.
   *
   * @param steps how long to wait for a sender, see {@link MpscRing#peek}
   */
  public void moveTo(Collection<? super T> into, int limit, int steps) {
    MpscRing<T> ring = core.ring;
    T message;
    if (ring instanceof EvictingRing<T> evicting) {
      takeTo(into, limit, steps, evicting);
      return;
    }
    int here = look(limit);
    while (here > 0 && (message = ring.peek(steps)) != null) {
      into.add(message);
      ring.remove(message, here == 1);
      taken++;
      if (ring.isGrantDue()) {
        due = Notification.concat(due, core.grantReleased());
      }
      here = core.isRendezvous() ? look(limit) : here - 1; // the next sender that waits, or message
    }
  }

  /** As {@link #moveTo}, if a message that has not been taken may be evicted at any time. */
  private void takeTo(Collection<? super T> into, int limit, int steps, EvictingRing<T> ring) {
    Refused refused = new Refused(); // before there is an effect
    T message;
    for (int here = look(limit); here > 0 && (message = ring.peek(steps)) != null; ) {
      if (!ring.remove(message, true)) {
        continue; // it has been evicted meanwhile
      }
      taken++;
      here--;
      boolean isAdded = false;
      try {
        into.add(message);
        isAdded = true;
      } finally {
        if (!isAdded) { // it cannot be put back
          taken--;
          ring.notReceived();
          refused.message = message;
          due = Notification.concat(due, refused.alone());
        }
      }
    }
  }

  /** The message that a collection has refused. */
  private final class Refused extends Notification {
    @Nullable T message;

    @Override
    public void deliver() {
      core.drop(Objects.requireNonNull(message), true);
    }
  }

  /** Returns how many of the messages that are there the batch may take. */
  private int look(int limit) {
    int here = Math.min(limit - taken, core.size());
    if (core.isRendezvous() && here == 0 && taken < limit) {
      here = core.look(SpinWait.FOREVER) == null ? 0 : 1;
      due = Notification.concat(due, core.grantReleased());
    }
    end = taken + here;
    return here;
  }

  public int taken() {
    return taken;
  }

  /** Makes what has been taken visible to operations that begin later. */
  public @Nullable Notification end() {
    if (taken != end) {
      core.ring.publishHead();
      due = Notification.concat(due, core.grantReleased());
      end = taken;
    }
    Notification all = due;
    due = null;
    return all;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import io.github.sluice.channel.internal.SendWaiter.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The order in which waiting senders are served. For one thread at a time, except {@link #length}.
 *
 * <p>Those for whom the ring's gate is closed come first, strictly first come, first served; the
 * others could do nothing meanwhile. The others compete for room with whoever comes, but not for
 * ever: when too many have overtaken the first of them, the gate is closed for it, too.
 *
 * @param <T> the type of the messages
 */
final class SenderLine<T> {
  /**
   * How many messages are received, or waiters granted, while a competing waiter is the first of
   * its kind, before nothing overtakes it any more.
   */
  static final int BYPASSES = 1024;

  private final MpscRing<T> ring;
  private final long bypasses;
  private final WaiterList<T> strict = new WaiterList<>();
  private final WaiterList<T> competing = new WaiterList<>();
  private long grants;
  private volatile int length;

  /** A number of bypasses other than {@link #BYPASSES} is for tests. */
  SenderLine(MpscRing<T> ring, int bypasses) {
    this.ring = ring;
    this.bypasses = TailWord.positions(bypasses);
  }

  /** Returns how many stand in line. */
  int length() {
    return length;
  }

  /** Tells whether a waiter is to be told of room, for which it then competes. */
  static boolean competes(SendWaiter<?> waiter) {
    return waiter.kind == Kind.SIGNAL && !waiter.escalated;
  }

  void add(SendWaiter<T> waiter) {
    if (waiter.first) {
      competing.addFirst(waiter);
    } else {
      listOf(waiter).addLast(waiter);
    }
    waiter.linked = true;
    length = length + 1;
  }

  void remove(SendWaiter<T> waiter) {
    listOf(waiter).remove(waiter);
    waiter.linked = false;
    if (waiter.escalated) {
      ring.addGate(-1);
    }
    length = length - 1;
  }

  private WaiterList<T> listOf(SendWaiter<T> waiter) {
    return competes(waiter) ? competing : strict;
  }

  /** Notes that a waiter has been granted what it waited for. */
  void granted() {
    grants++;
  }

  /** Returns the first in line, or null if there is none. */
  @Nullable SendWaiter<T> head() {
    SendWaiter<T> waiter = competing.head();
    if (waiter != null) {
      long head = ring.headAcquire();
      if (waiter.firstSince == RingWords.NOBODY) {
        waiter.firstSince = head;
        waiter.firstGrants = grants;
      } else if (head - waiter.firstSince >= bypasses || grants - waiter.firstGrants >= BYPASSES) {
        escalate(waiter);
      }
    }
    return strict.head() != null ? strict.head() : competing.head();
  }

  private void escalate(SendWaiter<T> waiter) {
    competing.remove(waiter);
    waiter.escalated = true;
    strict.addLast(waiter);
    ring.addGate(1);
  }

  /** Returns where the receiver will be when a competing waiter has been overtaken too often. */
  long overtakenAt(SendWaiter<T> waiter) {
    return waiter.firstSince + bypasses;
  }
}

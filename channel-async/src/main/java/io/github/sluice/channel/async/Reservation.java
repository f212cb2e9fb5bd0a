// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.Waker;
import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.Fields;
import io.github.sluice.channel.internal.Notification;
import io.github.sluice.channel.internal.SendWaiter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A handle's place in the queue, and then its permit. Calls the waker registered last, once. */
final class Reservation<T> extends SendWaiter<T> {
  private static final VarHandle WAKER =
      Fields.handle(MethodHandles.lookup(), "waker", Waker.class);

  /** In place of a waker when the callback has run. */
  private static final Waker DELIVERED = () -> {};

  private final ChannelCore<T> core;
  private volatile @Nullable Waker waker;

  Reservation(ChannelCore<T> core) {
    super(1);
    this.core = core;
  }

  /** Tells whether a used reservation can be used again: no callback of it is under way. */
  boolean isSpent() {
    return waker == DELIVERED;
  }

  /** Makes a spent reservation new. */
  Reservation<T> again() {
    waker = null;
    reuse(null, false);
    return this;
  }

  /** Tells whether the wait is over; if it says no, the waker is called when it is, once. */
  boolean isSettled(Waker newWaker) {
    if (isOver()) {
      release();
      return true;
    }
    while (true) {
      Waker registered = waker;
      if (registered == DELIVERED && isOver()) {
        return true;
      }
      // The callback has not been here and will find this; it may run at once, and the task with
      // it, so that nothing is touched after that.
      if (WAKER.compareAndSet(this, registered, newWaker)) {
        return false;
      }
    }
  }

  /** Lets go of the waker. */
  private void release() {
    Waker registered = waker;
    if (registered != DELIVERED) {
      WAKER.compareAndSet(this, registered, (Waker) null); // or else it is DELIVERED now
    }
  }

  /** Leaves the queue, or returns the permit. */
  @Nullable Notification abandon() {
    release();
    return core.abandon(this);
  }

  @Override
  protected Notification settled() {
    return alone();
  }

  @Override
  public void deliver() {
    Waker registered = (Waker) WAKER.getAndSet(this, DELIVERED);
    if (registered == null) {
      return;
    }
    try {
      registered.wake();
    } catch (VirtualMachineError noStackOrMemory) { // it is called again, in another thread
      WAKER.compareAndSet(this, DELIVERED, registered);
      throw noStackOrMemory;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.sends;

import io.github.sluice.channel.Waker;
import io.github.sluice.channel.async.internal.callbacks.SecondCall;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.Uncaught;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.internal.queue.SendWaiter;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A handle's request for one permit. Calls the waker registered last, once. */
final class Reservation<T> extends SendWaiter<T> {
  /** In place of a waker when the callback has run. */
  private static final Waker DELIVERED = () -> {};

  private final ChannelCore<T> core;
  private final AtomicReference<@Nullable Waker> waker = new AtomicReference<>();
  private final SecondCall secondCall = new SecondCall();

  Reservation(ChannelCore<T> core) {
    super(null, 1, false);
    this.core = core;
  }

  /** Returns whether this can be used again after its wait: none of its callbacks is under way. */
  boolean isSpent() {
    return waker.get() == DELIVERED;
  }

  Reservation<T> again() {
    waker.set(null);
    reuse(null, false);
    return this;
  }

  /** Returns whether the wait is over; if not, the waker is called when it is, once. */
  boolean isSettled(Waker newWaker) {
    while (true) {
      Waker registered = waker.get(); // first: it is not DELIVERED yet if the wait is not over
      if (isOver()) {
        release();
        return true;
      }
      // The callback is still to come and will find this waker. It may run at once, and the task
      // with it, so nothing is accessed after the CAS.
      if (waker.compareAndSet(registered, newWaker)) {
        return false;
      }
    }
  }

  private void release() {
    Waker registered = waker.get();
    if (registered != DELIVERED) {
      waker.compareAndSet(registered, null); // fails only if it is DELIVERED now
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
    Waker called = waker.getAndSet(DELIVERED);
    try {
      if (called != null) {
        called.wake();
      }
    } catch (VirtualMachineError noStackOrMemory) {
      if (waker.get() == DELIVERED) { // else this is in use again: the task has polled since
        secondCall.prepare(called);
      }
      Uncaught.report(noStackOrMemory);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.Waker;
import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.Fields;
import io.github.sluice.channel.internal.SendWaiter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A handle's place in line, and then its permit. Calls the waker registered last, once. */
final class Reservation<T> extends SendWaiter<T> implements Runnable {
  private static final VarHandle WAKER =
      Fields.handle(MethodHandles.lookup(), "waker", Waker.class);
  private static final VarHandle ABANDONED =
      Fields.handle(MethodHandles.lookup(), "abandoned", int.class);

  private static final int IN_USE = 0;
  private static final int ABANDONED_BY_HANDLE = 1;
  private static final int PERMIT_RETURNED = 2;

  /** In place of a waker when the callback has run. */
  private static final Waker TOLD = () -> {};

  private final ChannelCore<T> core;
  private final Callbacks callbacks;
  private volatile @Nullable Waker waker;

  @SuppressWarnings("unused") // by ABANDONED
  private volatile int abandoned = IN_USE;

  Reservation(ChannelCore<T> core, Callbacks callbacks) {
    super(Kind.PERMIT, null);
    this.core = core;
    this.callbacks = callbacks;
  }

  /** Tells whether a used reservation can be used again: no callback of it is under way. */
  boolean isSpent() {
    return waker == TOLD;
  }

  /** Makes a spent reservation new. */
  Reservation<T> again() {
    waker = null;
    reuse();
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
      if (registered == TOLD && isOver()) {
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
    if (registered != TOLD) {
      WAKER.compareAndSet(this, registered, (Waker) null); // or else it is TOLD now
    }
  }

  private boolean isOver() {
    State state = state();
    return state != State.PENDING && state != State.CLAIMED;
  }

  /** Leaves the line, or gives the permit back; if neither can be done yet, it will be. */
  void abandon() {
    release();
    if (!core.waitingSenders().withdraw(this)) {
      abandoned = ABANDONED_BY_HANDLE;
      returnPermitIfAbandoned();
    }
  }

  @Override
  protected void settled() {
    returnPermitIfAbandoned();
    callbacks.execute(this);
  }

  private void returnPermitIfAbandoned() {
    if (state() == State.GRANTED
        && ABANDONED.compareAndSet(this, ABANDONED_BY_HANDLE, PERMIT_RETURNED)) {
      core.releasePermits(1);
    }
  }

  @Override
  public void run() {
    Waker registered = (Waker) WAKER.getAndSet(this, TOLD);
    if (registered != null) {
      registered.wake();
    }
  }
}

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

  private final ChannelCore<T> core;
  private final Callbacks callbacks;
  private volatile @Nullable Waker waker;
  private volatile int abandoned = IN_USE;

  /** The callback has run. */
  private volatile boolean told;

  Reservation(ChannelCore<T> core, Callbacks callbacks) {
    super(Kind.PERMIT, null);
    this.core = core;
    this.callbacks = callbacks;
  }

  /** Tells whether a used reservation can be used again: no callback of it is under way. */
  boolean isSpent() {
    return told;
  }

  /** Makes a spent reservation new. */
  Reservation<T> again() {
    told = false;
    reuse();
    return this;
  }

  /** Tells whether the wait is over, and otherwise has the waker called when it is. */
  boolean isSettled(Waker newWaker) {
    if (isOver()) {
      waker = null;
      return true;
    }
    // Registered, then looked again; who settles it does so first and then takes the waker.
    waker = newWaker;
    if (isOver()) {
      waker = null;
      return true;
    }
    return false;
  }

  private boolean isOver() {
    State state = state();
    return state != State.PENDING && state != State.CLAIMED;
  }

  /** Leaves the line, or gives the permit back; if neither can be done yet, it will be. */
  void abandon() {
    waker = null;
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
    Waker registered = (Waker) WAKER.getAndSet(this, (Waker) null);
    told = true;
    if (registered != null) {
      registered.wake();
    }
  }
}

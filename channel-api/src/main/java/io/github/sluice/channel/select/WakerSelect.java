// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.select;

import io.github.sluice.channel.Waker;
import io.github.sluice.channel.internal.base.Notification;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A waker that waits in a selector. */
final class WakerSelect extends SelectWaiter {
  /*
   * from      to         by
   * ARMING    ARMED      the thread that polls, as the last that it does: the woken task may poll
   * ARMING    NOTIFIED   a signal that comes before; the same thread polls again
   */
  private static final int ARMING = 0;
  private static final int ARMED = 1;
  private static final int NOTIFIED = 2;

  private final AtomicInteger state = new AtomicInteger(ARMING);

  /** Null when it has been called. */
  private final AtomicReference<@Nullable Waker> waker;

  private boolean hasFailed; // the delivery's

  WakerSelect(Waker waker) {
    this.waker = new AtomicReference<>(waker);
  }

  /** Lets a signal call the waker; false if one has come, and does not. */
  boolean arm() {
    return state.compareAndSet(ARMING, ARMED);
  }

  /** Prepares for another wait, by the thread that polls. */
  void disarm() {
    state.set(ARMING);
  }

  boolean isArmed() {
    return state.get() == ARMED;
  }

  @Override
  @Nullable Notification wake() {
    return state.compareAndSet(ARMING, NOTIFIED) ? null : alone();
  }

  @Override
  public void deliver() {
    Waker called = waker.getAndSet(null);
    if (called == null) {
      return;
    }
    try {
      called.wake();
    } catch (VirtualMachineError noStackOrMemory) {
      if (!hasFailed) { // it is delivered once more, where that is possible
        hasFailed = true;
        waker.set(called);
      }
      throw noStackOrMemory;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.receives;

import io.github.sluice.channel.Waker;
import io.github.sluice.channel.async.internal.callbacks.SecondCall;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.ReceiverSignal;
import io.github.sluice.channel.internal.base.Uncaught;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/** Calls the waker that it has been armed with, once, and releases it. */
final class WakerSignal extends ReceiverSignal {
  /*
   * waker    to       by
   * null     a waker  the receiver, before it registers
   * a waker  null     the delivery, before it calls the waker
   * a waker  another  the receiver, which has polled again while its registration was PARKED
   * a waker  DROPPED  the receiver, which has polled after PARKED was cleared; it drops this
   * any      null     the receiver, whose registration has failed
   *
   * No transition is a CAS: PARKED decides which thread makes it. The thread that clears PARKED
   * for a registration is alone in signalling it: MpscRing.signalReceiver compares the positions,
   * and the receiver arms the same signal for another position only if the waker is null, after the
   * delivery, or if it has cleared PARKED itself. So this is in one list of notifications at a
   * time, too.
   *
   * The receiver and the delivery meet in one case: this is dropped while it is delivered. Then
   * the waker may be called or not, and null may overwrite DROPPED; that is the delivery's last
   * write.
   *
   * The release write of a waker is before the CAS that sets PARKED; it pairs with the CAS that
   * clears it, so that the delivery sees the waker. The release write of null pairs with the
   * acquire read of the receiver, which then writes the next waker after the delivery has read.
   */
  private static final Waker DROPPED = () -> {};

  private static final AtomicReferenceFieldUpdater<WakerSignal, @Nullable Waker> WAKER =
      AtomicReferenceFieldUpdater.newUpdater(WakerSignal.class, Waker.class, "waker");

  private volatile @Nullable Waker waker;
  private final SecondCall secondCall = new SecondCall();

  /** <i>Receiver.</i> Arms this before a registration, or disarms it if that has failed. */
  void arm(@Nullable Waker newWaker) {
    WAKER.lazySet(this, newWaker);
  }

  /** <i>Receiver.</i> Returns whether this may still be delivered, and so cannot be armed. */
  boolean isDropped() {
    return waker == DROPPED;
  }

  @Override
  public void forgotten() {
    if (waker != null) {
      arm(DROPPED);
    }
  }

  @Override
  public Notification signal() {
    return alone();
  }

  @Override
  public void deliver() {
    Waker called = waker;
    // Before the call: the woken receiver may register while the waker has not returned.
    WAKER.lazySet(this, null);
    if (called != null && called != DROPPED) {
      try {
        called.wake();
      } catch (VirtualMachineError noStackOrMemory) {
        if (waker == null) { // else the receiver has polled since
          secondCall.prepare(called);
        }
        Uncaught.report(noStackOrMemory);
      }
    }
  }
}

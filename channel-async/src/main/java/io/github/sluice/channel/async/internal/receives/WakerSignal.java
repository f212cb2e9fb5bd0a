// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.receives;

import io.github.sluice.channel.Waker;
import io.github.sluice.channel.async.internal.callbacks.SecondCall;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.ReceiverSignal;
import io.github.sluice.channel.internal.base.Uncaught;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** Calls the waker that it has been armed with, once, and releases it. */
final class WakerSignal extends ReceiverSignal {
  /*
   * from    to       by
   * IDLE    ARMED    the receiver, before it registers
   * ARMED   IDLE     the delivery, before it calls the waker
   * ARMED   ARMED    the receiver, which has polled again while its registration was PARKED
   * ARMED   DROPPED  the receiver, which has polled after PARKED was cleared; it uses another signal
   * any     IDLE     the receiver, whose registration has failed
   *
   * No transition is a CAS: PARKED decides which thread makes it. The thread that clears PARKED
   * for a registration is alone in signalling it: MpscRing.signalReceiver compares the positions,
   * and the receiver arms the same signal for another position only in IDLE, after the delivery, or
   * if it has cleared PARKED itself. So this is in one list of notifications at a time, too.
   *
   * The receiver and the delivery meet in one case: this is dropped while it is delivered. Then
   * the waker may be called or not, and IDLE may overwrite DROPPED; that is the delivery's last
   * write.
   *
   * The release write of ARMED is before the CAS that sets PARKED; it pairs with the CAS that clears
   * it, so that the delivery sees `waker`. The release write of IDLE pairs with the acquire read of
   * the receiver, which then writes `waker` after the delivery has done so.
   */
  private static final int IDLE = 0;
  private static final int ARMED = 1;
  private static final int DROPPED = 2;

  private static final AtomicIntegerFieldUpdater<WakerSignal> STATE =
      AtomicIntegerFieldUpdater.newUpdater(WakerSignal.class, "state");

  private volatile int state;

  private @Nullable Waker waker;
  private final SecondCall secondCall = new SecondCall();

  /**
   * <i>Receiver.</i> Arms this; false if it cannot be used any more.
   *
   * @param wasParked whether the receiver has cleared PARKED since it polled
   */
  boolean arm(Waker newWaker, boolean wasParked) {
    if (!wasParked) {
      forgotten(); // if it is ARMED it is about to be delivered
    }
    if (state == DROPPED) {
      return false;
    }
    waker = newWaker;
    STATE.lazySet(this, ARMED);
    return true;
  }

  /** <i>Receiver.</i> Makes this usable again, after a registration that has failed. */
  void disarm() {
    STATE.lazySet(this, IDLE);
  }

  @Override
  public void forgotten() {
    if (state == ARMED) {
      STATE.lazySet(this, DROPPED);
    }
    waker = null;
  }

  @Override
  public Notification signal() {
    return alone();
  }

  @Override
  public void deliver() {
    Waker called = waker;
    waker = null;
    if (state == ARMED && called != null) {
      // Before the call: the woken receiver may register while the waker has not returned.
      STATE.lazySet(this, IDLE);
      try {
        called.wake();
      } catch (VirtualMachineError noStackOrMemory) {
        if (state == IDLE) { // else the receiver has polled since
          secondCall.prepare(called);
        }
        Uncaught.report(noStackOrMemory);
      }
    }
  }
}

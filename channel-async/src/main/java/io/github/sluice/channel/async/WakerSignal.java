// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.Waker;
import io.github.sluice.channel.internal.Fields;
import io.github.sluice.channel.internal.Notification;
import io.github.sluice.channel.internal.ReceiverSignal;
import io.github.sluice.channel.internal.Uncaught;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** Calls the waker that it has been armed with, once, and releases it. */
final class WakerSignal extends ReceiverSignal {
  /*
   * from    to       by
   * IDLE    ARMED    the receiver, before it registers
   * ARMED   DUE      a signal: this is in a list of notifications, in which it can be once
   * DUE     IDLE     the delivery, before it calls the waker
   * ARMED   IDLE     the receiver, which has polled without having been woken
   * DUE     DROPPED  the same; it registers another signal then
   *
   * All but the first are CASes. `waker` belongs to the receiver in IDLE and to the delivery in
   * DUE. The release write of ARMED pairs with the CAS of the signal, and the CAS to IDLE with the
   * acquire read of the receiver, so each sees what the one before has done to it.
   *
   * A sender that has cleared PARKED for an earlier registration may signal late, and find this
   * armed anew. The waker is called early then, which its contract allows. The sender that clears
   * the new PARKED finds DUE or IDLE; no call is lost, because its message is in the tail: the
   * woken receiver polls it, or registers after it has left the tail as it was.
   */
  private static final int IDLE = 0;
  private static final int ARMED = 1;
  private static final int DUE = 2;
  private static final int DROPPED = 3;

  private static final VarHandle STATE = Fields.handle(MethodHandles.lookup(), "state", int.class);

  @SuppressWarnings("unused") // by STATE
  private int state;

  private @Nullable Waker waker;
  private final SecondCall secondCall = new SecondCall();

  /** <i>Receiver.</i> Arms this; false if it cannot be used any more. */
  boolean arm(Waker newWaker) {
    if (!disarm()) {
      return false;
    }
    waker = newWaker;
    STATE.setRelease(this, ARMED);
    return true;
  }

  private boolean disarm() {
    int now = (int) STATE.getAcquire(this);
    if (now == ARMED) {
      now = (int) STATE.compareAndExchange(this, ARMED, IDLE);
    }
    if (now == DUE) {
      now = (int) STATE.compareAndExchange(this, DUE, DROPPED);
    }
    waker = null; // in IDLE; if this is dropped the delivery writes null as well
    return now == IDLE || now == ARMED; // before the CAS, if there was one
  }

  @Override
  protected void forgotten() {
    disarm();
  }

  @Override
  public @Nullable Notification signal() {
    return STATE.compareAndSet(this, ARMED, DUE) ? alone() : null;
  }

  @Override
  public void deliver() {
    Waker called = waker;
    waker = null;
    // Before the call: the woken receiver may register while the waker has not returned.
    if (STATE.compareAndSet(this, DUE, IDLE) && called != null) {
      try {
        called.wake();
      } catch (VirtualMachineError noStackOrMemory) {
        if ((int) STATE.getAcquire(this) == IDLE) { // else the receiver has polled since
          secondCall.prepare(called);
        }
        Uncaught.report(noStackOrMemory);
      }
    }
  }
}

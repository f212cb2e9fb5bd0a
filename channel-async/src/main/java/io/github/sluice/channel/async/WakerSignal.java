// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.Waker;
import io.github.sluice.channel.internal.Fields;
import io.github.sluice.channel.internal.Notification;
import io.github.sluice.channel.internal.ReceiverSignal;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Calls the waker registered last, once, and lets go of it.
 *
 * <p>A sender that is late may find the waker of a later registration here, if the receiver has
 * polled without having been woken. Then that one is called early, which it must bear, and by
 * polling again registers anew; no call is lost.
 */
final class WakerSignal extends ReceiverSignal {
  private static final VarHandle WAKER =
      Fields.handle(MethodHandles.lookup(), "waker", Waker.class);
  private static final VarHandle IS_DUE =
      Fields.handle(MethodHandles.lookup(), "isDue", boolean.class);

  @SuppressWarnings("unused") // by WAKER
  private volatile @Nullable Waker waker;

  /** Whether this is in a list of notifications, in which it can be once. */
  @SuppressWarnings("unused") // by IS_DUE
  private volatile boolean isDue;

  void register(Waker newWaker) {
    waker = newWaker;
  }

  @Override
  protected void forgotten() {
    waker = null;
  }

  @Override
  public @Nullable Notification signal() {
    return IS_DUE.compareAndSet(this, false, true) ? alone() : null;
  }

  @Override
  public void deliver() {
    isDue = false; // first: a signal that comes now finds no waker, or one registered since
    Waker registered = (Waker) WAKER.getAndSet(this, (Waker) null);
    if (registered == null) {
      return;
    }
    try {
      registered.wake();
    } catch (VirtualMachineError noStackOrMemory) { // it is called again, in another thread
      WAKER.compareAndSet(this, (Waker) null, registered);
      throw noStackOrMemory;
    }
  }
}

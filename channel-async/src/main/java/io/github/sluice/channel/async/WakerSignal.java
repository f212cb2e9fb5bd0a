// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.Waker;
import io.github.sluice.channel.internal.Fields;
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
final class WakerSignal extends ReceiverSignal implements Runnable {
  private static final VarHandle WAKER =
      Fields.handle(MethodHandles.lookup(), "waker", Waker.class);

  private final Callbacks callbacks;

  @SuppressWarnings("unused") // by WAKER
  private volatile @Nullable Waker waker;

  WakerSignal(Callbacks callbacks) {
    this.callbacks = callbacks;
  }

  void register(Waker newWaker) {
    waker = newWaker;
  }

  void release() {
    waker = null;
  }

  @Override
  public void signal() {
    callbacks.execute(this);
  }

  @Override
  public void run() {
    Waker registered = (Waker) WAKER.getAndSet(this, (Waker) null);
    if (registered != null) {
      registered.wake();
    }
  }
}

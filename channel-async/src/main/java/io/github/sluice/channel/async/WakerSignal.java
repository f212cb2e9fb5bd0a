// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.Waker;
import io.github.sluice.channel.internal.Notification;
import io.github.sluice.channel.internal.ReceiverSignal;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Calls the waker registered last, once, and releases it.
 *
 * <p>If the receiver has polled without having been woken, a late sender may find the waker of a
 * later registration here. That waker is called early, which its contract allows, and registers
 * anew by polling again; no call is lost.
 */
final class WakerSignal extends ReceiverSignal {
  private final AtomicReference<@Nullable Waker> waker = new AtomicReference<>();

  /** Whether this is in a list of notifications, in which it can be once. */
  private final AtomicBoolean isDue = new AtomicBoolean();

  void register(Waker newWaker) {
    waker.set(newWaker);
  }

  @Override
  protected void forgotten() {
    waker.set(null);
  }

  @Override
  public @Nullable Notification signal() {
    return isDue.compareAndSet(false, true) ? alone() : null;
  }

  @Override
  public void deliver() {
    isDue.set(false); // first: a signal that comes now finds no waker, or one registered since
    Callbacks.wake(waker, null);
  }
}

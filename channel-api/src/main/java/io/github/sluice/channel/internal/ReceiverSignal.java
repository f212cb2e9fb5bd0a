// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import org.jspecify.annotations.Nullable;

/**
 * What a waiting receiver registers in order to be notified: a thread to unpark, a waker to call, a
 * future to complete.
 *
 * <p>A registration is known by the position at which the receiver waits. A receiver that waits at
 * another position has received the message at this one before, so a sender that is late with its
 * signal can tell that it no longer counts. Of several registrations at one position the last
 * counts.
 */
public abstract class ReceiverSignal extends Notification {
  /** Written by the receiver, before it registers; read by the thread that is about to signal. */
  private volatile long registeredAt;

  /** Returns the position of the message waited for. */
  final long registeredAt() {
    return registeredAt;
  }

  /** <i>Receiver.</i> Sets the position that it is going to wait at. */
  final void registerAt(long position) {
    registeredAt = position;
  }

  /**
   * Notifies the receiver that there is something at {@link #registeredAt}: a message, or the end
   * of the stream. Called in the thread that put it there, when every thread can see it. Makes what
   * effects that has, and runs no user code.
   */
  public abstract @Nullable Notification signal();

  /**
   * Ends the wait, if it can be ended from outside, because the channel is cancelled. Runs no user
   * code.
   */
  protected @Nullable Notification cancelled() {
    return null;
  }

  /** <i>Receiver.</i> Called when the ring has forgotten this, or has another signal instead. */
  protected void forgotten() {}
}

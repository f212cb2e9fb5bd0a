// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

/**
 * What a waiting receiver leaves behind so that it can be told: a thread to unpark, a waker to
 * call, a future to complete.
 *
 * <p>A registration is known by the position at which the receiver waits. A receiver that waits at
 * another position has received the message at this one before, so a sender that is late with its
 * wake can tell that it no longer counts. Of several registrations at one position the last counts.
 */
public abstract class ReceiverSignal {
  /** Written by the receiver, before it announces itself; read by whoever is about to signal. */
  private volatile long parkedAt;

  /** Returns the position of the message waited for. */
  final long parkedAt() {
    return parkedAt;
  }

  /** <i>Receiver.</i> Sets the position that it is going to wait at. */
  final void parkAt(long position) {
    parkedAt = position;
  }

  /**
   * Tells the receiver that there is something at {@link #parkedAt}: a message, or the end of the
   * stream. Called in the thread that put it there, when everybody can see it.
   */
  public abstract void signal();
}

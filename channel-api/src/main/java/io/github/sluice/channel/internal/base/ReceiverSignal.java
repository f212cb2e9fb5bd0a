// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.base;

import org.jspecify.annotations.Nullable;

/**
 * What a waiting receiver registers in order to be notified: a thread to unpark, a waker to call, a
 * future to complete.
 *
 * <p>A registration is identified by the position at which the receiver waits. A receiver that
 * waits at another position has received the message at this one, so a late sender sees that its
 * signal no longer counts. Of several registrations at one position the last counts.
 */
public abstract class ReceiverSignal extends Notification {
  /**
   * Notifies the receiver that there is a message, or the end of the stream, at the position of its
   * registration. Called in the thread that put it there, when every thread can see it. Runs no
   * user code.
   */
  public abstract @Nullable Notification signal();

  /**
   * Ends the wait, if it can be ended from outside, because the channel is cancelled. Runs no user
   * code.
   */
  public @Nullable Notification cancelled() {
    return null;
  }

  /**
   * Describes this as the user of the receiver, and says what to do instead of using it: for the
   * text of an exception, after "in use by".
   */
  public String use() {
    return "another operation. Wait for its end";
  }

  /** Returns whether this hands a message to user code now, in the current thread. */
  public boolean isInActionOfThisThread() {
    return false;
  }

  /** <i>Receiver.</i> Called when the ring has forgotten this, or has another signal instead. */
  public void forgotten() {}
}

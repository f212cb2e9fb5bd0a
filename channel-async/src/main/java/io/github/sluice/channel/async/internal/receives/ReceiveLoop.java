// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.receives;

import io.github.sluice.channel.async.internal.callbacks.Callbacks;
import io.github.sluice.channel.internal.core.ChannelCore;
import org.jspecify.annotations.Nullable;

/**
 * An operation that takes message after message and hands each to user code, in callbacks, until
 * the stream ends.
 */
abstract class ReceiveLoop<T> extends ReceiveOperation<T> {
  /** How many messages one callback handles before it lets others run. */
  static final int BUDGET = 128;

  private final Callbacks callbacks;

  ReceiveLoop(ChannelCore<T> core, Callbacks callbacks, int state) {
    super(core, state, SCHEDULED);
    this.callbacks = callbacks;
  }

  @Override
  public final void deliver() {
    boolean isPolling = begin();
    for (int handled = 1; isPolling; handled++) {
      T message = next();
      if (message == null) {
        return; // this waits, or is over
      }
      taken();
      leavePolling(IN_CALLBACK);
      core.deliver(core.grantReleased()); // only queued, behind this callback
      hand(message);
      if ((handled >= BUDGET || callbacks.hasQueued()) && cas(IN_CALLBACK, SCHEDULED)) {
        core.deliver(alone()); // behind the other callbacks
        return;
      }
      isPolling = cas(IN_CALLBACK, POLLING); // else it has been ended meanwhile
    }
    finish();
  }

  /** Called when this is done or withdrawn, by the thread that was the last in the user code. */
  private void finish() {
    if (isDone()) {
      releaseLease();
      complete();
    }
    left();
  }

  /** Takes the next message; null if this waits now, or is over. */
  private @Nullable T next() {
    while (true) {
      boolean isWanted = isWanted();
      boolean isStopped = isStopped() || core.lease().isCancelled();
      T message = isWanted && !isStopped ? core.take() : null;
      if (message != null) {
        return message;
      }
      if (isStopped || core.isTerminated()) {
        leavePolling(DONE);
        finish();
        return null;
      }
      if ((isWanted || core.size() == 0) ? await() : idle()) {
        return null;
      }
    }
  }

  /** Returns whether a message may be taken now; if not, a signal comes when it may. */
  boolean isWanted() {
    return true;
  }

  /** Returns whether this ends before the stream does. */
  boolean isStopped() {
    return false;
  }

  /** Called when a message has been taken, while this cannot be withdrawn. */
  void taken() {}

  /** Hands a message to the user code; throws nothing. */
  abstract void hand(T message);

  /** Notifies the user that this is done. */
  abstract void complete();

  /** Called when this is over and the user code has returned, perhaps more than once. */
  void left() {}

  @Override
  final boolean isRepeating() {
    return true;
  }
}

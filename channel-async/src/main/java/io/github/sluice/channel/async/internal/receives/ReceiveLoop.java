// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.receives;

import io.github.sluice.channel.async.internal.callbacks.Callbacks;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.core.ChannelCore;
import org.jspecify.annotations.Nullable;

/**
 * An operation that takes message after message and hands each to user code, in callbacks, until
 * the stream ends.
 *
 * @param <U> what the user code is handed: a message, or a batch
 */
abstract class ReceiveLoop<T, U> extends ReceiveOperation<T> {
  /** How many messages one callback handles before it lets others run. */
  static final int BUDGET = 128;

  final Callbacks callbacks;

  /** What is due because of messages that have been taken and not handed over yet; the owner's. */
  private @Nullable Notification granted;

  /** The thread that is in the user code, written by itself; others may see an old value. */
  private @Nullable Thread actionThread;

  ReceiveLoop(ChannelCore<T> core, Callbacks callbacks, int state) {
    super(core, state, SCHEDULED);
    this.callbacks = callbacks;
  }

  @Override
  public final void deliver() {
    boolean isPolling = begin();
    if (!isPolling && !isDone()) {
      return; // withdrawn, by a thread that does the rest
    }
    for (int handled = 1; isPolling; handled++) {
      U unit = next();
      if (unit == null) {
        return; // this waits, or is over
      }
      taken();
      Notification due = Notification.concat(granted, core.grantReleased());
      granted = null;
      leavePolling(IN_CALLBACK);
      core.deliver(due); // only queued, behind this callback
      actionThread = Thread.currentThread();
      hand(unit);
      actionThread = null;
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

  /** Takes what is next; null if this waits now, or is over. */
  private @Nullable U next() {
    while (true) {
      boolean isWanted = isWanted();
      boolean isStopped = isStopped() || core.lease().isCancelled();
      U unit = isWanted && !isStopped ? take() : null;
      if (unit != null) {
        return unit;
      }
      boolean isOver = isStopped || isStopped() || core.isTerminated();
      unit = isOver ? takeRest() : null;
      if (unit != null) {
        return unit;
      }
      Notification due = Notification.concat(granted, core.grantReleased());
      granted = null;
      if (isOver) {
        leavePolling(DONE);
        core.deliver(due);
        finish();
      } else if (isWanted ? await() : awaitEnd()) {
        core.deliver(due);
      } else if (due == null) {
        continue;
      } else { // what is due must not wait for as long as messages come
        leavePolling(isLingering() ? DUE : SCHEDULED);
        core.deliver(Notification.concat(due, alone()));
      }
      return null;
    }
  }

  /** <i>Owner.</i> Adds what is due because of messages that have been taken. */
  final void granted(@Nullable Notification due) {
    granted = Notification.concat(granted, due);
  }

  /** <i>Owner.</i> Takes what the user code can be handed now, if there is so much. */
  abstract @Nullable U take();

  /** <i>Owner.</i> Returns what has been taken before the end and not handed over, if anything. */
  @Nullable U takeRest() {
    return null;
  }

  /** Returns whether a message may be taken now; if not, a signal comes when it may. */
  boolean isWanted() {
    return true;
  }

  /** Returns whether this ends before the stream does. */
  boolean isStopped() {
    return false;
  }

  /** <i>Owner.</i> Called when something has been taken, while this cannot be withdrawn. */
  void taken() {}

  /** Hands what has been taken to the user code; throws nothing. */
  abstract void hand(U unit);

  /** Notifies the user that this is done. */
  abstract void complete();

  /** Called when this is over and the user code has returned, perhaps more than once. */
  void left() {}

  @Override
  public final boolean isInActionOfThisThread() {
    return actionThread == Thread.currentThread();
  }

  @Override
  final boolean isRepeating() {
    return true;
  }
}

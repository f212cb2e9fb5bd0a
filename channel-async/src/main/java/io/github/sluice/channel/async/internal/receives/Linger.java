// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.receives;

import io.github.sluice.channel.async.internal.callbacks.Callbacks;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.Timeout;

/** How long a batch waits for more messages, from its first one on. */
final class Linger {
  private final Callbacks callbacks;
  private final ReceiveOperation<?> operation;
  private final long nanos;
  private final Timeout timeout;
  private boolean isStarted; // the owner's
  private volatile boolean hasExpired;

  Linger(Callbacks callbacks, ReceiveOperation<?> operation, long nanos) {
    this.callbacks = callbacks;
    this.operation = operation;
    this.nanos = nanos;
    timeout = callbacks.newTimeout(this::expire);
    hasExpired = nanos <= 0;
  }

  /** <i>Owner.</i> Starts the clock, once. */
  void start() {
    if (isStarted || hasExpired) {
      return;
    }
    isStarted = true;
    try {
      timeout.start(nanos);
    } catch (Throwable notStarted) { // out of memory, or refused by the scheduler
      hasExpired = true; // the batch is not to wait without end
    }
  }

  private void expire() {
    hasExpired = true; // first: the owner sees it, or is notified
    Notification due = operation.signal();
    if (due != null) {
      callbacks.deliverFromTimer(due);
    }
  }

  boolean hasExpired() {
    return hasExpired;
  }

  void cancel() {
    timeout.cancel();
  }
}

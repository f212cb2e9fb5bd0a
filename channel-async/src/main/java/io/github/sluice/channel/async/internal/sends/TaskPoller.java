// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.sends;

import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.StackReserve;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.internal.queue.SendWaiter.State;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The request of one task, and then its permit. Has at most one of its two fields. */
final class TaskPoller<T> implements SendPoller<T> {
  private final AsyncSenderHandle<T> handle;
  private final ChannelCore<T> core;

  /** Whether a permit was free at once and is reserved. */
  private boolean hasPermit;

  /** The request for a permit, if it had to wait; granted, it is the permit. */
  private @Nullable Reservation<T> request;

  /** A request that has been used and can be used again. */
  private @Nullable Reservation<T> spare;

  TaskPoller(AsyncSenderHandle<T> handle, ChannelCore<T> core) {
    this.handle = handle;
    this.core = core;
  }

  @Override
  public boolean pollReady(Waker waker) {
    Objects.requireNonNull(waker, "waker");
    Reservation<T> waiting = request;
    if (hasPermit || (waiting == null ? handle.isClosed() : core.isClosed())) {
      return true; // if it is closed, trySend says so
    }
    if (waiting == null) {
      hasPermit = core.tryReserve(1) == SendResult.SENT;
      if (hasPermit) {
        return true;
      }
      StackReserve.require();
      waiting = spare != null ? spare.again() : new Reservation<>(core);
      spare = null;
      Notification due = core.enqueue(waiting);
      request = waiting;
      core.deliver(due);
    }
    return waiting.isSettled(waker);
  }

  @Override
  public SendResult trySend(T message) {
    Reservation<T> waiting = request;
    if (waiting == null && !hasPermit) {
      return handle.trySend(message);
    }
    Objects.requireNonNull(message, "message");
    State state = waiting == null ? State.GRANTED : waiting.state();
    if (state == State.REFUSED) {
      request = null;
      return SendResult.CLOSED;
    }
    if (state != State.GRANTED) {
      return core.isClosed() ? SendResult.CLOSED : SendResult.FULL; // nothing overtakes it
    }
    StackReserve.require();
    if (waiting != null) {
      spare = waiting.isSpent() ? waiting : null;
    }
    request = null;
    hasPermit = false;
    return core.sendPermitted(message, false);
  }

  @Override
  public void close() {
    StackReserve.require();
    Notification due = request == null ? null : request.abandon();
    request = null;
    if (hasPermit) {
      hasPermit = false;
      due = core.returnPermits(1);
    }
    core.deliver(due);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.receives;

import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.internal.core.ChannelFuture;
import org.jspecify.annotations.Nullable;

/**
 * A receive that found nothing. The thread that signals takes the message for the receiver, there
 * and then; a callback completes the future.
 */
final class ReceiveOne<T> extends ReceiveOperation<T> {
  private final ChannelFuture<@Nullable T> future = new ChannelFuture<>(this);
  private @Nullable T message;

  ReceiveOne(ChannelCore<T> core) {
    super(core, POLLING, POLLING);
  }

  /** Begins, as the owner. */
  ChannelFuture<@Nullable T> start() {
    acquireLease();
    Notification granted = null;
    boolean isWaiting = false;
    while (!isDone() && !(isWaiting = await())) {
      granted = Notification.concat(granted, take());
    }
    if (!isWaiting) {
      deliver(); // at once: nothing depends on the future yet
    }
    core.deliver(granted);
    return future;
  }

  @Override
  public String use() {
    return pending("receive");
  }

  @Override
  @Nullable Notification claimed() {
    core.forgetSignal();
    return Notification.concat(alone(), take());
  }

  /** Takes what there is, a message or the end of the stream; a sender may have withdrawn. */
  private @Nullable Notification take() {
    if (!isDone()) {
      message = core.take();
      if (message != null || !core.isRendezvous() || core.isTerminated()) {
        leavePolling(DONE);
      }
    }
    return core.grantReleased();
  }

  @Override
  public void deliver() {
    releaseLease();
    future.settle(message, message == null ? core.failure() : null);
    message = null;
  }
}

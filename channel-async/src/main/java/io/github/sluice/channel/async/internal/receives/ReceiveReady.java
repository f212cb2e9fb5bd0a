// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.receives;

import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.SpinWait;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.internal.core.ChannelFuture;
import org.jspecify.annotations.Nullable;

/** A wait for a message that leaves it in the channel. */
final class ReceiveReady<T> extends ReceiveOperation<T> {
  private final ChannelFuture<Boolean> future = new ChannelFuture<>(this);
  private boolean isReady;

  ReceiveReady(ChannelCore<T> core) {
    super(core, POLLING, POLLING);
  }

  /** Begins, as the owner. */
  ChannelFuture<Boolean> start() {
    acquireLease();
    Notification granted = null;
    boolean isWaiting = false;
    while (!isDone() && !(isWaiting = await())) {
      look();
      granted = Notification.concat(granted, core.grantReleased());
    }
    if (!isWaiting) {
      deliver(); // at once: nothing depends on the future yet
    }
    core.deliver(granted);
    return future;
  }

  @Override
  public String use() {
    return pending("whenReady");
  }

  @Override
  @Nullable Notification claimed() {
    core.forgetSignal();
    look();
    return Notification.concat(alone(), core.grantReleased());
  }

  /** Looks what there is, a message or the end of the stream; a sender may have withdrawn. */
  private void look() {
    if (!isDone()) {
      isReady = core.look(SpinWait.FOREVER) != null;
      if (isReady || !core.isRendezvous() || core.isTerminated()) {
        leavePolling(DONE);
      }
    }
  }

  @Override
  public void deliver() {
    releaseLease();
    future.settle(isReady, isReady ? null : core.failure());
  }
}

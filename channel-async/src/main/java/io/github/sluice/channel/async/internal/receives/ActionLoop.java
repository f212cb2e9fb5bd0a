// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.receives;

import io.github.sluice.channel.async.internal.callbacks.Callbacks;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.internal.core.ChannelFuture;
import org.jspecify.annotations.Nullable;

/** A loop that hands what it takes to an action, and has a future. */
abstract class ActionLoop<T, U> extends ReceiveLoop<T, U> {
  final ChannelFuture<@Nullable Void> future = new ChannelFuture<>(this);

  /** Completes when this is over and the action has returned. */
  final ChannelFuture<@Nullable Void> idle = new ChannelFuture<>(null);

  ActionLoop(ChannelCore<T> core, Callbacks callbacks) {
    super(core, callbacks, SCHEDULED);
  }

  @Override
  public final String use() {
    return isInActionOfThisThread()
        ? method() + ", in whose action this thread is. The action must not receive"
        : pending(method());
  }

  /** Returns the name of the method that has begun this. */
  abstract String method();

  @Override
  void left() {
    idle.succeed(null);
  }

  @Override
  public void withdrawn(@Nullable Notification completion) {
    if (!leftCallback) {
      left();
    }
    super.withdrawn(completion);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.receives;

import io.github.sluice.channel.async.internal.callbacks.Callbacks;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.internal.core.ChannelFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands all messages to an action, in callbacks. */
final class ForEach<T> extends ReceiveLoop<T> {
  final ChannelFuture<@Nullable Void> future = new ChannelFuture<>(this);

  /** Completes when this is over and the action has returned. */
  final ChannelFuture<@Nullable Void> idle = new ChannelFuture<>(null);

  private final Consumer<? super T> action;

  /** Why the future fails, if it does; written before DONE. */
  private @Nullable Throwable thrown;

  ForEach(ChannelCore<T> core, Callbacks callbacks, Consumer<? super T> action) {
    super(core, callbacks, SCHEDULED);
    this.action = action;
  }

  @Override
  void hand(T message) {
    try {
      action.accept(message);
    } catch (Throwable t) {
      thrown = t;
      cas(IN_CALLBACK, DONE); // unless it has been ended meanwhile
    }
  }

  @Override
  void complete() {
    future.settle(null, thrown == null ? core.failure() : thrown);
  }

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

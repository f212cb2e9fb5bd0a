// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.receives;

import io.github.sluice.channel.async.internal.callbacks.Callbacks;
import io.github.sluice.channel.internal.core.ChannelCore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands all messages, or all batches, to an action, in callbacks. */
abstract class ForEach<T, U> extends ActionLoop<T, U> {
  private final Consumer<? super U> action;

  /** Why the future fails, if it does; the owner's, written before DONE. */
  @Nullable Throwable thrown;

  ForEach(ChannelCore<T> core, Callbacks callbacks, Consumer<? super U> action) {
    super(core, callbacks);
    this.action = action;
  }

  @Override
  final void hand(U unit) {
    try {
      action.accept(unit);
    } catch (Throwable t) {
      thrown = t;
      cas(IN_CALLBACK, DONE); // unless it has been ended meanwhile
    }
  }

  @Override
  final void complete() {
    future.settle(null, thrown == null ? core.failure() : thrown);
  }
}

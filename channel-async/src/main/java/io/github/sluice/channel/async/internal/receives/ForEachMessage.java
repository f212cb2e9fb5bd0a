// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.receives;

import io.github.sluice.channel.async.internal.callbacks.Callbacks;
import io.github.sluice.channel.internal.core.ChannelCore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands one message after the other to an action. */
final class ForEachMessage<T> extends ForEach<T, T> {
  ForEachMessage(ChannelCore<T> core, Callbacks callbacks, Consumer<? super T> action) {
    super(core, callbacks, action);
  }

  @Override
  String method() {
    return "forEach";
  }

  @Override
  @Nullable T take() {
    return core.take();
  }
}

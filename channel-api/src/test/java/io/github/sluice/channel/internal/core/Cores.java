// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.core;

import io.github.sluice.channel.WaitStrategy;
import io.github.sluice.channel.internal.base.CallbackExecutor;
import io.github.sluice.channel.internal.queue.SendQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Creates cores for the tests of their parts. */
public final class Cores {
  private Cores() {}

  public static <T> ChannelCore<T> create(
      int capacity,
      @Nullable String name,
      Consumer<? super T> onUndelivered,
      CallbackExecutor callbacks,
      WaitStrategy waitStrategy) {
    return create(capacity, name, onUndelivered, callbacks, waitStrategy, SendQueue.BYPASSES);
  }

  static <T> ChannelCore<T> create(
      int capacity,
      @Nullable String name,
      Consumer<? super T> onUndelivered,
      CallbackExecutor callbacks,
      WaitStrategy waitStrategy,
      int bypasses) {
    ChannelOptions<T> options =
        new ChannelOptions<T>(capacity).onUndelivered(onUndelivered).waitStrategy(waitStrategy);
    if (name != null) {
      options.name(name);
    }
    return new ChannelCore<>(options, callbacks, bypasses);
  }
}

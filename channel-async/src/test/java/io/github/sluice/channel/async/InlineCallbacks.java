// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import java.util.function.Consumer;

/** The two ways to have callbacks run in the thread that causes them. */
enum InlineCallbacks {
  NO_EXECUTOR,
  INLINE_EXECUTOR;

  <T> AsyncChannel<T> channel(int capacity) {
    return channel(capacity, undelivered -> {});
  }

  <T> AsyncChannel<T> channel(int capacity, Consumer<? super T> onUndelivered) {
    AsyncChannel.Builder<T> builder =
        AsyncChannel.<T>builder(capacity).onUndelivered(onUndelivered);
    return this == INLINE_EXECUTOR ? builder.executor(Runnable::run).build() : builder.build();
  }
}

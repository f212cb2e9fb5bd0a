// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.base;

import org.jspecify.annotations.Nullable;

/** Runs the user code of notifications. */
@FunctionalInterface
public interface CallbackExecutor {
  /**
   * Delivers in the calling thread, at once; reentrant notifications in the executor that the JDK
   * has for async methods of CompletableFuture.
   */
  CallbackExecutor DIRECT = new DirectExecutor();

  /**
   * Delivers a list of notifications, now or soon, in order. Called after all effects of an
   * operation; throws nothing.
   */
  void deliver(@Nullable Notification list);
}

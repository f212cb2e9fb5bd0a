// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.base;

import org.jspecify.annotations.Nullable;

/** Runs the user code of notifications. */
@FunctionalInterface
public interface CallbackExecutor {
  /** Delivers all in the calling thread, at once. */
  CallbackExecutor DIRECT =
      list -> {
        Notification due = list;
        while (due != null) {
          Notification first = Notification.first(due);
          due = Notification.rest(due);
          try {
            first.deliver();
          } catch (Throwable t) { // out of stack or memory; the others are to be delivered
            Uncaught.report(t);
          }
        }
      };

  /**
   * Delivers a list of notifications, now or soon, in order. Called after all effects of an
   * operation; throws nothing.
   */
  void deliver(@Nullable Notification list);
}

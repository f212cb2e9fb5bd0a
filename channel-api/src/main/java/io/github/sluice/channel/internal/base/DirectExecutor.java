// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.base;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Delivers notifications in the calling thread, but for reentrant ones. */
final class DirectExecutor implements CallbackExecutor {
  private static final Executor ELSEWHERE = new CompletableFuture<>().defaultExecutor();

  @Override
  public void deliver(@Nullable Notification list) {
    Notification due = list;
    while (due != null) {
      Notification first = Notification.first(due);
      due = Notification.rest(due);
      if (!first.isReentrant() || !isDeliveredElsewhere(first)) {
        deliverNow(first);
      }
    }
  }

  private static boolean isDeliveredElsewhere(Notification notification) {
    try {
      ELSEWHERE.execute(() -> deliverNow(notification));
      return true;
    } catch (Throwable outOfMemoryOrThreads) { // it may have been accepted even so
      return false;
    }
  }

  private static void deliverNow(Notification notification) {
    try {
      notification.deliver();
    } catch (Throwable t) { // out of stack or memory; the others are to be delivered
      Uncaught.report(t);
    }
  }
}

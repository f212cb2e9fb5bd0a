// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.internal.Uncaught;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs an action when a time is over, unless it has been cancelled before.
 *
 * <p>It uses the timer that the JDK has for CompletableFuture, one daemon thread for all. That
 * forgets a timeout as soon as its future completes, but on some JDKs only if it completes normally
 * (JDK-8303742). Here it always does.
 */
final class TimeoutTask {
  private final CompletableFuture<Boolean> isOver = new CompletableFuture<>();

  /** Creates a task that is not scheduled; the action runs in the timer's thread. */
  TimeoutTask(Runnable action) {
    isOver.thenAccept(
        over -> {
          if (over) {
            run(action);
          }
        });
  }

  private static void run(Runnable action) {
    try {
      action.run();
    } catch (Throwable t) { // the future would swallow it
      Uncaught.report(t);
    }
  }

  /** Schedules it, unless it has been cancelled. */
  void schedule(long nanos) {
    isOver.completeOnTimeout(true, nanos, TimeUnit.NANOSECONDS);
  }

  /** Cancels it for good, and leaves nothing of it in the timer. */
  void cancel() {
    isOver.complete(false);
  }
}

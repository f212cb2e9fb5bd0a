// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs an action when a time is over, if it has not been put off before.
 *
 * <p>It uses the timer that the JDK has for CompletableFuture. That forgets a timeout as soon as
 * its future completes, but on some JDKs only if it completes normally (JDK-8303742). Here it
 * always does.
 */
final class Alarm {
  private final CompletableFuture<Boolean> isOver = new CompletableFuture<>();

  /** Makes an alarm that is not set; the action runs in the timer's thread. */
  Alarm(Runnable action) {
    isOver.thenAccept(
        over -> {
          if (over) {
            action.run();
          }
        });
  }

  /** Sets it, unless it has been put off. */
  void set(long nanos) {
    isOver.completeOnTimeout(true, nanos, TimeUnit.NANOSECONDS);
  }

  /** Puts it off for good, and leaves nothing of it in the timer. */
  void putOff() {
    isOver.complete(false);
  }
}

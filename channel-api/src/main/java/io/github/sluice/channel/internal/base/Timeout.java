// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.base;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs an action when a time has expired, unless it is cancelled before.
 *
 * <p>Completes with true when the time has expired, and with false when it is cancelled: then the
 * timer that the JDK has for CompletableFuture, one daemon thread for all, forgets this. On some
 * JDKs it would not if this completed exceptionally (JDK-8303742).
 */
public final class Timeout extends CompletableFuture<Boolean> {
  /** Creates a timeout. The action runs in the timer's thread, so it must only take a moment. */
  public Timeout(Runnable action) {
    thenAccept(
        expired -> {
          if (expired) {
            action.run();
          }
        });
  }

  /** Starts the clock; with the greatest number there is, the time never expires. */
  public void start(long nanos) {
    if (nanos != Long.MAX_VALUE) {
      completeOnTimeout(true, nanos, TimeUnit.NANOSECONDS);
    }
  }

  public void cancel() {
    complete(false);
  }
}

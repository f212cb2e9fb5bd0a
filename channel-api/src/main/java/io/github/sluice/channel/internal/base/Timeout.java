// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.base;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs an action when a time has expired, unless it is cancelled before.
 *
 * <p>Completes with true when the time has expired, and with false when it is cancelled: then the
 * timer that the JDK has for CompletableFuture, one daemon thread for all, forgets this. On some
 * JDKs it would not if this completed exceptionally (JDK-8303742).
 */
public final class Timeout extends CompletableFuture<Boolean> {
  private final @Nullable ScheduledExecutorService scheduler;

  /** The scheduler's task, if there is one and it has been scheduled. */
  private volatile @Nullable Future<?> task;

  /** Creates a timeout. The action runs in the timer's thread, so it must only take a moment. */
  public Timeout(Runnable action) {
    this(action, null);
  }

  /** Creates a timeout by a scheduler; without one, by the JDK's timer. */
  public Timeout(Runnable action, @Nullable ScheduledExecutorService scheduler) {
    this.scheduler = scheduler;
    thenAccept(
        expired -> {
          if (expired) {
            action.run();
          }
        });
  }

  /** Starts the clock; with the greatest number there is, the time never expires. */
  public void start(long nanos) {
    if (nanos == Long.MAX_VALUE) {
      return;
    }
    if (scheduler == null) {
      completeOnTimeout(true, nanos, TimeUnit.NANOSECONDS);
      return;
    }
    Runnable expiry = () -> complete(true);
    // A Dekker handshake with cancel(): this writes `task`, then reads whether it is done.
    task = scheduler.schedule(expiry, nanos, TimeUnit.NANOSECONDS);
    if (isDone()) {
      cancelTask();
    }
  }

  public void cancel() {
    complete(false); // first: pairs with start()
    cancelTask();
  }

  private void cancelTask() {
    Future<?> scheduled = task;
    if (scheduled != null) {
      scheduled.cancel(false);
    }
  }
}

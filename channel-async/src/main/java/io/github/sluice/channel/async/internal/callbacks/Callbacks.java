// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.callbacks;

import io.github.sluice.channel.internal.base.CallbackExecutor;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.Timeout;
import io.github.sluice.channel.internal.base.Uncaught;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs the callbacks of a channel: in the user's executor, or on the trampoline. */
public final class Callbacks implements CallbackExecutor {
  /** Shared by all channels: 8 threads at most, which end after some seconds without work. */
  private static final ThreadPoolExecutor POOL =
      new ThreadPoolExecutor(
          8, 8, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Callbacks::newThread);

  static {
    POOL.allowCoreThreadTimeOut(true);
    Uncaught.load(); // there may be no memory for that later
    Redelivery.take();
  }

  private final @Nullable Executor executor;

  /** What timeouts are measured by; null for the JDK's timer. */
  private final @Nullable ScheduledExecutorService scheduler;

  /**
   * Null without an executor: then all such channels share the thread's trampoline, so a chain
   * through many of them uses no more stack than one callback. A callback in an executor may wait
   * for another channel's callbacks, which must not be queued behind it.
   */
  private final @Nullable Trampoline own;

  public Callbacks(@Nullable Executor executor, @Nullable ScheduledExecutorService scheduler) {
    this.executor = executor;
    this.scheduler = scheduler;
    own = executor == null ? null : new Trampoline();
  }

  @Override
  public void deliver(@Nullable Notification list) {
    trampoline().deliver(list, executor);
  }

  /** Creates a timeout. What its action causes is delivered by {@link #deliverFromTimer}. */
  public Timeout newTimeout(Runnable action) {
    return new Timeout(action, scheduler);
  }

  /** Delivers the notifications of a timeout, outside of the thread of the JDK's timer. */
  public void deliverFromTimer(@Nullable Notification list) {
    if (scheduler != null) {
      deliver(list);
      return;
    }
    try {
      POOL.execute(() -> deliver(list));
    } catch (Throwable noThread) { // out of memory or threads
      deliver(list);
    }
  }

  /** Delivers a notification once more, in a thread that has stack and memory. Throws nothing. */
  public void deliverAgain(Notification failed) {
    Redelivery.add(failed.alone());
  }

  /** Returns whether callbacks are queued behind the one that runs in the current thread. */
  public boolean hasQueued() {
    return trampoline().hasQueued();
  }

  private Trampoline trampoline() {
    return own != null ? own : Trampoline.ofThread();
  }

  private static Thread newThread(Runnable task) {
    Thread thread = new Thread(null, task, "sluice-callbacks", 0, false);
    thread.setDaemon(true);
    return thread;
  }
}

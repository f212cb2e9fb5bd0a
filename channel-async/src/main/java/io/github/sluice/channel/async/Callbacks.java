// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.Waker;
import io.github.sluice.channel.internal.CallbackExecutor;
import io.github.sluice.channel.internal.Notification;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs the callbacks of a channel: in the user's executor, or on the trampoline. */
final class Callbacks implements CallbackExecutor {
  private static final int MOST_THREADS = 8;

  /**
   * Shared by all channels; a thread ends when it has had nothing to do for some seconds. Created
   * with the first channel, and its classes loaded: there may be no stack for that later.
   */
  private static final ThreadPoolExecutor POOL =
      new ThreadPoolExecutor(
          MOST_THREADS,
          MOST_THREADS,
          5,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          CallbackThread::new);

  static {
    POOL.allowCoreThreadTimeOut(true);
    POOL.getThreadFactory().newThread(() -> {}); // which is never started
  }

  private final @Nullable Executor executor;

  /**
   * Null without an executor: then all such channels share the thread's trampoline, so a chain
   * through many of them uses no more stack than one callback. A callback in an executor may wait
   * for another channel's callbacks, which must not be queued behind it.
   */
  private final @Nullable Trampoline own;

  Callbacks(@Nullable Executor executor) {
    this.executor = executor;
    own = executor == null ? null : new Trampoline();
  }

  @Override
  public void deliver(@Nullable Notification list) {
    if (list != null) {
      trampoline().deliver(list, executor);
    }
  }

  /** Delivers the notifications of a timeout, outside of the timer's thread. */
  void deliverFromTimer(@Nullable Notification list) {
    try {
      inAnotherThread(() -> deliver(list));
    } catch (Throwable noThread) { // out of memory or threads
      deliver(list);
    }
  }

  /** Runs a task in one of the threads for callbacks. */
  static void inAnotherThread(Runnable task) {
    POOL.execute(task);
  }

  /**
   * Calls the waker in a cell, if there is one, and leaves another value there. If it fails for
   * want of stack or memory it is put back, unless there is a newer one, and called again in
   * another thread.
   */
  static void wake(AtomicReference<@Nullable Waker> cell, @Nullable Waker called) {
    Waker registered = cell.getAndSet(called);
    if (registered != null) {
      try {
        registered.wake();
      } catch (VirtualMachineError noStackOrMemory) {
        cell.compareAndSet(called, registered);
        throw noStackOrMemory;
      }
    }
  }

  static boolean isCallbackThread() {
    return Thread.currentThread() instanceof CallbackThread;
  }

  /** Returns whether callbacks are queued behind the one that runs in the current thread. */
  boolean hasQueued() {
    return trampoline().hasQueued();
  }

  private Trampoline trampoline() {
    return own != null ? own : Trampoline.ofThread();
  }

  private static final class CallbackThread extends Thread {
    CallbackThread(Runnable task) {
      super(null, task, "sluice-callbacks", 0, false);
      setDaemon(true);
    }
  }
}

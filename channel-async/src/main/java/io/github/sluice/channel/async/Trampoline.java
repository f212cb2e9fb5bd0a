// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.internal.Fields;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs callbacks in the calling thread, one after the other: what a running callback submits runs
 * after it, so a chain of callbacks uses no more stack than one.
 *
 * <p>Threads do not wait for each other here, nor run each other's callbacks. The first thread to
 * come is noted in a field, and those that come while it is running in a map, which takes the place
 * of a thread-local variable and retains nothing.
 */
final class Trampoline implements Executor {
  private static final VarHandle RUNNER =
      Fields.handle(MethodHandles.lookup(), "runner", Thread.class);

  /** The thread that has {@code submitted}; a thread that finds itself here may use it. */
  private volatile @Nullable Thread runner;

  private final Queue<Runnable> submitted = new ArrayDeque<>(4);
  private final Map<Thread, Queue<Runnable>> others = new ConcurrentHashMap<>(4);

  @Override
  public void execute(Runnable callback) {
    Thread thread = Thread.currentThread();
    Queue<Runnable> running = runner == thread ? submitted : others.get(thread);
    if (running != null) {
      running.add(callback);
    } else if (RUNNER.compareAndSet(this, null, thread)) {
      try {
        runAll(callback, submitted);
      } finally {
        RUNNER.setRelease(this, (Thread) null); // whoever sees it late goes to the map
      }
    } else {
      Queue<Runnable> own = new ArrayDeque<>(4);
      others.put(thread, own);
      try {
        runAll(callback, own);
      } finally {
        others.remove(thread);
      }
    }
  }

  /** Runs something now, and what it submits after it. */
  void runTogether(Runnable task) {
    if (runner == Thread.currentThread() || others.containsKey(Thread.currentThread())) {
      task.run(); // in a callback: what is submitted comes after that
    } else {
      execute(task);
    }
  }

  private static void runAll(Runnable first, Queue<Runnable> submitted) {
    for (Runnable next = first; next != null; next = submitted.poll()) {
      try {
        next.run();
      } catch (Throwable t) {
        report(t);
      }
    }
  }

  /** Reports what a user's code has thrown that nobody waits for. */
  static void report(Throwable failure) {
    Thread thread = Thread.currentThread();
    try {
      thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
    } catch (Throwable ignored) { // as the virtual machine does with what a handler throws
    }
  }
}

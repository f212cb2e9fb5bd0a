// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.internal.Fields;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Arrays;
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
 * of a thread-local variable. When nothing runs, nothing is retained; so there are also some that
 * all channels share, and among them a thread always comes to the same.
 */
final class Trampoline implements Executor {
  private static final VarHandle RUNNER =
      Fields.handle(MethodHandles.lookup(), "runner", Thread.class);

  /** How many callbacks may have been queued at a time without the queue being thrown away. */
  private static final int USUAL = 1000;

  /** By the low bits of a thread's number; a power of two, to spread threads that run at once. */
  private static final Trampoline[] SHARED = new Trampoline[64];

  static {
    Arrays.setAll(SHARED, i -> new Trampoline());
  }

  /** The thread that has {@code submitted}; a thread that finds itself here may use it. */
  private volatile @Nullable Thread runner;

  private Queue<Runnable> submitted = new ArrayDeque<>(4);
  private final Map<Thread, Queue<Runnable>> others = new ConcurrentHashMap<>(4);

  /** Returns the shared one that the current thread comes to. */
  static Trampoline ofThread() {
    return SHARED[(int) Thread.currentThread().getId() & (SHARED.length - 1)];
  }

  @Override
  public void execute(Runnable callback) {
    Thread thread = Thread.currentThread();
    Queue<Runnable> running = runner == thread ? submitted : others.get(thread);
    if (running != null) {
      running.add(callback);
    } else if (RUNNER.compareAndSet(this, null, thread)) {
      try {
        if (runAll(callback, submitted) > USUAL) {
          submitted = new ArrayDeque<>(4); // a queue never shrinks
        }
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

  /** Returns how many have been queued at a time. */
  private static int runAll(Runnable first, Queue<Runnable> submitted) {
    int most = 0;
    for (Runnable next = first; next != null; next = submitted.poll()) {
      try {
        next.run();
      } catch (Throwable t) {
        report(t);
      }
      most = Math.max(most, submitted.size());
    }
    return most;
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

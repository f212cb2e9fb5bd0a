// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An operation that waits in a thread of its own, and is withdrawn by interrupting it.
 *
 * @param <R> the type of its result
 */
public final class PendingThread<R> implements Pending<R> {
  private final Object channel;
  private final Thread thread;
  private final Consumer<PendingThread<?>> atEnd;
  private @Nullable Callable<R> operation; // by the thread alone; not held when it is over
  private @Nullable R result; // published by isDone
  private @Nullable Throwable failure; // published by isDone
  private boolean interruptedAfter; // published by isDone
  private volatile boolean isDone;

  PendingThread(
      Function<Runnable, Thread> threads,
      Object channel,
      Callable<R> operation,
      Consumer<PendingThread<?>> atEnd) {
    this.channel = channel;
    this.operation = operation;
    this.atEnd = atEnd;
    thread = threads.apply(this::run);
  }

  private void run() {
    try {
      result = operation.call();
    } catch (Throwable e) {
      failure = e;
    }
    operation = null;
    interruptedAfter = Thread.currentThread().isInterrupted();
    atEnd.accept(this);
    isDone = true;
  }

  /** Starts the thread, and returns when the operation is over or waits. */
  void start() {
    thread.start();
    Watchdog.await("the operation to wait", channel, () -> isDone || isWaiting());
  }

  /** Returns whether the thread waits. */
  public boolean isWaiting() {
    return isWaiting(thread);
  }

  /**
   * Returns whether a thread waits, with a time limit or without.
   *
   * @param thread any thread
   * @return whether it did at that moment
   */
  public static boolean isWaiting(Thread thread) {
    Thread.State state = thread.getState();
    return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
  }

  /** Returns the thread. */
  public Thread thread() {
    return thread;
  }

  @Override
  public boolean isDone() {
    return isDone;
  }

  /** Waits until the operation is over, in whichever way. */
  public void awaitEnd() {
    Watchdog.await("an operation in " + thread, this, () -> isDone);
  }

  /** Returns whether the thread was interrupted when the operation was over. */
  public boolean isInterruptedAfter() {
    return interruptedAfter;
  }

  @Override
  public R await() {
    awaitEnd();
    if (failure instanceof InterruptedException) {
      throw new CancellationException("interrupted");
    }
    if (failure instanceof RuntimeException) {
      throw (RuntimeException) failure;
    }
    if (failure != null) {
      throw new AssertionError("failed", failure);
    }
    return result;
  }

  @Override
  public boolean withdraw() {
    thread.interrupt();
    awaitEnd();
    if (failure instanceof InterruptedException && interruptedAfter) {
      throw new AssertionError("I1: interrupted, and still so after the exception");
    }
    return failure instanceof InterruptedException;
  }

  /** Ends the thread after the test. */
  void release() {
    thread.interrupt();
  }

  @Override
  public String toString() {
    return (isDone ? "done " : "in channel ") + channel + ": " + Watchdog.describe(thread);
  }
}

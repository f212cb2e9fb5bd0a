// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ends every wait of a test: when its time is over the test fails, with the stacks of all threads
 * and the state of the channel.
 */
public final class Watchdog {
  /** How long anything may take, in seconds; the system property sluice.watchdog changes it. */
  public static final long SECONDS = Long.getLong("sluice.watchdog", 30L);

  private static volatile Duration limit = Duration.ofSeconds(SECONDS);

  private Watchdog() {}

  /**
   * Runs something with another limit for every wait in it, in whichever thread.
   *
   * @param otherLimit how long a wait may take
   * @param task what to run
   */
  public static void within(Duration otherLimit, Runnable task) {
    Duration before = limit;
    limit = otherLimit;
    try {
      task.run();
    } finally {
      limit = before;
    }
  }

  /**
   * Waits for a condition.
   *
   * @param what the condition in words
   * @param context what shows the state when the time is over, usually the channel
   * @param condition what to wait for
   * @throws AssertionError if the condition has not come true in time
   */
  public static void await(String what, @Nullable Object context, Callable<Boolean> condition) {
    long start = System.nanoTime();
    long nanos = limit.toNanos();
    int looks = 0;
    while (!holds(condition)) {
      if (System.nanoTime() - start > nanos) {
        throw expired(what, context);
      }
      if (++looks < 1000) {
        Race.timedYield();
      } else {
        LockSupport.parkNanos(50_000);
      }
    }
  }

  private static boolean holds(Callable<Boolean> condition) {
    try {
      return condition.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("the condition failed", e);
    }
  }

  /**
   * Waits for a future.
   *
   * @param <R> the type of its value
   * @param what the future in words
   * @param context what shows the state when the time is over
   * @param future what to wait for
   * @return its value
   * @throws RuntimeException what the future failed with, unwrapped
   * @throws AssertionError if the future has not completed in time
   */
  public static <R> R get(String what, @Nullable Object context, Future<R> future) {
    try {
      return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (CancellationException e) {
      throw e;
    } catch (TimeoutException e) {
      throw expired(what, context);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while waiting for " + what, e);
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    }
  }

  /**
   * Waits for the end of a thread.
   *
   * @param thread the thread
   * @param context what shows the state when the time is over
   * @throws AssertionError if the thread has not ended in time
   */
  public static void join(Thread thread, @Nullable Object context) {
    await("the end of " + thread, context, () -> !thread.isAlive());
  }

  /**
   * Makes what a wait fails with whose time is over.
   *
   * @param what what was waited for
   * @param context what shows the state, usually the channel
   * @return the error, to be thrown
   */
  public static AssertionError expired(String what, @Nullable Object context) {
    StringBuilder text = new StringBuilder(4096);
    text.append("waited ").append(limit).append(" for ").append(what);
    text.append("\n\nstate: ").append(context).append("\n");
    for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
      text.append('\n').append(entry.getKey()).append(' ').append(entry.getKey().getState());
      appendStack(text, entry.getValue());
    }
    return new AssertionError(text.toString());
  }

  /**
   * Shows a thread's state and stack; the only way to see those of a virtual thread.
   *
   * @param thread the thread
   * @return several lines of text
   */
  public static String describe(Thread thread) {
    StringBuilder text = new StringBuilder();
    text.append(thread).append(' ').append(thread.getState());
    appendStack(text, thread.getStackTrace());
    return text.toString();
  }

  private static void appendStack(StringBuilder text, StackTraceElement[] stack) {
    for (StackTraceElement element : stack) {
      text.append("\n    at ").append(element);
    }
    text.append('\n');
  }

  private static RuntimeException unchecked(@Nullable Throwable failure) {
    if (failure instanceof Error) {
      throw (Error) failure;
    }
    if (failure instanceof RuntimeException) {
      return (RuntimeException) failure;
    }
    throw new AssertionError("failed with a checked exception", failure);
  }
}

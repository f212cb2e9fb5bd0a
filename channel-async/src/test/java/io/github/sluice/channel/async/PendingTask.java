// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.Waker;
import io.github.sluice.channel.tck.Pending;
import io.github.sluice.channel.tck.Watchdog;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A task that polls when it is woken, in one thread at a time, until its operation is over: a
 * thread that wakes it while another polls leaves it to that one to poll again.
 */
abstract class PendingTask<R> implements Pending<R>, Waker {
  private final Object channel;
  private final AtomicInteger wakes = new AtomicInteger();
  private @Nullable R result; // published by isDone
  private @Nullable Throwable failure; // published by isDone
  private boolean isOver; // by the thread that polls
  private volatile boolean withdrawn; // somebody wants it to be
  private volatile boolean isDone;

  PendingTask(Object channel) {
    this.channel = channel;
  }

  static PendingTask<Void> failed(Object channel, Throwable failure) {
    PendingTask<Void> task =
        new PendingTask<>(channel) {
          @Override
          boolean poll() {
            fail(failure);
            return true;
          }
        };
    task.wake();
    return task;
  }

  /** Tries to end the operation; false if it has to be woken. */
  abstract boolean poll();

  /** Called once when the operation is over, before others see it. */
  void ended() {}

  final void succeed(R value) {
    result = value;
  }

  final void fail(Throwable reason) {
    failure = reason;
  }

  @Override
  public final void wake() {
    if (wakes.getAndIncrement() == 0) {
      int seen;
      do {
        seen = wakes.get();
        if (!isOver) {
          step();
        }
      } while (!wakes.compareAndSet(seen, 0));
    }
  }

  private void step() {
    if (withdrawn) {
      failure = new CancellationException("withdrawn");
    } else if (!pollOrFail()) {
      return;
    }
    isOver = true;
    ended();
    isDone = true;
  }

  private boolean pollOrFail() {
    try {
      return poll();
    } catch (RuntimeException e) {
      failure = e;
      return true;
    }
  }

  @Override
  public final boolean isDone() {
    return isDone;
  }

  @Override
  public final R await() {
    Watchdog.await("a task", channel, () -> isDone);
    if (failure instanceof RuntimeException) {
      throw (RuntimeException) failure;
    }
    if (failure != null) {
      throw (Error) failure;
    }
    return result;
  }

  @Override
  public final boolean withdraw() {
    withdrawn = true;
    wake();
    Watchdog.await("a task", channel, () -> isDone);
    return failure instanceof CancellationException;
  }
}

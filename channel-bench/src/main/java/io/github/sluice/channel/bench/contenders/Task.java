// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import io.github.sluice.channel.Waker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Something that is done step by step, in an executor that others use as well.
 *
 * @param <R> the type of the result
 */
public abstract class Task<R> implements Runnable {
  public final CompletableFuture<R> result = new CompletableFuture<>();

  /** Puts the task at the end of the executor's queue. */
  public final Waker resume;

  public Task(Executor executor) {
    resume = () -> executor.execute(this);
  }

  /**
   * Does one step. Once it has arranged for being resumed it must not touch the task any more:
   * another thread may be running that by then.
   *
   * @return false if the task is done, or waits and has arranged for being resumed
   */
  public abstract boolean step();

  public final CompletableFuture<R> start() {
    resume.wake();
    return result;
  }

  @Override
  public final void run() {
    try {
      for (int i = 0; i < Tasks.BUDGET; i++) {
        if (!step()) {
          return;
        }
      }
      resume.wake();
    } catch (Throwable t) {
      result.completeExceptionally(t);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;

/** The worker threads of one JVM, if it measures tasks. They are started once, as in tokio. */
public final class Workers implements AutoCloseable {
  private final ExecutorService executor;

  public Workers(ThreadKind kind) {
    executor = kind.workers() == 0 ? null : kind.newExecutor();
  }

  /** Returns where tasks run, or null if what is measured are threads. */
  public ExecutorService executor() {
    return executor;
  }

  /** Waits for tasks. */
  public static <R> R await(CompletableFuture<R> result) throws InterruptedException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    if (executor != null) {
      executor.shutdown();
    }
  }
}

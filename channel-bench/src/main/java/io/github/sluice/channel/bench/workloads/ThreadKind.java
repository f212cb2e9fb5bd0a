// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;

/** What sends and receives: threads of some kind, or tasks on some worker threads. */
public enum ThreadKind {
  PLATFORM("platform", 0) {
    @Override
    public Thread start(Runnable task) {
      Thread thread = new Thread(task);
      thread.start();
      return thread;
    }
  },

  VIRTUAL("virtual", 0) {
    @Override
    public Thread start(Runnable task) {
      try {
        return (Thread) startVirtualThread().invokeExact(task);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    private static MethodHandle startVirtualThread() throws ReflectiveOperationException {
      return MethodHandles.publicLookup()
          .findStatic(
              Thread.class,
              "startVirtualThread",
              MethodType.methodType(Thread.class, Runnable.class));
    }
  },

  /** Tasks on one thread, as on an event loop. */
  ONE_WORKER("1-worker", 1) {
    @Override
    public ExecutorService newExecutor() {
      return fifo(1);
    }
  },

  /** Tasks on two threads that take them from each other; first in, first out. */
  TWO_WORKERS("2-workers", 2) {
    @Override
    public ExecutorService newExecutor() {
      return fifo(2);
    }
  };

  private final String label;
  private final int workers;

  ThreadKind(String label, int workers) {
    this.label = label;
    this.workers = workers;
  }

  /** Starts a thread, if this is a kind of them. */
  public Thread start(Runnable task) {
    throw new IllegalStateException(label + " is no kind of thread");
  }

  /** Creates the workers' executor, if this is about tasks. */
  public ExecutorService newExecutor() {
    throw new IllegalStateException(label + " is no kind of workers");
  }

  private static ExecutorService fifo(int workers) {
    return new ForkJoinPool(workers, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);
  }

  /** Returns the number of worker threads, 0 if this is not about tasks. */
  public int workers() {
    return workers;
  }

  @Override
  public String toString() {
    return label;
  }

  /**
   * Finds a kind by the name that the user knows.
   *
   * @throws IllegalArgumentException if there is none, with a message for the user
   */
  public static ThreadKind of(String label) {
    for (ThreadKind kind : values()) {
      if (kind.label.equals(label)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "--threads: unknown kind '"
            + label
            + "'; there are: platform, virtual, 1-worker, 2-workers");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Operations that wait in threads, one for each; for fixtures of channels that block. */
public final class PendingThreads implements AutoCloseable {
  private final Function<Runnable, Thread> threads;
  private final Set<PendingThread<?>> waiting = ConcurrentHashMap.newKeySet();

  /**
   * Creates a set of operations.
   *
   * @param threads makes a thread that has not been started
   */
  public PendingThreads(Function<Runnable, Thread> threads) {
    this.threads = threads;
  }

  /**
   * Begins an operation in a thread of its own, and returns when it has ended or waits.
   *
   * @param <R> the type of its result
   * @param channel what shows the state if it does not end
   * @param operation what may wait, and ends when its thread is interrupted
   * @return the operation
   */
  public <R> PendingThread<R> begin(Object channel, Callable<R> operation) {
    PendingThread<R> pending = new PendingThread<>(threads, channel, operation, waiting::remove);
    waiting.add(pending);
    pending.start();
    return pending;
  }

  /** Interrupts the operations that still wait, and returns when they have ended. */
  @Override
  public void close() {
    waiting.forEach(PendingThread::release);
    Watchdog.await("the end of all operations", this, waiting::isEmpty);
  }

  @Override
  public String toString() {
    return waiting.toString();
  }
}

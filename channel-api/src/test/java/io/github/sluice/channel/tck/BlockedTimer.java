// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Occupies the thread of the JDK's timer for CompletableFuture: nothing is due until a close. */
public final class BlockedTimer implements AutoCloseable {
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  private BlockedTimer() {}

  /**
   * Blocks the timer.
   *
   * @return what releases it when it is closed
   */
  public static BlockedTimer block() {
    BlockedTimer timer = new BlockedTimer();
    CompletableFuture.delayedExecutor(1, TimeUnit.NANOSECONDS, Runnable::run).execute(timer::run);
    Watchdog.await("the timer to be blocked", timer, () -> timer.entered.getCount() == 0);
    return timer;
  }

  private void run() {
    entered.countDown();
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    released.countDown();
  }
}

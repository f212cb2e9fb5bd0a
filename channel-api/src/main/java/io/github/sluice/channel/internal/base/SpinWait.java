// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.base;

import java.util.concurrent.locks.LockSupport;

/**
 * A wait for another thread that is between two steps of an operation, which takes it a few
 * instructions if it runs: spins, then yields, then sleeps for longer and longer.
 *
 * <p>It is not ended by an interrupt, which is cleared meanwhile: it would keep the thread from
 * sleeping.
 */
public final class SpinWait {
  /** So many steps let the other thread run about once, if it needs the processor. */
  public static final int BRIEFLY = 128;

  public static final int FOREVER = Integer.MAX_VALUE;

  private static final int SPINS = 64;

  // Nanoseconds.
  private static final long LONGEST_SLEEP = 1_000_000;
  private static final long SLEEP_STEP = 1_000;

  private SpinWait() {}

  /**
   * Passes some time, without allocating anything.
   *
   * @param step how often this wait has called this before
   * @return whether an interrupt has been cleared, which is to be passed to {@link #restore} in the
   *     end
   */
  public static boolean pause(int step) {
    if (step < SPINS) {
      Thread.onSpinWait();
    } else if (step < BRIEFLY) {
      Thread.yield();
    } else {
      boolean interrupted = Thread.interrupted();
      LockSupport.parkNanos(Math.min(LONGEST_SLEEP, SLEEP_STEP * (step - BRIEFLY + 1)));
      return interrupted;
    }
    return false;
  }

  /**
   * As {@link #pause}, for a thread that another one may be waiting for: a virtual thread spins,
   * because to yield or to sleep it would allocate, and need a carrier to go on.
   */
  public static boolean pauseMounted(int step) {
    if (VirtualThreads.isCurrent()) {
      Thread.onSpinWait();
      return false;
    }
    return pause(step);
  }

  /** Restores an interrupt that has been cleared. */
  public static void restore(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

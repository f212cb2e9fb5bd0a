// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import java.util.concurrent.locks.LockSupport;

/**
 * A wait for another thread that is between two steps of an operation, which takes it a few
 * instructions if it runs: spins, then yields, then sleeps for longer and longer.
 *
 * <p>It is not ended by an interrupt. An interrupt would keep the thread from sleeping, so it is
 * cleared meanwhile, and restored by {@link #end}.
 */
public final class SpinWait {
  /** How many steps take no longer than that the other thread runs once. */
  public static final int BRIEFLY = 128;

  /** As many steps as it takes. */
  public static final int FOREVER = Integer.MAX_VALUE;

  private static final int SPINS = 64;
  private static final long LONGEST_SLEEP = 1_000_000;
  private static final long SLEEP_STEP = 1_000;

  private int steps;
  private boolean interrupted;

  /** Creates a wait that begins. */
  public SpinWait() {}

  /** Passes some time. */
  public void pause() {
    int step = steps++;
    if (step < SPINS) {
      Thread.onSpinWait();
    } else if (step < BRIEFLY) {
      Thread.yield();
    } else {
      interrupted |= Thread.interrupted();
      LockSupport.parkNanos(this, Math.min(LONGEST_SLEEP, SLEEP_STEP * (step - BRIEFLY + 1)));
    }
  }

  /** Ends the wait. */
  public void end() {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

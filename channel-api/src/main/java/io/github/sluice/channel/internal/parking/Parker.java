// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.parking;

import io.github.sluice.channel.internal.base.Uncaught;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Parks and unparks threads. A ForkJoinPool may replace a worker while it is parked. */
public final class Parker {
  private Parker() {}

  /**
   * Parks the current thread as {@link LockSupport#park(Object)} does, until a deadline at most.
   *
   * @param isOver whether the thread need not park; checked before it does
   */
  public static void park(Object blocker, Deadline deadline, BooleanSupplier isOver) {
    if (Thread.currentThread() instanceof ForkJoinWorkerThread) {
      try {
        ForkJoinPool.managedBlock(new Blocker(blocker, deadline, isOver));
        return;
      } catch (Throwable noCompensation) {
        // The pool has, or gets, no thread to spare; the worker parks all the same.
      }
    }
    if (!isOver.getAsBoolean()) {
      park(blocker, deadline.remaining());
    }
  }

  /** Unparks a thread, if there is one. Throws nothing: there may be others to notify. */
  public static void unpark(@Nullable Thread thread) {
    try {
      LockSupport.unpark(thread);
    } catch (Throwable t) { // a virtual thread's scheduler has failed
      Uncaught.report(t);
    }
  }

  private record Blocker(Object blocker, Deadline deadline, BooleanSupplier isOver)
      implements ForkJoinPool.ManagedBlocker {
    @Override
    public boolean block() {
      park(blocker, deadline.remaining());
      return true;
    }

    @Override
    public boolean isReleasable() {
      return isOver.getAsBoolean(); // the pool may have used up what unparks this thread
    }
  }

  private static void park(Object blocker, long nanos) {
    if (nanos == Long.MAX_VALUE) {
      LockSupport.park(blocker);
    } else {
      LockSupport.parkNanos(blocker, nanos);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.parking;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How long a thread is willing to wait, from when this was made. */
public final class Patience {
  private static final Patience UNLIMITED = new Patience(Long.MAX_VALUE);

  private final long nanos;
  private final long start;

  private Patience(long nanos) {
    this.nanos = nanos;
    start = nanos <= 0 || nanos == Long.MAX_VALUE ? 0 : System.nanoTime();
  }

  static Patience unlimited() {
    return UNLIMITED;
  }

  /** Zero and less is none at all; what is too long to count is unlimited. */
  static Patience of(Duration timeout) {
    return new Patience(TimeUnit.NANOSECONDS.convert(timeout));
  }

  boolean isUnlimited() {
    return nanos == Long.MAX_VALUE;
  }

  /** Tells whether the time is over. */
  public boolean isOver() {
    return nanos <= 0 || (!isUnlimited() && remaining() <= 0);
  }

  /** Parks the current thread for no longer than this allows. */
  void park(Object blocker) {
    if (isUnlimited()) {
      LockSupport.park(blocker);
    } else {
      LockSupport.parkNanos(blocker, remaining());
    }
  }

  private long remaining() {
    return nanos - (System.nanoTime() - start);
  }
}

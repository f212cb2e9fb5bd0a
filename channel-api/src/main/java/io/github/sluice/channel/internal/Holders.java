// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Who keeps a stream open: sender handles, and besides them waiting sends and permits. When the
 * last of all has gone, none can come any more.
 */
final class Holders {
  private static final VarHandle COUNTS =
      Fields.handle(MethodHandles.lookup(), "counts", long.class);

  private static final long ONE_HANDLE = 1L << 32;
  private static final long ONE_OTHER = 1;

  /** The value after the last has gone. */
  private static final long ENDED = -1;

  /** Handles in the upper half, others in the lower; 0 until the first handle is made. */
  private volatile long counts;

  /** Counts a new handle; false after the end. */
  boolean addHandle() {
    return add(ONE_HANDLE);
  }

  /** Counts a waiting send or a permit; false after the end. */
  boolean addOther() {
    return add(ONE_OTHER);
  }

  private boolean add(long one) {
    long n;
    do {
      n = counts;
      if (n == ENDED) {
        return false;
      }
    } while (!COUNTS.compareAndSet(this, n, n + one));
    return true;
  }

  /** Counts a handle less; true if it was the last holder. */
  boolean removeHandle() {
    return remove(ONE_HANDLE);
  }

  /** Counts a waiting send or a permit less; true if it was the last holder. */
  boolean removeOther() {
    return remove(ONE_OTHER);
  }

  private boolean remove(long one) {
    long n;
    do {
      n = counts;
    } while (!COUNTS.compareAndSet(this, n, n == one ? ENDED : n - one));
    return n == one;
  }

  /** Returns how many handles are open. */
  int handles() {
    return Math.max(0, (int) (counts >> 32));
  }
}

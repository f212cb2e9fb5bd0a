// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The reference count of a stream: sender handles, and besides them waiting sends and permits. When
 * the last reference has been released, none can be retained any more.
 */
final class StreamRefs {
  private static final VarHandle COUNTS =
      Fields.handle(MethodHandles.lookup(), "counts", long.class);

  private static final long ONE_HANDLE = 1L << 32;
  private static final long ONE_OTHER = 1;

  /** The value after the last reference has been released. */
  private static final long ENDED = -1;

  /** Handles in the upper half, others in the lower; 0 until the first handle is made. */
  private volatile long counts;

  /** Counts a new handle; false if the stream has ended. */
  boolean retainHandle() {
    return retain(ONE_HANDLE);
  }

  /** Counts a waiting send or a permit; false if the stream has ended. */
  boolean retain() {
    return retain(ONE_OTHER);
  }

  private boolean retain(long one) {
    long n;
    do {
      n = counts;
      if (n == ENDED) {
        return false;
      }
    } while (!COUNTS.compareAndSet(this, n, n + one));
    return true;
  }

  /** Counts a handle less; true if that was the last reference: then the stream must be ended. */
  boolean releaseHandle() {
    return release(ONE_HANDLE);
  }

  /** Counts a waiting send or a permit less; true if that was the last reference. */
  boolean release() {
    return release(ONE_OTHER);
  }

  private boolean release(long one) {
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

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.core;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The reference count of a stream: sender handles, and besides them waiting sends and permits. When
 * the last reference has been released, none can be retained any more.
 */
final class StreamRefs {
  static final long HANDLE = 1L << 32;

  /** A waiting send, or the permits of one request. */
  static final long WAITER = 1;

  /** The value after the last reference has been released. */
  private static final long ENDED = -1;

  /** Handles in the upper half, others in the lower; 0 until there is a handle. */
  private final AtomicLong counts = new AtomicLong();

  /** Counts a reference; false if the stream has ended. */
  boolean retain(long kind) {
    long n;
    do { // a lambda would be allocated, between the effects of a caller
      n = counts.get();
    } while (n != ENDED && !counts.compareAndSet(n, n + kind));
    return n != ENDED;
  }

  /** Counts a reference less; true if that was the last one: then the stream must be ended. */
  boolean release(long kind) {
    long n;
    do {
      n = counts.get();
    } while (!counts.compareAndSet(n, n == kind ? ENDED : n - kind));
    return n == kind;
  }

  /** Returns whether the last reference has been released. */
  boolean isEnded() {
    return counts.get() == ENDED;
  }

  int handles() {
    return Math.max(0, (int) (counts.get() >> 32));
  }
}

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

  private final Runnable end;

  /**
   * Makes a stream that nobody keeps open yet, or has.
   *
   * @param end ends the stream; is called again, to no effect, for those who come too late
   */
  Holders(Runnable end) {
    this.end = end;
  }

  /** Counts a new handle; false if the stream has ended. */
  boolean addHandle() {
    return add(ONE_HANDLE);
  }

  /** Counts a waiting send or a permit; false if the stream has ended. */
  boolean addOther() {
    return add(ONE_OTHER);
  }

  private boolean add(long one) {
    long n;
    do {
      n = counts;
      if (n == ENDED) {
        // The last holder has gone, and perhaps not come to this yet: whoever is turned away has
        // seen the end, and finds the channel closed from then on (X9, X12).
        end.run();
        return false;
      }
    } while (!COUNTS.compareAndSet(this, n, n + one));
    return true;
  }

  /** Counts a handle less; if it was the last holder, the stream ends. */
  void removeHandle() {
    remove(ONE_HANDLE);
  }

  /** Counts a waiting send or a permit less; if it was the last holder, the stream ends. */
  void removeOther() {
    remove(ONE_OTHER);
  }

  private void remove(long one) {
    long n;
    do {
      n = counts;
    } while (!COUNTS.compareAndSet(this, n, n == one ? ENDED : n - one));
    if (n == one) {
      end.run();
    }
  }

  /** Returns how many handles are open. */
  int handles() {
    return Math.max(0, (int) (counts >> 32));
  }
}

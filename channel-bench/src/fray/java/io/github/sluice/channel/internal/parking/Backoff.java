// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.parking;

import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Yields once before a thread parks, in the place of the library's class of this name, whose fifty
 * yields would keep most schedules from ever coming to where threads park.
 */
public final class Backoff {
  /** As the library's. */
  public Backoff(int capacity, boolean isSender, LongSupplier clock) {}

  /** Never. */
  public int spins() {
    return 0;
  }

  /** As the library's. */
  public boolean pause(int step, int limit) {
    if (step > 0) {
      return false;
    }
    Thread.yield();
    return true;
  }

  /** There is nothing to adapt. */
  public void adapt(int steps, int limit) {}

  /** Nothing accumulates. */
  public void awaitBatch(IntSupplier amount) {}
}

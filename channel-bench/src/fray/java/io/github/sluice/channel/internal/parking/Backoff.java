// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.parking;

import java.util.function.IntSupplier;

/**
 * Yields once before a thread parks, in the place of the library's class of this name, whose fifty
 * yields would keep most schedules from ever coming to where threads park.
 */
public final class Backoff {
  private Backoff() {}

  /** As the library's. */
  public static Backoff ofReceiver(int capacity) {
    return new Backoff();
  }

  /** As the library's. */
  public static Backoff ofSender(int capacity) {
    return new Backoff();
  }

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

  /** There is nothing to learn. */
  public void learn(int steps, int limit) {}

  /** Nothing piles up. */
  public void gather(IntSupplier amount) {}
}

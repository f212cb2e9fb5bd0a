// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import java.lang.ref.Reference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Runs a task while the heap has no more than a few bytes left. */
final class FullHeap {
  private static final int[] LENGTHS = {1 << 16, 1 << 8, 1};

  /** How long the heap stays full after the task has run. */
  private static final long HELD_NANOS = 20_000_000;

  private FullHeap() {}

  static {
    hold(null, 0, () -> {}); // links what a full heap has no space to link
  }

  /**
   * Fills the heap, runs a task, and frees the heap again after a while.
   *
   * @param leftover how many of the smallest objects are freed before the task runs
   * @param task is run once; it must catch what it throws
   */
  static void run(int leftover, Runnable task) {
    hold(fill(), leftover, task);
  }

  private static void hold(Object @Nullable [] ballast, int leftover, Runnable task) {
    Object[] held = ballast;
    for (int i = 0; held != null && i < leftover; i += held.length) {
      held = (Object[]) held[0];
    }
    task.run();
    LockSupport.parkNanos(HELD_NANOS); // what is tried again meanwhile fails again
    Reference.reachabilityFence(held);
  }

  /** Returns a chain of arrays, the smallest first, that leaves nothing free. */
  private static Object @Nullable [] fill() {
    Object[] chain = null;
    for (int length : LENGTHS) {
      try {
        while (true) {
          Object[] link = new Object[length];
          link[0] = chain;
          chain = link;
        }
      } catch (OutOfMemoryError full) { // then smaller ones
      }
    }
    return chain;
  }
}

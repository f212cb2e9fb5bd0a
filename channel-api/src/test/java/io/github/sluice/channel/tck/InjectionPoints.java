// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import org.jspecify.annotations.Nullable;

/**
 * What {@link InstrumentedClasses} call before each step that another thread may notice: each
 * access to a field or an array's element, each call, each allocation.
 */
public final class InjectionPoints {
  private static volatile @Nullable Thread watched;

  // The watched thread's.
  private static boolean areAllocations;
  private static int left;
  private static Runnable injection = () -> {};

  private InjectionPoints() {}

  /** Before a step. */
  public static void reached() {
    if (Thread.currentThread() == watched && !areAllocations) {
      count();
    }
  }

  /** Before an allocation, which is a step as well. */
  public static void allocating() {
    if (Thread.currentThread() == watched) {
      count();
    }
  }

  private static void count() {
    if (left-- == 0) {
      watched = null; // what is injected has no steps
      injection.run();
    }
  }

  /** Has something run in this thread at one of its next steps, or at one of its allocations. */
  static void arm(int steps, boolean atAllocations, Runnable injected) {
    left = steps;
    areAllocations = atAllocations;
    injection = injected;
    watched = Thread.currentThread();
  }

  /** Ends that; returns whether it has run. */
  static boolean disarm() {
    watched = null;
    return left < 0;
  }
}

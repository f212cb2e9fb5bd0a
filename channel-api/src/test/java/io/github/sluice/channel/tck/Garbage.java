// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** Asks the garbage collector what is still held. */
public final class Garbage {
  private Garbage() {}

  /**
   * Waits until nothing holds what the references refer to.
   *
   * @param what the objects in words
   * @param context what has to stay alive meanwhile, usually the channel that must not hold them
   * @param references to the objects
   */
  public static void awaitCollected(
      String what, Object context, List<? extends WeakReference<?>> references) {
    List<WeakReference<?>> held = new ArrayList<>(references);
    if (held.isEmpty()) {
      throw new AssertionError("nothing to look at");
    }
    Watchdog.await(
        "the collection of " + what,
        context,
        () -> {
          System.gc();
          held.removeIf(reference -> reference.get() == null);
          return held.isEmpty();
        });
    Reference.reachabilityFence(context);
  }

  /**
   * Measures the heap after collecting garbage.
   *
   * @return the bytes in use: the least of some measurements
   */
  public static long usedBytes() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}

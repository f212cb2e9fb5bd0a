// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import java.util.ArrayList;
import java.util.List;

/** Threads that compute until they are stopped. */
final class Load {
  /** How many steps are computed between two looks at {@link #stopped}. */
  private static final int STEPS = 1000;

  final List<Thread> threads = new ArrayList<>();

  private volatile boolean stopped;

  /** Depends on every step computed, so that none can be left out. */
  private volatile long sum;

  /** Starts so many threads, which keep no JVM alive. */
  Load(int count) {
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(this::compute, "load-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
  }

  /** Returns how many threads load the machine. */
  static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  private void compute() {
    long number = 1;
    while (!stopped) {
      for (int i = 0; i < STEPS; i++) { // Marsaglia's xorshift, of which no step can be skipped
        number ^= number << 13;
        number ^= number >>> 7;
        number ^= number << 17;
      }
      sum = number;
    }
  }

  /** Returns what was computed last; not 0 once a thread has computed anything. */
  long sum() {
    return sum;
  }

  /** Ends them soon. */
  void stop() {
    stopped = true;
  }
}

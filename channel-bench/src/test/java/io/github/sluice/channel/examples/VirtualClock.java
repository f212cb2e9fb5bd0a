// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

// begin virtual-clock
/** The time of a test of one thread: it passes when the test says so. */
final class VirtualClock {
  private final TreeMap<Duration, List<CompletableFuture<Void>>> due = new TreeMap<>();
  private Duration now = Duration.ZERO;

  /** Returns a future that completes when so much time has passed. */
  CompletableFuture<Void> after(Duration delay) {
    CompletableFuture<Void> time = new CompletableFuture<>();
    due.computeIfAbsent(now.plus(delay), moment -> new ArrayList<>()).add(time);
    return time;
  }

  /** Lets time pass. What becomes due meanwhile happens in its order, and in this thread. */
  void advance(Duration time) {
    Duration end = now.plus(time);
    while (!due.isEmpty() && due.firstKey().compareTo(end) <= 0) {
      Map.Entry<Duration, List<CompletableFuture<Void>>> next = due.pollFirstEntry();
      now = next.getKey();
      next.getValue().forEach(future -> future.complete(null));
    }
    now = end;
  }
}

// end virtual-clock

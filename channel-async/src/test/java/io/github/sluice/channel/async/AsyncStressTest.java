// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Soak;
import io.github.sluice.channel.tck.StressPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** S, O1, X, A5, A6 and H1 under load: the books of many rounds, each from a seed, balance. */
class AsyncStressTest {
  private static StressPlan.Round round(Executor executor) {
    return plan -> new AsyncRound(plan, executor).run();
  }

  @Test
  void everyMessageIsAccountedFor() {
    StressPlan.runUntilSent(Race.times(1_000_000), 2_000, round(FutureFixture::refuse));
  }

  @Test
  void everyMessageIsAccountedForInAnExecutor() {
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      StressPlan.runUntilSent(Race.times(250_000), 2_000, round(executor));
    } finally {
      executor.shutdownNow();
    }
  }

  /** The same for a given time; see {@link Soak#main}. */
  public static void main(String... args) {
    ExecutorService executor = Executors.newFixedThreadPool(2);
    Map<String, StressPlan.Round> kinds = new LinkedHashMap<>();
    kinds.put("async channel, callbacks where they come", round(FutureFixture::refuse));
    kinds.put("async channel, callbacks in an executor", round(executor));
    try {
      Soak.main(kinds, args);
    } finally {
      executor.shutdownNow();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Soak;
import io.github.sluice.channel.tck.StressPlan;
import io.github.sluice.channel.tck.ThreadKind;
import io.github.sluice.channel.tck.ThreadKinds;
import java.util.LinkedHashMap;
import java.util.Map;

/** S, O1, X, I1 and H1 under load: the books of many rounds, each chosen from a seed, balance. */
class BlockingStressTest {
  private static StressPlan.Round round(ThreadKind threads) {
    return plan -> new BlockingRound(plan, threads).run();
  }

  @ThreadKinds
  void everyMessageIsAccountedFor(ThreadKind threads) {
    StressPlan.runUntilSent(Race.times(1_500_000), 2_000, round(threads));
  }

  /** The same for a given time; see {@link Soak#main}. */
  public static void main(String... args) {
    Map<String, StressPlan.Round> kinds = new LinkedHashMap<>();
    for (ThreadKind threads : ThreadKind.available()) {
      kinds.put("blocking channel, " + threads + " threads", round(threads));
    }
    Soak.main(kinds, args);
  }
}

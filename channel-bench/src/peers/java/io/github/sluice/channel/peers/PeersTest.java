// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sluice.channel.tck.ChannelFixture;
import io.github.sluice.channel.tck.ThreadKind;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The contract, run against channels and queues of others, and what the page says of that.
 *
 * <p>With {@code -Dpeers.write} the page is written, and otherwise compared.
 */
class PeersTest {
  private static final Map<Subject, ContractRun> RUNS = new EnumMap<>(Subject.class);

  @BeforeAll
  static void runTheContract() {
    for (Subject subject : Subject.values()) {
      long start = System.nanoTime();
      ContractRun run = ContractRun.of(subject::newFixture);
      RUNS.put(subject, run);
      report(subject.toString(), run, start);
    }
  }

  private static void report(String subject, ContractRun run, long start) {
    System.out.println(subject + ", " + (System.nanoTime() - start) / 1_000_000 + " ms");
    System.out.println("  " + run.outcomes());
    run.failures()
        .forEach(
            (test, failure) ->
                System.out.println(
                    "  " + test + ": " + failure.toString().lines().limit(4).toList()));
  }

  private static ChannelFixture adapted(PeerFixture.Opening opening) {
    return new PeerFixture(opening, ThreadKind.PLATFORM, true);
  }

  @Test
  void everyFailureHasAReasonAndEveryReasonAFailure() {
    Set<String> unexplained = new TreeSet<>();
    Set<String> stale = new TreeSet<>();
    RUNS.forEach(
        (subject, run) -> {
          run.failures().keySet().stream()
              .filter(test -> Reason.ALL.stream().noneMatch(r -> r.isAbout(subject, test)))
              .forEach(test -> unexplained.add(subject + " " + test));
          Reason.ALL.stream()
              .filter(reason -> reason.peers().contains(subject))
              .flatMap(reason -> reason.always().stream())
              .filter(test -> !run.failures().containsKey(test))
              .forEach(test -> stale.add(subject + " " + test));
        });
    assertEquals(Set.of(), unexplained);
    assertEquals(Set.of(), stale);
  }

  @Test
  void thePageIsWhatTheRunsMake() throws IOException {
    Page page = new Page(RUNS);
    if (Boolean.getBoolean("peers.write")) {
      page.write();
    }
    assertEquals(page.text(), Page.committed(), "stale; the page says how it is written");
  }

  /** Whatever applies to a peer applies to our channel with the same adapter, and holds. */
  @Test
  void theAdapterIsNotTheReason() {
    ContractRun adapted = ContractRun.of(() -> adapted(SluicePeer::new));
    assertEquals(Map.of(), adapted.failures());
    Set<String> applied = new HashSet<>();
    RUNS.forEach(
        (subject, run) -> {
          if (subject != Subject.SLUICE) {
            run.outcomes()
                .forEach(
                    (test, outcome) -> {
                      if (outcome.compareTo(Outcome.NOT_OFFERED) < 0) {
                        applied.add(test);
                      }
                    });
          }
        });
    applied.removeIf(test -> adapted.outcomes().get(test) == Outcome.PASSED);
    assertEquals(Set.of(), applied);
  }

  /** Capacity for one message too many is noticed, as C2. */
  @Test
  void aWeakenedChannelIsSeenToFail() {
    ContractRun weakened = ContractRun.of(() -> adapted(SluicePeer::weakened), "c2_");
    assertEquals(weakened.outcomes().keySet(), weakened.failures().keySet());
    assertEquals(2, weakened.failures().size());
  }
}

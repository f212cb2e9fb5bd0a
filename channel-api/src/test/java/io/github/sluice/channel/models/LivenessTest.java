// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * In no schedule does a sender wait for ever while capacity is free, or the receiver while there is
 * a message or the end. A twin, in which one step is left out, has such a schedule, or one that
 * breaks an assertion.
 *
 * <p>A model is given by its name and what is defined for it. What takes long is checked with the
 * system property {@code sluice.models=all}.
 */
class LivenessTest {
  @TempDir Path directory;

  private final Optional<Spin> spin = Spin.find();

  private void assertErrors(int expected, String model) throws Exception {
    assumeTrue(spin.isPresent(), "no Spin here, which .ci/spin fetches, or no C compiler");
    String optimisation = expected == 0 ? "-O1" : "-O0"; // an error is found soon
    Spin.Search search = spin.get().search(model, optimisation, directory);
    assertEquals(expected, search.errors(), search::output);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "send-queue SENDERS=2 CAPACITY=1",
        "send-queue SENDERS=2 CAPACITY=1 BARGING DEAD COARSE",
        "receiver SENDERS=2 CAPACITY=1",
        "receiver SENDERS=2 CAPACITY=1 FUTURE",
      })
  void p1_noWaiterIsForgotten(String model) throws Exception {
    assertErrors(0, model);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "send-queue SENDERS=2 CAPACITY=1 NO_RECHECK",
        "send-queue SENDERS=2 CAPACITY=1 BARGING DEAD COARSE NOTIFIED_PUBLISHES",
        "receiver SENDERS=2 CAPACITY=1 NO_CLAIM_CHECK",
        "receiver SENDERS=2 CAPACITY=1 FUTURE NO_NOTIFIED",
      })
  void p1_aTwinForgetsAWaiter(String twin) throws Exception {
    assertErrors(1, twin);
  }

  @ParameterizedTest
  @EnabledIfSystemProperty(named = "sluice.models", matches = "all")
  @ValueSource(
      strings = {
        "send-queue SENDERS=2 CAPACITY=2",
        "send-queue SENDERS=3 CAPACITY=1 COARSE",
        "send-queue SENDERS=2 CAPACITY=1 WITHDRAWALS",
        "send-queue SENDERS=2 CAPACITY=2 WITHDRAWALS",
        "send-queue SENDERS=2 CAPACITY=1 CLOSE",
        "send-queue SENDERS=2 CAPACITY=2 CLOSE",
        "send-queue SENDERS=2 CAPACITY=1 BARGING DEAD",
        "send-queue SENDERS=2 CAPACITY=2 BARGING DEAD",
        "send-queue SENDERS=3 CAPACITY=1 BARGING BARGER COARSE",
        "receiver SENDERS=2 CAPACITY=2",
        "receiver SENDERS=3 CAPACITY=1",
        "receiver SENDERS=3 CAPACITY=2",
        "receiver SENDERS=2 CAPACITY=1 CANCEL",
        "receiver SENDERS=2 CAPACITY=2 CANCEL",
        "receiver SENDERS=2 CAPACITY=2 FUTURE",
        "receiver SENDERS=3 CAPACITY=1 FUTURE",
        "receiver SENDERS=3 CAPACITY=2 FUTURE",
        "receiver SENDERS=2 CAPACITY=1 FUTURE CANCEL",
        "receiver SENDERS=2 CAPACITY=2 FUTURE CANCEL",
      })
  void p1_noWaiterIsForgottenInLargerModels(String model) throws Exception {
    assertErrors(0, model);
  }

  @ParameterizedTest
  @EnabledIfSystemProperty(named = "sluice.models", matches = "all")
  @ValueSource(
      strings = {
        "send-queue SENDERS=2 CAPACITY=1 NO_MISSED",
        "send-queue SENDERS=2 CAPACITY=1 NO_AGAIN",
        "send-queue SENDERS=2 CAPACITY=1 NO_GATE_RECHECK",
        "send-queue SENDERS=2 CAPACITY=1 NO_COMPARE",
        "send-queue SENDERS=2 CAPACITY=1 WITHDRAWALS NO_FORGET",
        "send-queue SENDERS=2 CAPACITY=1 BARGING DEAD NO_BOUND",
        "receiver SENDERS=2 CAPACITY=1 NO_SIGNAL_OF_END",
        "receiver SENDERS=2 CAPACITY=1 CANCEL NO_DISCARD",
        "receiver SENDERS=2 CAPACITY=1 FUTURE NO_SIGNAL_OF_END",
        "receiver SENDERS=2 CAPACITY=1 FUTURE CANCEL NO_DISCARD",
      })
  void p1_anotherTwinForgetsAWaiter(String twin) throws Exception {
    assertErrors(1, twin);
  }

  /** A limit, in docs/evidence.md: such a sender may keep the receiver's thread in the combiner. */
  @ParameterizedTest
  @EnabledIfSystemProperty(named = "sluice.models", matches = "all")
  @ValueSource(strings = "send-queue SENDERS=2 CAPACITY=1 WITHDRAWALS ENDLESS")
  void p7_aSenderThatGivesUpForEverMayOccupyTheCombiner(String model) throws Exception {
    assertErrors(1, model);
  }
}

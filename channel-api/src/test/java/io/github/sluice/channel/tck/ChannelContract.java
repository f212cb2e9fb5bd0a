// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static java.util.Objects.requireNonNull;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * Everything that a channel has to do whichever way one waits in it. A subclass that returns a
 * fixture is a complete test of the channel; a property that the channel's fixture does not promise
 * is skipped.
 */
@Timeout(120) // for what the Watchdog cannot see: waits in the thread of the test itself
public abstract class ChannelContract
    implements ValuesContract,
        OrderContract,
        CapacityContract,
        WaitingContract,
        CloseContract,
        CancelContract,
        LeaseContract,
        RacesContract,
        CloseRacesContract,
        HappensBeforeContract,
        RealTimeContract,
        MemoryContract,
        PermitContract,
        PermitCapacityContract,
        PermitCloseContract,
        PermitRacesContract,
        HandlesContract,
        FailureContract,
        FailureRacesContract,
        ClosedFutureContract,
        StateContract,
        LookContract,
        SelectContract,
        RendezvousContract {
  private @Nullable ChannelFixture fixture;

  /** Creates a contract whose every test, and every property, has a fixture of its own. */
  protected ChannelContract() {}

  /**
   * Creates the fixture of one test.
   *
   * @return a new fixture
   */
  protected abstract ChannelFixture newFixture();

  @Override
  public final ChannelFixture fixture() {
    return requireNonNull(fixture);
  }

  /**
   * Compares the channel with its sequential model, after every step of many random scenarios. A
   * failure is reported as the shortest scenario that fails.
   *
   * @param scenario what is done to both
   */
  @Property(tries = 500)
  final void theChannelDoesWhatTheModelDoes(
      @ForAll("scenarios") ModelScenario<ModelledFixture> scenario) {
    scenario.run(capacity -> new ModelledFixture(fixture(), capacity));
  }

  /**
   * Describes the scenarios.
   *
   * @return what to do to a channel and its model
   */
  @Provide
  final Arbitrary<ModelScenario<ModelledFixture>> scenarios() {
    return ModelledFixture.scenarios();
  }

  @BeforeProperty
  @BeforeEach
  final void openFixture() {
    fixture = newFixture(); // of a test, or of all tries of a property
  }

  @AfterProperty
  @AfterEach
  final void closeFixture() {
    if (fixture != null) { // null if making it has skipped the test
      fixture.close();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Everything that a channel has to do whichever way one waits in it. A subclass that returns a
 * fixture is a complete test of the channel; a property that the channel's fixture does not promise
 * is skipped.
 */
public abstract class ChannelContract
    implements ValuesContract,
        OrderContract,
        CapacityContract,
        WaitingContract,
        CloseContract,
        CancelContract,
        RacesContract,
        CloseRacesContract,
        HappensBeforeContract,
        MemoryContract,
        PermitContract,
        PermitRoomContract,
        PermitCloseContract,
        PermitRacesContract,
        HandlesContract,
        FailureContract,
        FailureRacesContract,
        ClosedFutureContract {
  private @Nullable ChannelFixture fixture;

  /** Creates a contract whose every test has a fixture of its own. */
  protected ChannelContract() {}

  /**
   * Makes the fixture of one test.
   *
   * @return a new fixture
   */
  protected abstract ChannelFixture newFixture();

  @Override
  public final ChannelFixture fixture() {
    return requireNonNull(fixture);
  }

  @BeforeEach
  final void openFixture() {
    fixture = newFixture();
  }

  @AfterEach
  final void closeFixture() {
    fixture().close();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.flawed;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sluice.channel.tck.Linearizability;
import io.github.sluice.channel.tck.TestedChannel;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The model checker notices what is wrong only if threads meet. */
@Tag("lincheck")
class ModelCheckedFlawTest {
  private static TestedChannel<Integer> channel(Flaw flaw) {
    return new LockedFixture(flaw).create(Linearizability.CAPACITY, undelivered -> {});
  }

  /** Returns FULL while another thread uses the channel. */
  public static final class Busy extends Linearizability.Messages {
    /** Used by Lincheck. */
    public Busy() {
      super(channel(Flaw.SAYS_FULL_WHEN_BUSY));
    }
  }

  /** Has no flaw. */
  public static final class Sound extends Linearizability.Messages {
    /** Used by Lincheck. */
    public Sound() {
      super(channel(Flaw.NONE));
    }
  }

  /** The scenarios are the same every time: the first is enough, for both channels. */
  private static void check(Class<?> channel) {
    ModelCheckingOptions options = Linearizability.options(Linearizability.MessagesModel.class);
    options.iterations(1).minimizeFailedScenario(false).check(channel);
  }

  @Test
  void aSpuriousFullIsFound() {
    assertThrows(LincheckAssertionError.class, () -> check(Busy.class));
  }

  @Test
  void aChannelWithoutAFlawPasses() {
    check(Sound.class);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.flawed;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sluice.channel.tck.Linearizability;
import io.github.sluice.channel.tck.TestedChannel;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.junit.jupiter.api.Test;

/** The model checker notices what is wrong only if threads meet. */
class ModelCheckedFlawTest {
  private static TestedChannel<Integer> channel(Flaw flaw) {
    return new LockedFixture(flaw).create(Linearizability.CAPACITY, undelivered -> {});
  }

  /** Says that it is full while somebody else is at it. */
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

  @Test
  void aSpuriousFullIsFound() {
    assertThrows(
        LincheckAssertionError.class,
        () -> Linearizability.check(Busy.class, Linearizability.MessagesModel.class));
  }

  @Test
  void aChannelWithoutAFlawPasses() {
    Linearizability.check(Sound.class, Linearizability.MessagesModel.class);
  }
}

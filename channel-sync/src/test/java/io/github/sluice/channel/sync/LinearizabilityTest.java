// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import io.github.sluice.channel.tck.Linearizability;
import io.github.sluice.channel.tck.TestedChannel;
import io.github.sluice.channel.tck.ThreadKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The blocking channel is linearizable, by model checking. */
@Tag("lincheck")
class LinearizabilityTest {
  private static TestedChannel<Integer> channel() {
    return new BlockingFixture(ThreadKind.PLATFORM)
        .create(Linearizability.CAPACITY, undelivered -> {});
  }

  /** Messages and permits. */
  public static final class Messages extends Linearizability.Messages {
    /** Used by Lincheck. */
    public Messages() {
      super(channel());
    }
  }

  /** The end of the stream. */
  public static final class Ends extends Linearizability.Ends {
    /** Used by Lincheck. */
    public Ends() {
      super(channel());
    }
  }

  /** Sizes. */
  public static final class Sizes extends Linearizability.Sizes {
    /** Used by Lincheck. */
    public Sizes() {
      super(channel());
    }
  }

  @Test
  void o2_c5_messagesAndPermitsAreLinearizable() {
    Linearizability.check(Messages.class, Linearizability.MessagesModel.class);
  }

  @Test
  void x9_x12_theEndIsLinearizable() {
    Linearizability.check(Ends.class, Linearizability.EndsModel.class);
  }

  @Test
  void v1_sizesAreLinearizable() {
    Linearizability.check(Sizes.class, Linearizability.SizesModel.class);
  }
}

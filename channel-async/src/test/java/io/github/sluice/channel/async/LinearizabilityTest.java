// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.tck.Linearizability;
import io.github.sluice.channel.tck.TestedChannel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The async channel is linearizable, by model checking. */
@Tag("lincheck")
class LinearizabilityTest {
  private static TestedChannel<Integer> channel() {
    return new FutureFixture(null).create(Linearizability.CAPACITY, undelivered -> {});
  }

  /** Sends that wait in the queue. */
  public static final class Waits extends Linearizability.Waits {
    /** Used by Lincheck. */
    public Waits() {
      super(channel());
    }
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
  void o2_o5_o6_messagesPermitsAndWaitingSendsAreLinearizable() {
    Linearizability.check(Waits.class, Linearizability.WaitsModel.class);
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

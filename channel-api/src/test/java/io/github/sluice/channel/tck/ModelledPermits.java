// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.Sender;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The permits of a {@link ModelledChannel}, good and used up, and what is done with them. */
public final class ModelledPermits {
  /** More permits than this are not held, so that there is capacity for other things. */
  private static final int PERMITS = 4;

  private final ChannelModel channel;
  private final List<Modelled<Permit<Integer>, ModelPermit>> permits = new ArrayList<>();

  ModelledPermits(ChannelModel channel) {
    this.channel = channel;
  }

  void tryReserve(Modelled<? extends Sender<Integer>, ModelHandle> handle, int messages) {
    if (messages > handle.real().capacity()) {
      assertThrows(IllegalArgumentException.class, () -> handle.real().tryReserve(messages));
    } else if (channel.isClosedTo(handle.model())) {
      assertThrows(ChannelClosedException.class, () -> handle.real().tryReserve(messages));
    } else {
      add(handle.real().tryReserve(messages), channel.tryReserve(handle.model(), messages));
    }
  }

  /**
   * Adds what was reserved, if anything was and should have been.
   *
   * @param real the permit, or null
   * @param model what it must be like, or null
   */
  public void add(@Nullable Permit<Integer> real, @Nullable ModelPermit model) {
    assertEquals(model != null, real != null, "reserved");
    if (real != null && model != null) {
      permits.add(new Modelled<>(real, model));
      if (permits.size() > PERMITS) {
        close(0);
        permits.remove(0);
      }
    }
  }

  void send(int choice, Integer message) {
    if (!permits.isEmpty()) {
      Modelled<Permit<Integer>, ModelPermit> permit = permits.get(choice % permits.size());
      if (permit.model().remaining() == 0) {
        assertThrows(IllegalStateException.class, () -> permit.real().send(message));
      } else {
        assertEquals(permit.model().send(message), permit.real().send(message), "permit.send");
      }
    }
  }

  void close(int choice) {
    if (!permits.isEmpty()) {
      Modelled<Permit<Integer>, ModelPermit> permit = permits.get(choice % permits.size());
      permit.model().close();
      permit.real().close();
    }
  }

  void compare() {
    for (Modelled<Permit<Integer>, ModelPermit> permit : permits) {
      assertEquals(permit.model().remaining(), permit.real().remaining(), "remaining");
    }
  }
}

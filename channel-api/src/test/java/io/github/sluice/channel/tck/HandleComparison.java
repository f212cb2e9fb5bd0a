// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.sluice.channel.Sender;

/** What a handle says of its channel, and what it should. */
final class HandleComparison {
  private HandleComparison() {}

  /** Compares a handle, called by some name, with the model of its channel. */
  static void compare(
      String name,
      ChannelModel channel,
      int openHandles,
      Modelled<? extends Sender<Integer>, ModelHandle> handle) {
    Sender<Integer> real = handle.real();
    boolean receiverClosed = channel.receiver() != ChannelModel.ReceiverState.OPEN;
    assertEquals(channel.size(), real.size(), name);
    assertEquals(openHandles, real.senderCount(), name);
    if (!channel.isClosed()) {
      assertEquals(channel.remainingCapacity(), real.remainingCapacity(), name);
    }
    if (!channel.mayOrMayNotBeClosed()) {
      compareClosed(name, channel, real);
    }
    assertEquals(receiverClosed || !handle.model().isOpen(), real.isClosed(), name);
  }

  /** Compares a future that an executor of the channel may complete a little later. */
  private static void compareClosed(String name, ChannelModel channel, Sender<Integer> real) {
    if (channel.isClosed()) {
      Watchdog.get("closeFuture() of " + name, channel, real.closeFuture());
    } else {
      assertFalse(real.closeFuture().isDone(), name);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.fray;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelClosedException;
import java.util.concurrent.atomic.AtomicInteger;

/** What threads do in scenarios. */
final class Tasks {
  private Tasks() {}

  /** Sends messages, and closes the handle. */
  static Schedules.Task producer(BlockingSender<Integer> mine, int... messages) {
    return () -> {
      try (BlockingSender<Integer> sender = mine) {
        for (int message : messages) {
          sender.send(message);
        }
      }
    };
  }

  /** Sends a message unless interrupted, counts it if it was sent, and closes the handle. */
  static Schedules.Task interruptible(
      BlockingSender<Integer> mine, int message, AtomicInteger sent) {
    return () -> {
      try (BlockingSender<Integer> sender = mine) {
        sender.send(message);
        sent.incrementAndGet();
      } catch (InterruptedException e) {
        // then it has not been sent
      }
    };
  }

  /** Sends messages until the channel is closed, and counts those that were sent. */
  static Schedules.Task refusable(
      BlockingSender<Integer> sender, AtomicInteger sent, int... messages) {
    return () -> {
      for (int message : messages) {
        try {
          sender.send(message);
          sent.incrementAndGet();
        } catch (ChannelClosedException e) {
          assertEquals(message, e.undelivered());
        }
      }
    };
  }
}

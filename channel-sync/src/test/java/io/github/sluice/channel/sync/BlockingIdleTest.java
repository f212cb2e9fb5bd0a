// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.IdleWindow;
import io.github.sluice.channel.tck.PendingThread;
import io.github.sluice.channel.tck.Races;
import io.github.sluice.channel.tck.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** P6: threads that wait cost nothing. See {@link IdleWindow} for how to watch it for longer. */
@Races
class BlockingIdleTest {
  /** An operation that waits. */
  enum Waiting {
    SEND {
      @Override
      void run(BlockingSender<Integer> sender) throws InterruptedException {
        sender.trySend(1);
        sender.send(2);
      }
    },
    /** There is capacity, but not enough. */
    RESERVE {
      @Override
      void run(BlockingSender<Integer> sender) throws InterruptedException {
        sender.reserve(2);
      }
    };

    /** Runs it at a channel for two messages that holds one. */
    abstract void run(BlockingSender<Integer> sender) throws InterruptedException;
  }

  @ParameterizedTest
  @CsvSource({"SEND, 1", "SEND, 100", "RESERVE, 1", "RESERVE, 100"})
  void p6_parkedThreadsCostNothing(Waiting waiting, int channels) {
    try (BlockingFixture fixture = new BlockingFixture(ThreadKind.PLATFORM)) {
      List<PendingThread<?>> pending = new ArrayList<>();
      for (int i = 0; i < channels; i++) {
        BlockingSender<Integer> sender = BlockingChannel.<Integer>bounded(2).sender();
        assertEquals(SendResult.SENT, sender.trySend(0));
        pending.add(
            fixture.begin(
                sender,
                () -> {
                  waiting.run(sender);
                  return null;
                }));
      }
      IdleWindow.assertIdle(channels + " channels with a parked " + waiting);
      for (PendingThread<?> thread : pending) {
        assertFalse(thread.isDone(), () -> "thread " + thread);
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.IdleWindow;
import io.github.sluice.channel.tck.Races;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** P6: what waits costs nothing. See {@link IdleWindow} for how to watch it for longer. */
@Races
class AsyncIdleTest {
  /** An operation that waits. */
  enum Waiting {
    SEND {
      @Override
      CompletableFuture<?> begin(AsyncChannel<Integer> channel) {
        AsyncSender<Integer> sender = channel.sender();
        assertEquals(SendResult.SENT, sender.trySend(1));
        return sender.send(2);
      }
    },
    TIMED_SEND {
      @Override
      CompletableFuture<?> begin(AsyncChannel<Integer> channel) {
        AsyncSender<Integer> sender = channel.sender();
        assertEquals(SendResult.SENT, sender.trySend(1));
        return sender.trySend(2, Duration.ofDays(1));
      }
    },
    /** There is capacity, but not enough. */
    RESERVE {
      @Override
      CompletableFuture<?> begin(AsyncChannel<Integer> channel) {
        return channel.sender().reserve(2);
      }
    },
    RECEIVE {
      @Override
      CompletableFuture<?> begin(AsyncChannel<Integer> channel) {
        assertEquals(0, channel.receiver().tryReceive());
        return channel.receiver().receive();
      }
    };

    /** Begins it at a channel for two messages that holds one. */
    abstract CompletableFuture<?> begin(AsyncChannel<Integer> channel);
  }

  @ParameterizedTest
  @CsvSource({
    "SEND, 1", "SEND, 100", "SEND, 20000",
    "TIMED_SEND, 1", "TIMED_SEND, 100", "TIMED_SEND, 20000",
    "RESERVE, 1", "RESERVE, 100", "RESERVE, 20000",
    "RECEIVE, 1", "RECEIVE, 100", "RECEIVE, 20000"
  })
  void p6_pendingFuturesCostNothing(Waiting waiting, int channels) {
    List<AsyncChannel<Integer>> opened = new ArrayList<>();
    List<CompletableFuture<?>> pending = new ArrayList<>();
    for (int i = 0; i < channels; i++) {
      AsyncChannel<Integer> channel = AsyncChannel.bounded(2);
      assertEquals(SendResult.SENT, channel.sender().trySend(0));
      opened.add(channel);
      pending.add(waiting.begin(channel));
    }
    try {
      IdleWindow.assertIdle(channels + " channels with a pending " + waiting);
      for (int i = 0; i < channels; i++) {
        assertFalse(pending.get(i).isDone(), "of " + opened.get(i));
      }
    } finally {
      pending.forEach(future -> future.cancel(false));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.tck.BlockedTimer;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Races;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** P2: the receive that frees capacity grants it to the first pending send before it returns. */
@Races
class FutureGrantTest {
  private static final int PENDING = 4;

  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
  private final AsyncReceiver<Integer> receiver = channel.receiver();

  @Test
  void p2_aReceiveGrantsWhatItFreesBeforeItReturns() {
    AsyncSender<Integer> sender = channel.sender();
    assertTrue(sender.send(0).isDone());
    for (int message = 1; message < Race.times(100_000); message++) {
      CompletableFuture<Void> send = sender.send(message);
      assertEquals(message - 1, receiver.tryReceive());
      assertEquals(1, receiver.size());
      assertTrue(send.isDone());
    }
  }

  @Test
  void p2_aReceiveGrantsWhatItFreesAlsoWhenSendersRace() {
    int rounds = Race.times(100_000);
    int misses = 0;
    AtomicInteger begun = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      threads.add(new Thread(() -> sendUntilClosed(channel.sender(), begun)));
    }
    threads.forEach(Thread::start);
    // The timer is blocked, so that it does not make a missed grant good.
    try (BlockedTimer timer = BlockedTimer.block()) {
      for (int received = 0; received < rounds; received++) {
        // One message is in the channel. The send of another one has returned its future, so it
        // waits, or has been granted what this receive frees.
        int enough = received + 2;
        Watchdog.await("a pending send", List.of(channel, timer), () -> begun.get() >= enough);
        Watchdog.await("a message", channel, () -> receiver.tryReceive() != null);
        if (receiver.size() != 1) {
          misses++;
        }
      }
    } finally {
      receiver.close();
      threads.forEach(thread -> Watchdog.join(thread, channel));
    }
    assertEquals(0, misses, "receives of " + rounds + " that returned before the grant");
  }

  /** Keeps some sends pending. */
  private static void sendUntilClosed(AsyncSender<Integer> sender, AtomicInteger begun) {
    Queue<CompletableFuture<Void>> sends = new ArrayDeque<>();
    try {
      while (true) {
        sends.add(sender.send(1));
        begun.incrementAndGet();
        if (sends.size() == PENDING) {
          Watchdog.get("a send", sender, sends.remove());
        }
      }
    } catch (ChannelClosedException e) {
      // the test is over
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelStats;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Pending;
import io.github.sluice.channel.tck.PendingThreads;
import io.github.sluice.channel.tck.Watchdog;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** V7: what a channel counts. */
class StatsTest {
  private final BlockingChannel<Integer> channel =
      BlockingChannel.<Integer>builder(2).onUndelivered(message -> {}).build();
  private final BlockingSender<Integer> sender = channel.sender();

  @Test
  void v7_messagesAreCountedFromTheBeginning() throws Exception {
    sender.send(1);
    sender.send(2);
    assertEquals(1, channel.receiver().receive());
    assertEquals(new ChannelStats(2, 1, 0, 0, 0, 0, 1), channel.stats());
    sender.reserve().send(3);
    assertEquals(new ChannelStats(3, 1, 0, 0, 0, 0, 2), channel.stats());
    assertEquals(2, channel.receiver().drain(message -> {}, 9));
    assertEquals(new ChannelStats(3, 3, 0, 0, 0, 0, 2), channel.stats());
  }

  @Test
  void v7_refusalsAreCountedOnceTheyAreAskedFor() throws Exception {
    sender.send(1);
    sender.send(2);
    assertEquals(SendResult.FULL, sender.trySend(3));
    assertEquals(0, channel.stats().refused(), "before anybody has asked");
    assertEquals(SendResult.FULL, sender.trySend(3));
    assertNull(sender.tryReserve());
    assertEquals(SendResult.TIMED_OUT, sender.trySend(3, Duration.ofMillis(1)));
    assertNull(sender.tryReserve(1, Duration.ZERO));
    assertEquals(2, channel.stats().refused());
  }

  @Test
  void v7_waitsAreCounted() throws Exception {
    channel.stats();
    try (PendingThreads threads = new PendingThreads(Thread::new)) {
      Pending<Integer> receive = threads.begin(channel, channel.receiver()::receive);
      assertEquals(1, channel.stats().receiveWaits());
      sender.send(1);
      assertEquals(1, receive.await());
      sender.send(2);
      sender.send(3);
      Pending<?> send =
          threads.begin(
              channel,
              () -> {
                sender.send(4);
                return null;
              });
      assertEquals(1, channel.stats().sendWaits());
      assertEquals(2, channel.receiver().receive());
      send.await();
      assertEquals(new ChannelStats(4, 2, 0, 0, 1, 1, 2), channel.stats());
    }
  }

  @Test
  void v7_whatIsUndeliveredIsNotReceived() throws Exception {
    sender.send(1);
    sender.send(2);
    assertEquals(1, channel.receiver().receive());
    channel.receiver().cancel();
    assertEquals(new ChannelStats(2, 1, 1, 0, 0, 0, 0), channel.stats());
  }

  @Test
  void v7_noMoreIsReceivedThanWasSent() throws Exception {
    Thread sending =
        new Thread(
            () -> {
              try (sender) {
                for (int message = 0; message < 20_000; message++) {
                  sender.send(message);
                }
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    Thread receiving = new Thread(() -> channel.receiver().forEach(message -> {}));
    sending.start();
    receiving.start();
    while (receiving.isAlive()) {
      ChannelStats stats = channel.stats();
      assertTrue(stats.received() <= stats.sent(), stats::toString);
      assertTrue(stats.mostHeld() <= 2, stats::toString);
    }
    Watchdog.join(sending, channel);
    ChannelStats all = channel.stats();
    assertEquals(20_000, all.sent());
    assertEquals(20_000, all.received());
  }
}

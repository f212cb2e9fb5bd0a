// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.async.AsyncChannel;
import io.github.sluice.channel.sync.BlockingChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of code that has timeouts, in which no time passes. */
@Timeout(60)
class VirtualTimeTest {
  // begin durations-test
  @Test
  void aBatchThatDoesNotFitInTimeIsCounted() throws InterruptedException {
    BlockingChannel<Instant> ticks = BlockingChannel.bounded(2); // by hand: two, and no more
    try (BlockingSender<Instant> tick = ticks.sender()) {
      tick.sendAll(new ArrayDeque<>(List.of(Instant.EPOCH, Instant.EPOCH)));
    }
    BlockingChannel<String> readings = BlockingChannel.bounded(200);
    BlockingSender<String> reading = readings.sender();
    for (int i = 0; i < 150; i++) {
      reading.send("reading " + i);
    }
    BlockingChannel<List<String>> batches = BlockingChannel.bounded(1); // the second does not fit
    Relay relay = new Relay(ticks.receiver(), Duration.ZERO, Duration.ZERO);
    relay.run(readings.receiver(), batches.sender());
    assertEquals(100, batches.receiver().tryReceive().size());
    assertEquals(50, relay.dropped());
  }

  // end durations-test

  @Test
  void aRelayEndsWithItsReadings() throws InterruptedException {
    BlockingChannel<Instant> ticks = BlockingChannel.bounded(10);
    BlockingSender<Instant> tick = ticks.sender();
    BlockingChannel<String> readings = BlockingChannel.bounded(10);
    BlockingChannel<List<String>> batches = BlockingChannel.bounded(10);
    for (int i = 0; i < 10; i++) {
      tick.send(Instant.EPOCH);
    }
    try (BlockingSender<String> reading = readings.sender()) {
      reading.send("one");
      reading.send("two");
    }
    new Relay(ticks.receiver(), Duration.ofDays(1), Duration.ofDays(1)) // the end is no timeout
        .run(readings.receiver(), batches.sender());
    assertEquals(List.of("one", "two"), batches.receiver().tryReceive());
    assertEquals(8, ticks.size());
  }

  // begin timed-test
  @Test
  void aSendIsWithdrawnWhenItsTimeHasPassed() {
    VirtualClock clock = new VirtualClock();
    AsyncChannel<String> channel = AsyncChannel.bounded(1); // no executor: all in this thread
    TimedSender<String> sender = new TimedSender<>(channel.sender(), clock::after);
    assertEquals(SendResult.SENT, sender.trySend("one", Duration.ofHours(1)).getNow(null));
    CompletableFuture<SendResult> two = sender.trySend("two", Duration.ofHours(1));
    CompletableFuture<SendResult> three = sender.trySend("three", Duration.ofHours(2));
    clock.advance(Duration.ofMinutes(59));
    assertFalse(two.isDone());
    clock.advance(Duration.ofMinutes(1));
    assertEquals(SendResult.TIMED_OUT, two.getNow(null));
    assertEquals("one", channel.receiver().tryReceive()); // and so "three" is accepted
    assertEquals(SendResult.SENT, three.getNow(null));
    assertEquals("three", channel.receiver().tryReceive());
  }

  // end timed-test

  @Test
  void aTimeThatPassesLaterChangesNothing() {
    VirtualClock clock = new VirtualClock();
    AsyncChannel<String> channel = AsyncChannel.bounded(1);
    List<CompletableFuture<Void>> timers = new ArrayList<>();
    TimedSender<String> sender =
        new TimedSender<>(
            channel.sender(),
            delay -> {
              timers.add(clock.after(delay));
              return timers.get(timers.size() - 1);
            });
    CompletableFuture<SendResult> one = sender.trySend("one", Duration.ofHours(1));
    CompletableFuture<SendResult> two = sender.trySend("two", Duration.ofHours(1));
    assertEquals("one", channel.receiver().tryReceive());
    assertTrue(timers.stream().allMatch(CompletableFuture::isDone), "no timer is left");
    clock.advance(Duration.ofHours(1));
    assertEquals(SendResult.SENT, one.getNow(null));
    assertEquals(SendResult.SENT, two.getNow(null));
    assertEquals("two", channel.receiver().tryReceive());
  }

  @Test
  void aChannelThatClosesIsNoTimeout() {
    VirtualClock clock = new VirtualClock();
    AsyncChannel<String> channel = AsyncChannel.bounded(1);
    TimedSender<String> sender = new TimedSender<>(channel.sender(), clock::after);
    sender.trySend("one", Duration.ofHours(1));
    CompletableFuture<SendResult> two = sender.trySend("two", Duration.ofHours(1));
    channel.receiver().close();
    CompletionException failed = assertThrows(CompletionException.class, () -> two.getNow(null));
    assertEquals(
        "two", assertInstanceOf(ChannelClosedException.class, failed.getCause()).undelivered());
  }

  @Test
  void realTimePassesByItself() throws Exception {
    AsyncChannel<String> channel = AsyncChannel.bounded(1);
    AsyncSender<String> handle = channel.sender();
    TimedSender<String> sender = new TimedSender<>(handle, TimedSender::realTime);
    handle.trySend("one");
    assertEquals(
        SendResult.TIMED_OUT,
        sender.trySend("two", Duration.ofMillis(1)).get(30, TimeUnit.SECONDS));
    assertEquals("one", channel.receiver().tryReceive());
    assertNull(channel.receiver().tryReceive());
  }

  @Test
  void whatIsDueHappensInItsOrder() {
    VirtualClock clock = new VirtualClock();
    List<String> happened = new ArrayList<>();
    clock.after(Duration.ofHours(3)).thenRun(() -> happened.add("three"));
    clock
        .after(Duration.ofHours(1))
        .thenCompose(
            passed -> {
              happened.add("one");
              return clock.after(Duration.ofHours(1));
            })
        .thenRun(() -> happened.add("two"));
    clock.advance(Duration.ofMinutes(150));
    assertEquals(List.of("one", "two"), happened);
    clock.advance(Duration.ofMinutes(30));
    assertEquals(List.of("one", "two", "three"), happened);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.async.AsyncChannel;
import io.github.sluice.channel.sync.BlockingChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
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
  private final VirtualClock clock = new VirtualClock();
  private final AsyncChannel<String> channel = // no executor: all happens in this thread
      AsyncChannel.<String>builder(1).scheduler(clock).build();

  @Test
  void aSendIsWithdrawnWhenItsTimeHasPassed() {
    AsyncSender<String> sender = channel.sender();
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

  @Test
  void aBatchIsCompleteWhenItsTimeHasPassed() {
    List<List<String>> batches = new ArrayList<>();
    channel.receiver().forEachBatch(100, Duration.ofSeconds(1), batches::add);
    AsyncSender<String> sender = channel.sender();
    sender.send("one");
    clock.advance(Duration.ofMillis(999));
    sender.send("two");
    assertEquals(List.of(), batches);
    clock.advance(Duration.ofMillis(1));
    assertEquals(List.of(List.of("one", "two")), batches);
  }

  // end timed-test

  @Test
  void whatIsNotWaitedForAnyMoreIsNotScheduled() {
    AsyncSender<String> sender = channel.sender();
    sender.send("one");
    CompletableFuture<SendResult> two = sender.trySend("two", Duration.ofHours(1));
    CompletableFuture<SendResult> three = sender.trySend("three", Duration.ofHours(1));
    assertEquals(2, clock.pending());
    assertEquals("one", channel.receiver().tryReceive());
    assertEquals(SendResult.SENT, two.getNow(null));
    three.cancel(false);
    assertEquals(0, clock.pending());
    CompletableFuture<Integer> batch =
        channel.receiver().receiveMany(new ArrayList<>(), 1, Duration.ofHours(1));
    assertEquals(1, batch.getNow(0));
    assertEquals(0, clock.pending());
  }

  @Test
  void aSchedulerThatRefusesFailsTheSendBeforeItHasAnEffect() {
    ScheduledThreadPoolExecutor stopped = new ScheduledThreadPoolExecutor(1);
    stopped.shutdown();
    AsyncChannel<String> refusing = AsyncChannel.<String>builder(1).scheduler(stopped).build();
    AsyncSender<String> refused = refusing.sender();
    assertEquals(SendResult.SENT, refused.trySend("one", Duration.ofHours(1)).getNow(null));
    assertThrows(
        RejectedExecutionException.class, () -> refused.trySend("two", Duration.ofHours(1)));
    assertEquals(0, refusing.waitingSenders());
    List<String> batch = new ArrayList<>();
    assertEquals(1, refusing.receiver().receiveMany(batch, 9, Duration.ofHours(1)).getNow(0));
    assertEquals(List.of("one"), batch);
  }

  @Test
  void whatIsDueHappensInItsOrder() {
    List<String> happened = new ArrayList<>();
    Runnable two = () -> happened.add("two");
    Runnable three = () -> happened.add("three");
    clock.schedule(three, 3, TimeUnit.HOURS);
    clock.schedule(
        () -> {
          happened.add("one");
          clock.schedule(two, 1, TimeUnit.HOURS);
        },
        1,
        TimeUnit.HOURS);
    clock.advance(Duration.ofMinutes(150));
    assertEquals(List.of("one", "two"), happened);
    clock.advance(Duration.ofMinutes(30));
    assertEquals(List.of("one", "two", "three"), happened);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.WaitStrategy;
import io.github.sluice.channel.tck.Pending;
import io.github.sluice.channel.tck.PendingThread;
import io.github.sluice.channel.tck.PendingThreads;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Races;
import io.github.sluice.channel.tck.ThreadKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Z1 to Z4 for threads: capacity 0 beside what only they can do. */
@Timeout(60)
class RendezvousTest {
  private final PendingThreads threads = new PendingThreads(Thread::new);
  private final BlockingFixture fixture = new BlockingFixture(ThreadKind.PLATFORM);
  private final BlockingChannel<Integer> channel = BlockingChannel.bounded(0);
  private final BlockingSender<Integer> sender = channel.sender();
  private final BlockingReceiver<Integer> receiver = channel.receiver();

  @AfterEach
  void endThreads() {
    Thread.interrupted();
    threads.close();
  }

  private Pending<?> beginSend(int message) {
    return threads.begin(
        channel,
        () -> {
          sender.send(message);
          return null;
        });
  }

  @Test
  void z2_neitherSideWaitsLongerThanItsTime() throws Exception {
    assertNull(receiver.tryReceive(Duration.ofMillis(5)));
    assertEquals(SendResult.TIMED_OUT, sender.trySend(1, Duration.ofMillis(5)));
    assertNull(receiver.tryReceive(Duration.ZERO));
    assertEquals(SendResult.FULL, sender.trySend(1));
    assertEquals(0, channel.size());
    assertEquals(0, channel.remainingCapacity());
  }

  @Test
  @Races
  void z2_aReceiveThatTimesOutAndATrySendAgree() throws Exception {
    assertAgreesWithATimedReceive(() -> sender.trySend(1));
  }

  @Test
  @Races
  void z2_aSendThatTimesOutAndAReceiveThatTimesOutAgree() throws Exception {
    assertAgreesWithATimedReceive(() -> sender.trySend(1, Duration.ofNanos(30_000)));
  }

  private void assertAgreesWithATimedReceive(Callable<SendResult> send) throws Exception {
    AtomicReference<@Nullable Integer> received = new AtomicReference<>();
    AtomicReference<SendResult> result = new AtomicReference<>();
    Race.rounds(
        fixture,
        1000,
        () ->
            Race.of(
                    channel,
                    () -> received.set(receiver.tryReceive(Duration.ofNanos(25_000))),
                    () -> result.set(send.call()))
                .then(
                    () -> {
                      assertEquals(result.get() == SendResult.SENT ? 1 : null, received.get());
                      assertEquals(0, channel.size());
                    }));
  }

  @Test
  @Races
  void i1_anInterruptedReceiveAndATrySendAgree() throws Exception {
    for (int round = 0; round < Race.times(300); round++) {
      PendingThread<@Nullable Integer> receive = threads.begin(channel, receiver::receive);
      AtomicReference<SendResult> result = new AtomicReference<>();
      AtomicReference<Boolean> withdrawn = new AtomicReference<>();
      Race.of(channel, () -> withdrawn.set(receive.withdraw()), () -> result.set(sender.trySend(1)))
          .run(fixture);
      assertEquals(withdrawn.get() ? SendResult.FULL : SendResult.SENT, result.get());
      if (!withdrawn.get()) {
        assertEquals(1, receive.await());
      }
      assertEquals(0, channel.size());
    }
  }

  @Test
  void i2_aReceiveThatFindsASenderWaitingIsNotInterrupted() throws Exception {
    Pending<?> send = beginSend(1);
    Thread.currentThread().interrupt();
    assertEquals(1, receiver.receive());
    assertTrue(Thread.interrupted());
    send.await();
  }

  @Test
  void o3_everyWayToReceiveTakesFromSendersThatWait() throws Exception {
    List<Pending<?>> sends = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      sends.add(beginSend(i));
    }
    List<Integer> received = new ArrayList<>();
    received.add(receiver.receive());
    received.add(receiver.tryReceive(Duration.ofDays(1)));
    assertEquals(2, receiver.receiveMany(received, 2));
    assertEquals(2, receiver.receiveMany(received, 2, Duration.ofMillis(1)));
    assertEquals(2, receiver.tryReceiveMany(received, 2, Duration.ofMillis(1)));
    Iterator<Integer> iterator = receiver.iterator();
    assertTrue(iterator.hasNext());
    received.add(iterator.next());
    received.add(receiver.stream().findFirst().orElseThrow());
    assertTrue(receiver.awaitReady());
    received.add(receiver.tryReceive());
    received.add(receiver.receive());
    assertEquals(IntStream.range(0, 12).boxed().toList(), received);
    sends.forEach(Pending::await);
    assertEquals(0, channel.waitingSenders());
  }

  @Test
  void z1_everyWayToWaitIsCapacityForOneMessage() throws Exception {
    Pending<Boolean> ready = threads.begin(channel, receiver::awaitReady);
    assertEquals(SendResult.SENT, sender.trySend(1));
    assertTrue(ready.await());
    assertEquals(SendResult.FULL, sender.trySend(2));
    assertEquals(1, receiver.tryReceive());
    List<Integer> into = new ArrayList<>();
    Pending<Integer> many = threads.begin(channel, () -> receiver.receiveMany(into, 9));
    assertEquals(SendResult.SENT, sender.trySend(2));
    assertEquals(1, many.await());
    assertEquals(List.of(2), into);
    Pending<@Nullable Integer> first =
        threads.begin(channel, () -> receiver.stream().findFirst().orElse(null));
    assertEquals(SendResult.SENT, sender.trySend(3));
    assertEquals(3, first.await());
  }

  @Test
  @Races
  void z1_sendAllHandsOverOneMessageAfterTheOther() throws Exception {
    int count = Race.times(1000);
    ArrayDeque<Integer> messages = new ArrayDeque<>(IntStream.range(0, count).boxed().toList());
    List<Integer> received = new ArrayList<>();
    Race.of(
            channel,
            () -> {
              assertEquals(count, sender.sendAll(messages));
              sender.close();
            },
            () -> receiver.forEach(received::add))
        .run(fixture);
    assertEquals(IntStream.range(0, count).boxed().toList(), received);
  }

  @Test
  @Races
  void z3_parkingThreadsMeet() throws Exception {
    int count = Race.times(1000);
    BlockingChannel<Integer> parking =
        BlockingChannel.<Integer>builder(0).waitStrategy(WaitStrategy.PARKING).build();
    BlockingSender<Integer> toParking = parking.sender();
    Race.of(
            parking,
            () -> {
              for (int i = 0; i < count; i++) {
                toParking.send(i);
              }
            },
            () -> {
              for (int i = 0; i < count; i++) {
                assertEquals(i, parking.receiver().receive());
              }
            })
        .run(fixture);
    assertFalse(parking.isClosed());
  }
}

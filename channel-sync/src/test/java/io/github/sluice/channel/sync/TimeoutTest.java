// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Pending;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.ThreadKind;
import io.github.sluice.channel.tck.ThreadKinds;
import io.github.sluice.channel.tck.Watchdog;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** I4 to I6, M2: waits that end by themselves. */
class TimeoutTest {
  private static final List<Duration> NONE =
      List.of(
          Duration.ZERO,
          Duration.ofNanos(-1),
          Duration.ofNanos(Long.MIN_VALUE),
          Duration.ofSeconds(Long.MIN_VALUE));
  private static final List<Duration> LONG =
      List.of(
          Duration.ofHours(1),
          Duration.ofNanos(Long.MAX_VALUE),
          Duration.ofNanos(Long.MAX_VALUE).plusNanos(1),
          ChronoUnit.FOREVER.getDuration(),
          Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));

  private final BlockingChannel<Integer> channel = BlockingChannel.bounded(1);
  private final BlockingSender<Integer> sender = channel.sender();
  private final BlockingReceiver<Integer> receiver = channel.receiver();

  @Test
  void i4_b21_noTimeIsOneAttempt() throws Exception {
    for (Duration none : NONE) {
      assertNull(receiver.tryReceive(none));
      assertEquals(SendResult.SENT, sender.trySend(1, none));
      assertEquals(SendResult.TIMED_OUT, sender.trySend(2, none));
      assertEquals(1, receiver.tryReceive(none));
      assertNull(receiver.tryReceive(none));
      assertFalse(receiver.isTerminated());
    }
  }

  @Test
  void i4_b21_closedTakesPrecedenceOverTimedOut() throws Exception {
    BlockingSender<Integer> other = channel.sender();
    sender.trySend(1);
    other.close();
    for (Duration timeout : NONE) {
      assertEquals(SendResult.CLOSED, other.trySend(2, timeout), "handle closed, channel full");
    }
    receiver.close();
    for (Duration timeout : NONE) {
      assertEquals(SendResult.CLOSED, sender.trySend(2, timeout), "receiver closed, channel full");
    }
    assertEquals(SendResult.CLOSED, sender.trySend(2, Duration.ofHours(1)));
    assertEquals(1, receiver.tryReceive(Duration.ZERO));
    for (Duration timeout : LONG) {
      assertNull(receiver.tryReceive(timeout));
    }
    assertTrue(receiver.isTerminated());
  }

  @ThreadKinds
  void i4_timedOutIsNeverBeforeTheDeadline(ThreadKind threads) throws Exception {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      sender.trySend(1);
      for (long nanos : new long[] {1, 1_000, 100_000, 3_000_000, 30_000_000}) {
        Duration timeout = Duration.ofNanos(nanos);
        Pending<Long> send =
            fixture.begin(
                channel,
                () -> {
                  long start = System.nanoTime();
                  assertEquals(SendResult.TIMED_OUT, sender.trySend(2, timeout));
                  return System.nanoTime() - start;
                });
        assertTrue(send.await() >= nanos, "send of " + timeout);
      }
      receiver.tryReceive();
      for (long nanos : new long[] {1, 1_000, 100_000, 3_000_000, 30_000_000}) {
        Duration timeout = Duration.ofNanos(nanos);
        Pending<Long> receive =
            fixture.begin(
                channel,
                () -> {
                  long start = System.nanoTime();
                  assertNull(receiver.tryReceive(timeout));
                  return System.nanoTime() - start;
                });
        assertTrue(receive.await() >= nanos, "receive of " + timeout);
      }
    }
  }

  @ThreadKinds
  void i4_theLongestTimesDoNotOverflow(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      for (Duration forever : LONG) {
        Pending<?> receive = fixture.begin(channel, () -> receiver.tryReceive(forever));
        assertFalse(receive.isDone(), "receive of " + forever);
        sender.trySend(1);
        assertEquals(1, receive.await());
        sender.trySend(2);
        Pending<?> send = fixture.begin(channel, () -> sender.trySend(3, forever));
        assertFalse(send.isDone(), "send of " + forever);
        assertEquals(2, receiver.tryReceive());
        assertEquals(SendResult.SENT, send.await());
        assertEquals(3, receiver.tryReceive());
      }
    }
  }

  @ThreadKinds
  void i4_closingEndsATimedWait(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      Pending<?> receive = fixture.begin(channel, () -> receiver.tryReceive(Duration.ofHours(1)));
      BlockingChannel<Integer> full = BlockingChannel.bounded(1);
      BlockingSender<Integer> fullSender = full.sender();
      fullSender.trySend(1);
      Pending<?> send = fixture.begin(full, () -> fullSender.trySend(2, Duration.ofHours(1)));
      sender.close();
      assertNull(receive.await());
      assertTrue(receiver.isTerminated());
      full.receiver().close();
      assertEquals(SendResult.CLOSED, send.await());
    }
  }

  @Test
  @SuppressWarnings("NullAway")
  void s5_nullIsRejectedBeforeAnyEffect() {
    assertThrows(NullPointerException.class, () -> sender.trySend(1, null));
    assertThrows(NullPointerException.class, () -> sender.trySend(null, Duration.ZERO));
    assertThrows(NullPointerException.class, () -> receiver.tryReceive(null));
    assertEquals(0, sender.size());
    sender.trySend(1);
    assertThrows(NullPointerException.class, () -> sender.trySend(1, null));
    assertThrows(NullPointerException.class, () -> sender.trySend(null, Duration.ZERO));
    assertThrows(NullPointerException.class, () -> receiver.tryReceive(null));
    receiver.close();
    assertThrows(NullPointerException.class, () -> sender.trySend(1, null));
    assertThrows(NullPointerException.class, () -> sender.trySend(null, Duration.ZERO));
    assertEquals(1, receiver.tryReceive());
  }

  @Test
  void b11_shortReceivesAmongBurstsAndInterruptsLoseNothing() throws Exception {
    int bursts = Race.times(1500);
    Duration[] times = {Duration.ofNanos(100), Duration.ofNanos(20_000), Duration.ofMillis(1)};
    AtomicInteger sent = new AtomicInteger();
    AtomicInteger interrupts = new AtomicInteger();
    BlockingChannel<Integer> bursty = BlockingChannel.bounded(16);
    BlockingSender<Integer> producer = bursty.sender();
    AtomicReference<Thread> consumer = new AtomicReference<>();
    AtomicBoolean over = new AtomicBoolean();
    try (BlockingFixture fixture = new BlockingFixture(ThreadKind.PLATFORM)) {
      Race.of(
              bursty,
              () -> {
                for (int burst = 0; burst < bursts || interrupts.get() < 20; burst++) {
                  for (int i = 0; i < 10; i++) {
                    producer.send(sent.getAndIncrement());
                  }
                  if (burst % 10 == 0) {
                    LockSupport.parkNanos(100_000); // so that the consumer has to wait
                  }
                }
                producer.close();
              },
              () -> {
                consumer.set(Thread.currentThread());
                int next = 0;
                int looks = 0;
                while (!bursty.receiver().isTerminated()) {
                  try {
                    Integer message = bursty.receiver().tryReceive(times[looks++ % 3]);
                    if (message != null) {
                      assertEquals(next++, message);
                    }
                  } catch (InterruptedException e) {
                    interrupts.incrementAndGet();
                  }
                }
                over.set(true);
                assertEquals(sent.get(), next);
              },
              () -> {
                while (!over.get()) {
                  Thread thread = consumer.get();
                  if (thread != null) {
                    thread.interrupt();
                  }
                  Race.timedYield();
                }
              })
          .run(fixture);
    }
  }

  @ThreadKinds
  void i6_b31_aWaitWithoutEndAfterATimedOneIsWoken(ThreadKind threads) throws Exception {
    int count = 300;
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      Race.of(
              channel,
              () -> {
                for (int message = 0; message < count; message++) {
                  sender.send(message);
                  Integer until = message;
                  Watchdog.await("its receipt " + until, channel, () -> sender.size() == 0);
                }
                sender.close();
              },
              () -> {
                int next = 0;
                while (!receiver.isTerminated()) {
                  Integer message = receiver.tryReceive(Duration.ofNanos(50_000));
                  message = message != null ? message : receiver.receive();
                  if (message != null) {
                    assertEquals(next++, message);
                  }
                }
                assertEquals(count, next);
              })
          .run(fixture);
    }
  }
}

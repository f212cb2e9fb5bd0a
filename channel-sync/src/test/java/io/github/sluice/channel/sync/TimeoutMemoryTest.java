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
import io.github.sluice.channel.tck.Garbage;
import io.github.sluice.channel.tck.Pending;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.ThreadKind;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** I5, M2: waits that end by themselves leave nothing behind. */
class TimeoutMemoryTest {
  private final BlockingChannel<Integer> channel = BlockingChannel.bounded(1);
  private final BlockingSender<Integer> sender = channel.sender();
  private final BlockingReceiver<Integer> receiver = channel.receiver();

  @Test
  void i5_m2_timedOutAndInterruptedSendsLeaveNothingBehind() throws Exception {
    BlockingChannel<Object> full = BlockingChannel.bounded(1);
    BlockingSender<Object> stuck = full.sender();
    stuck.trySend("first");
    try (BlockingFixture fixture = new BlockingFixture(ThreadKind.PLATFORM)) {
      Pending<?> before = fixture.begin(full, () -> stuck.trySend("before", Duration.ofHours(1)));
      timeOutAndInterrupt(stuck, 2_000);
      long used = Garbage.usedBytes();
      List<WeakReference<Object>> messages = timeOutAndInterrupt(stuck, 100_000);
      Garbage.awaitCollected("withdrawn messages", List.of(full, before), messages);
      long grown = Garbage.usedBytes() - used;
      assertTrue(grown < 1_000_000, "grown by " + grown + " bytes");
      assertFalse(before.isDone());
      assertEquals("first", full.receiver().tryReceive());
      assertEquals(SendResult.SENT, before.await());
    }
  }

  private static List<WeakReference<Object>> timeOutAndInterrupt(
      BlockingSender<Object> sender, int count) throws InterruptedException {
    List<WeakReference<Object>> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Object message = new Object();
      if (i % 1000 == 0) {
        messages.add(new WeakReference<>(message));
      }
      if (i % 2 == 0) {
        assertEquals(SendResult.TIMED_OUT, sender.trySend(message, Duration.ofNanos(1)));
      } else {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> sender.send(message));
      }
    }
    return messages;
  }

  @Test
  void i5_m2_timedOutAndInterruptedReceivesLeaveNothingBehind() throws Exception {
    timeOutReceives(2_000);
    long used = Garbage.usedBytes();
    timeOutReceives(100_000);
    long grown = Garbage.usedBytes() - used;
    assertTrue(grown < 1_000_000, "grown by " + grown + " bytes");
    sender.trySend(1);
    assertEquals(1, receiver.receive());
  }

  private void timeOutReceives(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      if (i % 2 == 0) {
        assertNull(receiver.tryReceive(Duration.ofNanos(1)));
      } else {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, receiver::receive);
      }
    }
  }

  @Test
  void b30_longTimeoutsThatAreNotUsedUpLeaveNoTimers() throws Exception {
    exchangeWithTimeouts(2_000);
    long used = Garbage.usedBytes();
    exchangeWithTimeouts(50_000);
    long grown = Garbage.usedBytes() - used;
    assertTrue(grown < 1_000_000, "grown by " + grown + " bytes");
  }

  private void exchangeWithTimeouts(int count) throws Exception {
    Duration hour = Duration.ofHours(1);
    try (BlockingFixture fixture = new BlockingFixture(ThreadKind.PLATFORM)) {
      Race.of(
              channel,
              () -> {
                for (int message = 0; message < count; message++) {
                  assertEquals(SendResult.SENT, sender.trySend(message, hour));
                }
              },
              () -> {
                for (int message = 0; message < count; message++) {
                  assertEquals(message, receiver.tryReceive(hour));
                }
              })
          .run(fixture);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Garbage;
import io.github.sluice.channel.tck.Pending;
import io.github.sluice.channel.tck.ThreadKind;
import io.github.sluice.channel.tck.ThreadKinds;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** I1 to I5, C4, M2: waits for permits that end by an interrupt or a timeout. */
class ReserveTimesTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final BlockingChannel<Integer> channel = BlockingChannel.bounded(2);
  private final BlockingSender<Integer> sender = channel.sender();
  private final BlockingReceiver<Integer> receiver = channel.receiver();

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  private void fill() {
    assertEquals(SendResult.SENT, sender.trySend(0));
    assertEquals(SendResult.SENT, sender.trySend(1));
  }

  private void assertAllCapacityIsFree() {
    assertNull(receiver.tryReceive());
    assertEquals(2, sender.remainingCapacity());
    fill();
    assertEquals(SendResult.FULL, sender.trySend(-1));
    assertEquals(0, receiver.tryReceive());
    assertEquals(1, receiver.tryReceive());
  }

  @ThreadKinds
  void i1_c4_anInterruptEndsAWaitingReserveAndReservesNothing(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      for (int lap = 0; lap < 20; lap++) {
        fill();
        for (Pending<?> reserve :
            List.of(
                fixture.begin(channel, () -> sender.reserve()),
                fixture.begin(channel, () -> sender.reserve(2)),
                fixture.begin(channel, () -> sender.tryReserve(2, HOUR)))) {
          assertFalse(reserve.isDone());
          assertTrue(reserve.withdraw(), "withdraw also looks at the interrupt flag");
        }
        assertEquals(0, receiver.tryReceive());
        assertEquals(1, receiver.tryReceive());
        assertAllCapacityIsFree();
      }
    }
  }

  @Test
  void i2_aThreadInterruptedBeforeDoesNotWait() {
    fill();
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, sender::reserve);
    assertFalse(Thread.interrupted());
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> sender.tryReserve(2, HOUR));
    assertFalse(Thread.interrupted());
    receiver.drain(message -> {}, 2);
    assertAllCapacityIsFree();
  }

  @Test
  void i2_aThreadInterruptedBeforeStillGetsWhatIsThere() throws Exception {
    Thread.currentThread().interrupt();
    Permit<Integer> permit = sender.reserve(2);
    assertTrue(Thread.interrupted(), "and stays so");
    permit.close();
    assertAllCapacityIsFree();
  }

  @Test
  void i4_noTimeIsOneAttempt() throws Exception {
    for (Duration none :
        List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
      Permit<Integer> permit = sender.tryReserve(2, none);
      assertNotNull(permit);
      assertNull(sender.tryReserve(1, none));
      assertFalse(sender.isClosed());
      permit.close();
      Thread.currentThread().interrupt();
      sender.trySend(0);
      assertNull(sender.tryReserve(2, none), "that is not waiting, and does not throw");
      assertTrue(Thread.interrupted());
      receiver.tryReceive();
      assertAllCapacityIsFree();
    }
  }

  @ThreadKinds
  void i4_nullIsNeverBeforeTheDeadline(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      fill();
      for (long nanos : new long[] {1, 1_000, 100_000, 3_000_000, 30_000_000}) {
        Duration timeout = Duration.ofNanos(nanos);
        Pending<Long> reserve =
            fixture.begin(
                channel,
                () -> {
                  long start = System.nanoTime();
                  assertNull(sender.tryReserve(1, timeout));
                  return System.nanoTime() - start;
                });
        assertTrue(reserve.await() >= nanos, "reserve with " + timeout);
      }
    }
  }

  @ThreadKinds
  void i4_theLongestTimesDoNotOverflow(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      for (Duration forever :
          List.of(Duration.ofNanos(Long.MAX_VALUE), Duration.ofSeconds(Long.MAX_VALUE))) {
        fill();
        Pending<Permit<Integer>> reserve =
            fixture.begin(channel, () -> sender.tryReserve(2, forever));
        assertFalse(reserve.isDone());
        receiver.drain(message -> {}, 2);
        reserve.await().close();
      }
      fill();
      Pending<?> closed =
          fixture.begin(channel, () -> sender.tryReserve(2, Duration.ofSeconds(Long.MAX_VALUE)));
      receiver.close();
      assertThrows(ChannelClosedException.class, closed::await);
    }
  }

  @Test
  @SuppressWarnings("NullAway")
  void s5_noTimeoutIsRejectedBeforeAnyEffect() {
    assertThrows(NullPointerException.class, () -> sender.tryReserve(1, null));
    assertAllCapacityIsFree();
    fill();
    assertThrows(NullPointerException.class, () -> sender.tryReserve(1, null));
  }

  @Test
  void i5_m2_timedOutAndInterruptedReservesLeaveNothingBehind() throws Exception {
    fill();
    timeOutAndInterrupt(2_000);
    long used = Garbage.usedBytes();
    timeOutAndInterrupt(100_000);
    long grown = Garbage.usedBytes() - used;
    assertTrue(grown < 1_000_000, "grown by " + grown + " bytes");
    receiver.drain(message -> {}, 2);
    assertAllCapacityIsFree();
  }

  private void timeOutAndInterrupt(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      if (i % 2 == 0) {
        assertNull(sender.tryReserve(1 + i % 4 / 2, Duration.ofNanos(1)));
      } else {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> sender.reserve(2));
      }
    }
  }

  @Test
  void r8_aReserveWaitsWhileAsManyPermitsAreOutAsCanBe() throws Exception {
    int most = 1_048_575;
    BlockingChannel<Integer> large = BlockingChannel.bounded(1 << 21);
    BlockingSender<Integer> handle = large.sender();
    try (BlockingFixture fixture = new BlockingFixture(ThreadKind.PLATFORM)) {
      Permit<Integer> all = handle.reserve(most);
      Pending<Permit<Integer>> one = fixture.begin(large, () -> handle.reserve(1));
      assertEquals(SendResult.SENT, all.send(1));
      one.await().close();
      Pending<Permit<Integer>> many = fixture.begin(large, () -> handle.reserve(most));
      all.close();
      assertEquals(most, many.await().remaining());
      assertEquals(1, large.receiver().receive());
    }
  }
}

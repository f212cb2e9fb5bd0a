// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Pending;
import io.github.sluice.channel.tck.ThreadKind;
import io.github.sluice.channel.tck.ThreadKinds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** R: threads that wait for permits. */
class ReserveTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final List<Duration> NONE =
      List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE));

  private final BlockingChannel<Integer> channel = BlockingChannel.bounded(4);
  private final BlockingSender<Integer> sender = channel.sender();
  private final BlockingReceiver<Integer> receiver = channel.receiver();

  private void fill() {
    while (sender.trySend(sender.size()) == SendResult.SENT) {
      assertTrue(sender.size() <= 4);
    }
  }

  @Test
  void r1_freeCapacityIsReservedAtOnce() throws Exception {
    Permit<Integer> one = sender.reserve();
    Permit<Integer> two = sender.reserve(2);
    Permit<Integer> three = sender.tryReserve(1, Duration.ZERO);
    assertEquals(0, sender.remainingCapacity());
    assertEquals(1, one.remaining());
    assertEquals(2, two.remaining());
    assertEquals(1, three.remaining());
    three.send(0);
    two.send(1);
    one.send(2);
    two.close();
    for (int message = 0; message < 3; message++) {
      assertEquals(message, receiver.tryReceive());
    }
    assertEquals(4, sender.remainingCapacity());
  }

  @ThreadKinds
  void r4_aReserveWaitsForAllOfItsCapacity(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      fill();
      Pending<Permit<Integer>> reserve = fixture.begin(channel, () -> sender.reserve(3));
      for (int message = 0; message < 3; message++) {
        assertFalse(reserve.isDone());
        assertEquals(message, receiver.tryReceive());
      }
      Permit<Integer> permit = reserve.await();
      assertEquals(3, permit.remaining());
      assertEquals(0, sender.remainingCapacity());
      assertEquals(SendResult.SENT, permit.send(4));
      permit.close();
      assertEquals(2, sender.remainingCapacity());
      assertEquals(3, receiver.tryReceive());
      assertEquals(4, receiver.tryReceive());
    }
  }

  @ThreadKinds
  void c5_rt6_noCapacityRemainsWhileARequestIsQueued(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      assertEquals(SendResult.SENT, sender.trySend(1));
      Pending<Permit<Integer>> request = fixture.begin(channel, () -> sender.reserve(4));
      assertEquals(SendResult.FULL, sender.trySend(-1));
      assertEquals(0, sender.remainingCapacity());
      assertTrue(sender.isFull());
      assertTrue(request.withdraw());
      assertEquals(3, sender.remainingCapacity());
      assertEquals(SendResult.SENT, sender.trySend(2));
    }
  }

  @ThreadKinds
  void r6_nothingOvertakesAWaitingReserve(ThreadKind threads) throws Exception {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      BlockingSender<Integer> other = channel.sender();
      fill();
      Pending<Permit<Integer>> reserve = fixture.begin(channel, () -> sender.tryReserve(3, HOUR));
      Pending<?> send = fixture.begin(channel, () -> other.trySend(4, HOUR));
      Pending<Permit<Integer>> later = fixture.begin(channel, () -> other.reserve());
      for (int message = 0; message < 3; message++) {
        for (BlockingSender<Integer> handle : List.of(sender, other)) {
          assertEquals(SendResult.FULL, handle.trySend(-1));
          assertEquals(SendResult.TIMED_OUT, handle.trySend(-1, Duration.ofNanos(1)));
          assertNull(handle.tryReserve());
          assertNull(handle.tryReserve(1, Duration.ofNanos(1)));
        }
        assertFalse(reserve.isDone() || send.isDone() || later.isDone());
        assertEquals(4 - message, sender.size());
        assertEquals(message, receiver.tryReceive());
      }
      Permit<Integer> permit = reserve.await();
      assertEquals(SendResult.FULL, other.trySend(-1));
      assertEquals(SendResult.SENT, permit.send(5));
      assertFalse(send.isDone() || later.isDone());
      permit.close();
      assertEquals(SendResult.SENT, send.await());
      assertEquals(1, later.await().remaining());
      assertEquals(List.of(3, 5, 4), List.of(take(), take(), take()));
    }
  }

  private Integer take() {
    return receiver.tryReceive();
  }

  @ThreadKinds
  void r6_reservesAreGrantedInTheOrderOfTheirComing(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      Permit<Integer> last = sender.tryReserve(4);
      List<Pending<Permit<Integer>>> reserves = new ArrayList<>();
      for (int messages : new int[] {3, 2, 4, 1, 4}) {
        reserves.add(fixture.begin(channel, () -> sender.reserve(messages)));
      }
      for (int turn = 0; turn < 5; turn++) {
        last.close();
        last = reserves.get(turn).await();
        // Nothing overtakes a request for permits that waits, so there is no capacity for others.
        assertEquals(turn < 4 ? 0 : 4 - last.remaining(), sender.remainingCapacity());
        assertNull(sender.tryReserve());
        assertEquals(turn < 4, reserves.stream().anyMatch(reserve -> !reserve.isDone()));
      }
      last.close();
      assertEquals(4, sender.remainingCapacity());
    }
  }

  @ThreadKinds
  void r6_p2_withdrawingTheFirstReserveLetsTheOthersGo(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      fill();
      Pending<?> first = fixture.begin(channel, () -> sender.reserve(4));
      Pending<Permit<Integer>> second = fixture.begin(channel, () -> sender.reserve(1));
      Pending<?> third = fixture.begin(channel, () -> sender.trySend(9, HOUR));
      assertEquals(0, receiver.tryReceive());
      assertEquals(1, receiver.tryReceive());
      assertFalse(second.isDone() || third.isDone());
      assertTrue(first.withdraw());
      assertEquals(1, second.await().remaining());
      assertEquals(SendResult.SENT, third.await());
      assertEquals(3, sender.size());
      second.await().close();
      assertEquals(1, sender.remainingCapacity());
    }
  }

  @ThreadKinds
  void r6_p2_aFirstReserveThatTimesOutLetsTheOthersGo(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      boolean waited = false;
      for (long millis = 5; !waited; millis *= 2) { // until the others came in time
        Duration timeout = Duration.ofMillis(millis);
        fill();
        Pending<?> first = fixture.begin(channel, () -> sender.tryReserve(4, timeout));
        Pending<Permit<Integer>> second = fixture.begin(channel, () -> sender.reserve(2));
        Pending<?> third = fixture.begin(channel, () -> sender.trySend(9, HOUR));
        take();
        take();
        waited = !first.isDone();
        assertNull(first.await());
        second.await().close();
        assertEquals(SendResult.SENT, third.await());
        assertEquals(3, sender.size());
        assertEquals(1, sender.remainingCapacity());
      }
    }
  }

  @Test
  void r3_b22_moreThanCanEverFitIsRefused() {
    for (int messages : new int[] {-1, Integer.MIN_VALUE, 5, Integer.MAX_VALUE}) {
      for (IllegalArgumentException refused :
          List.of(
              assertThrows(IllegalArgumentException.class, () -> sender.reserve(messages)),
              assertThrows(
                  IllegalArgumentException.class, () -> sender.tryReserve(messages, HOUR)))) {
        String text = String.valueOf(refused.getMessage());
        assertTrue(text.contains("4"), text);
      }
    }
    assertEquals(4, sender.remainingCapacity());
  }

  @ThreadKinds
  void r3_aReserveOfNothingDoesNotWait(ThreadKind threads) throws Exception {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      fill();
      Pending<?> waiting = fixture.begin(channel, () -> sender.reserve(1));
      assertEquals(0, fixture.begin(channel, () -> sender.reserve(0)).await().remaining());
      assertEquals(0, sender.tryReserve(0, Duration.ZERO).remaining());
      assertFalse(waiting.isDone());
      sender.close();
      assertThrows(ChannelClosedException.class, () -> sender.reserve(0));
      assertThrows(ChannelClosedException.class, () -> sender.tryReserve(0, HOUR));
      assertTrue(waiting.withdraw());
    }
  }
}

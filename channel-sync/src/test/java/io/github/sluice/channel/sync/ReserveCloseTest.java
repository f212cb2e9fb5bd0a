// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
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
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Threads that wait for permits, when handles or the channel are closed. */
class ReserveCloseTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final BlockingChannel<Integer> channel = BlockingChannel.bounded(4);
  private final BlockingSender<Integer> sender = channel.sender();
  private final BlockingReceiver<Integer> receiver = channel.receiver();

  private void fill() {
    while (sender.trySend(sender.size()) == SendResult.SENT) {
      assertTrue(sender.size() <= 4);
    }
  }

  private Integer take() {
    return receiver.tryReceive();
  }

  @ThreadKinds
  void x3_closingEndsAWaitingReserve(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      fill();
      Pending<?> untimed = fixture.begin(channel, () -> sender.reserve(2));
      Pending<?> timed = fixture.begin(channel, () -> sender.tryReserve(1, HOUR));
      receiver.close();
      ChannelClosedException closed = assertThrows(ChannelClosedException.class, untimed::await);
      assertNull(closed.undelivered());
      assertNull(closed.getCause());
      assertThrows(ChannelClosedException.class, timed::await);
      assertTrue(sender.isClosed());
    }
  }

  @ThreadKinds
  void x3_failingEndsAWaitingReserveWithTheCause(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      fill();
      Throwable cause = new IOException("a test's");
      Pending<?> untimed = fixture.begin(channel, () -> sender.reserve(2));
      Pending<?> timed = fixture.begin(channel, () -> sender.tryReserve(1, HOUR));
      channel.sender().closeExceptionally(cause);
      assertSame(cause, assertThrows(ChannelClosedException.class, untimed::await).getCause());
      assertSame(cause, assertThrows(ChannelClosedException.class, timed::await).getCause());
      assertSame(
          cause, assertThrows(ChannelClosedException.class, () -> sender.reserve()).getCause());
    }
  }

  @Test
  void x2_x7_nothingIsReservedWhenClosed() throws Exception {
    BlockingSender<Integer> other = channel.sender();
    other.close();
    assertThrows(ChannelClosedException.class, other::reserve);
    assertThrows(ChannelClosedException.class, () -> other.reserve(2));
    assertThrows(ChannelClosedException.class, () -> other.tryReserve(1, HOUR));
    assertEquals(4, sender.remainingCapacity());
    receiver.close();
    assertThrows(ChannelClosedException.class, sender::reserve);
    for (Duration timeout : List.of(Duration.ZERO, HOUR)) {
      assertThrows(ChannelClosedException.class, () -> sender.tryReserve(1, timeout));
    }
    assertTrue(receiver.isTerminated());
  }

  @ThreadKinds
  void x13_r7_aReserveThatWaitsGoesOnWhenItsHandleIsClosed(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      fill();
      Pending<Permit<Integer>> waiting = fixture.begin(channel, () -> sender.reserve(2));
      sender.close();
      assertEquals(List.of(0, 1, 2, 3), List.of(take(), take(), take(), take()));
      Permit<Integer> permit = waiting.await();
      assertFalse(receiver.isTerminated());
      assertEquals(SendResult.SENT, permit.send(4));
      Pending<?> receive = fixture.begin(channel, receiver::receive);
      assertEquals(4, receive.await());
      Pending<?> end = fixture.begin(channel, receiver::receive);
      assertFalse(end.isDone());
      permit.close();
      assertNull(end.await());
    }
  }

  @ThreadKinds
  void b1_r7_aWaitingReserveKeepsTheStreamOpenUntilItIsWithdrawn(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      fill();
      Pending<?> reserve = fixture.begin(channel, () -> sender.reserve(4));
      sender.close();
      assertTrue(reserve.withdraw());
      for (int message = 0; message < 4; message++) {
        assertFalse(receiver.isTerminated());
        assertEquals(message, receiver.tryReceive());
      }
      assertTrue(receiver.isTerminated());
    }
  }

  @ThreadKinds
  void b1_theLastPermitWakesTheReceiverAfterAReserveWasWithdrawn(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      for (boolean byReceiver : new boolean[] {true, false}) {
        BlockingChannel<Integer> ending = BlockingChannel.bounded(4);
        BlockingSender<Integer> last = ending.sender();
        Permit<Integer> held = last.tryReserve(1);
        Pending<?> reserve = fixture.begin(ending, () -> last.reserve(4));
        last.close();
        Pending<?> receive = fixture.begin(ending, () -> ending.receiver().receive());
        if (byReceiver) {
          ending.receiver().close();
          assertThrows(ChannelClosedException.class, reserve::await);
        } else {
          assertTrue(reserve.withdraw());
        }
        assertFalse(receive.isDone());
        held.close();
        assertNull(receive.await());
      }
    }
  }

  @ThreadKinds
  void b1_aReserveGrantedAfterTheLastHandleHasClosedEndsTheStream(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      Permit<Integer> held = sender.tryReserve(1);
      Pending<Permit<Integer>> reserve = fixture.begin(channel, () -> sender.reserve(4));
      sender.close();
      Pending<?> receive = fixture.begin(channel, receiver::receive);
      held.close();
      Permit<Integer> granted = reserve.await();
      assertFalse(receive.isDone());
      granted.close();
      assertNull(receive.await());
    }
  }
}

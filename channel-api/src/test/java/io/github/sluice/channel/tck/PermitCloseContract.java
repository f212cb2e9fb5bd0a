// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static io.github.sluice.channel.tck.ContractPart.fill;
import static io.github.sluice.channel.tck.ContractPart.numbers;
import static io.github.sluice.channel.tck.ContractPart.receiveAll;
import static io.github.sluice.channel.tck.ContractPart.reserve;
import static io.github.sluice.channel.tck.ContractPart.takeAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** X and B1: permits that are still out when the stream is to end. */
public interface PermitCloseContract extends ContractPart {
  /** How the last reserved capacity can be used or released. */
  enum LastPermit {
    CLOSED_UNUSED(1) {
      @Override
      List<Integer> finish(Permit<Integer> permit) {
        permit.close();
        return List.of();
      }
    },
    BATCH_CLOSED_UNUSED(3) {
      @Override
      List<Integer> finish(Permit<Integer> permit) {
        permit.close();
        return List.of();
      }
    },
    BATCH_CLOSED_HALF_USED(3) {
      @Override
      List<Integer> finish(Permit<Integer> permit) {
        assertEquals(SendResult.SENT, permit.send(10));
        permit.close();
        return List.of(10);
      }
    },
    USED(1) {
      @Override
      List<Integer> finish(Permit<Integer> permit) {
        assertEquals(SendResult.SENT, permit.send(10));
        return List.of(10);
      }
    },
    BATCH_USED_UP(2) {
      @Override
      List<Integer> finish(Permit<Integer> permit) {
        assertEquals(SendResult.SENT, permit.send(10));
        assertEquals(SendResult.SENT, permit.send(11));
        return List.of(10, 11);
      }
    };

    final int messages;

    LastPermit(int messages) {
      this.messages = messages;
    }

    /** Uses or gives back all of the permit; returns what was sent. */
    abstract List<Integer> finish(Permit<Integer> permit);
  }

  @Test
  default void x5_b1_b2_theLastPermitEndsTheStreamOfAClosedReceiver() {
    for (LastPermit last : LastPermit.values()) {
      TestedChannel<Integer> channel = open(4);
      Sender<Integer> sender = channel.sender();
      Permit<Integer> permit = reserve(sender, last.messages);
      fill(sender, 0, 1);
      channel.receiver().close();
      assertEndsWith(last, channel, permit);
    }
  }

  @Test
  default void r7_b1_theLastPermitEndsTheStreamWhenAllHandlesAreClosed() {
    for (LastPermit last : LastPermit.values()) {
      TestedChannel<Integer> channel = open(4);
      Sender<Integer> sender = channel.sender();
      Permit<Integer> permit = reserve(sender, last.messages);
      fill(sender, 0, 1);
      sender.close();
      assertEndsWith(last, channel, permit);
    }
  }

  private static void assertEndsWith(
      LastPermit last, TestedChannel<Integer> channel, Permit<Integer> permit) {
    Receiver<Integer> receiver = channel.receiver();
    assertEquals(0, receiver.tryReceive());
    assertNull(receiver.tryReceive());
    assertFalse(receiver.isTerminated(), "B2");
    Pending<?> receive = channel.beginReceive();
    assertFalse(receive.isDone(), "the end before the last permit is " + last);
    List<Object> received = new ArrayList<>();
    List<Integer> sent = last.finish(permit);
    for (Object m = receive.await(); m != null; m = channel.beginReceive().await()) {
      received.add(m);
    }
    assertEquals(sent, received, last.name());
    assertTrue(receiver.isTerminated(), last.name());
    assertNull(receiver.tryReceive());
  }

  @Test
  default void x5_everyPermitIsWaitedFor() throws Exception {
    for (boolean byReceiver : new boolean[] {true, false}) {
      TestedChannel<Integer> channel = open(8);
      Sender<Integer> sender = channel.sender();
      Permit<Integer> one = reserve(sender, 1);
      Permit<Integer> two = reserve(sender, 2);
      Permit<Integer> three = reserve(sender, 3);
      end(channel, sender, byReceiver);
      Pending<?> receive = channel.beginReceive();
      two.close();
      assertFalse(receive.isDone());
      assertEquals(SendResult.SENT, one.send(1));
      assertEquals(1, receive.await());
      assertFalse(channel.receiver().isTerminated());
      receive = channel.beginReceive();
      assertEquals(SendResult.SENT, three.send(2));
      assertEquals(2, receive.await());
      assertFalse(channel.receiver().isTerminated());
      assertEquals(SendResult.SENT, three.send(3));
      three.close();
      assertEquals(List.of(3), receiveAll(channel));
    }
  }

  private static void end(TestedChannel<?> channel, Sender<?> sender, boolean byReceiver) {
    if (byReceiver) {
      channel.receiver().close();
    } else {
      sender.close();
    }
  }

  @Test
  default void r7_aPermitGivenBackWhileAHandleIsOpenEndsNothing() {
    TestedChannel<Integer> channel = open(2);
    Sender<Integer> sender = channel.sender();
    Sender<Integer> other = channel.sender();
    Permit<Integer> used = reserve(sender, 1);
    Permit<Integer> closed = reserve(sender, 1);
    sender.close();
    Pending<?> receive = channel.beginReceive();
    closed.close();
    assertFalse(receive.isDone());
    assertEquals(SendResult.SENT, used.send(1));
    assertEquals(1, receive.await());
    assertFalse(channel.receiver().isTerminated());
    fill(other, 2, 1);
    other.close();
    assertEquals(2, channel.receiver().tryReceive());
    assertTrue(channel.receiver().isTerminated());
  }

  @Capacities
  default void x2_x4_onlyPermitsSendOnceTheReceiverIsClosed(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    int half = capacity / 2;
    fill(sender, 0, half);
    Permit<Integer> batch = reserve(sender, capacity - half);
    channel.receiver().close();
    assertThrows(ChannelClosedException.class, sender::tryReserve);
    assertThrows(ChannelClosedException.class, () -> sender.tryReserve(0));
    assertEquals(SendResult.CLOSED, sender.trySend(-1));
    assertEquals(capacity - half, batch.remaining());
    for (int message = half; message < capacity; message++) {
      assertEquals(SendResult.SENT, batch.send(message));
    }
    assertThrows(IllegalStateException.class, () -> batch.send(-1));
    assertEquals(capacity, channel.receiver().size());
    assertEquals(numbers(0, capacity), takeAll(channel.receiver()));
    assertTrue(channel.receiver().isTerminated());
    assertThrows(ChannelClosedException.class, sender::tryReserve);
    assertEquals(SendResult.CLOSED, sender.trySend(-1));
  }

  @Test
  default void x7_aClosedHandleGivesNoPermits() {
    TestedChannel<Integer> channel = open(2);
    Sender<Integer> closed = channel.sender();
    Sender<Integer> open = channel.sender();
    Permit<Integer> before = reserve(closed, 1);
    closed.close();
    assertThrows(ChannelClosedException.class, closed::tryReserve);
    assertThrows(ChannelClosedException.class, () -> closed.tryReserve(0));
    assertTrue(closed.isClosed());
    assertEquals(1, reserve(open, 1).remaining());
    assertEquals(SendResult.SENT, before.send(1), "a permit does not need its handle");
    assertEquals(1, channel.receiver().tryReceive());
  }

  @Test
  default void r3_aPermitForNothingDoesNotKeepTheStreamOpen() {
    TestedChannel<Integer> channel = open(2);
    Sender<Integer> sender = channel.sender();
    Permit<Integer> nothing = reserve(sender, 0);
    Pending<?> receive = channel.beginReceive();
    sender.close();
    assertNull(receive.await());
    assertTrue(channel.receiver().isTerminated());
    nothing.close();
    assertTrue(channel.receiver().isTerminated());
  }

  @Capacities
  default void s7_s8_b25_whatIsRefusedToAPermitAfterCancelIsStillTheCallers(int capacity) {
    List<Integer> undelivered = new ArrayList<>();
    TestedChannel<Integer> channel = open(capacity + 2, undelivered::add);
    Sender<Integer> sender = channel.sender();
    Permit<Integer> batch = reserve(sender, 2);
    fill(sender, 0, capacity);
    channel.receiver().cancel();
    assertEquals(numbers(0, capacity), undelivered);
    assertEquals(2, batch.remaining());
    assertEquals(SendResult.CLOSED, batch.send(capacity));
    assertEquals(1, batch.remaining());
    assertEquals(0, channel.receiver().size());
    assertEquals(SendResult.CLOSED, batch.send(capacity + 1));
    assertThrows(IllegalStateException.class, () -> batch.send(-1));
    batch.close();
    channel.receiver().cancel();
    assertEquals(numbers(0, capacity), undelivered);
    assertNull(channel.receiver().tryReceive());
    assertNull(channel.beginReceive().await());
    assertTrue(channel.receiver().isTerminated());
  }

  @Test
  default void s7_aPermitClosedAfterCancelHandsNothingOver() {
    List<Integer> undelivered = new ArrayList<>();
    TestedChannel<Integer> channel = open(3, undelivered::add);
    Sender<Integer> sender = channel.sender();
    Permit<Integer> permit = reserve(sender, 2);
    fill(sender, 0, 1);
    channel.receiver().close();
    channel.receiver().cancel();
    permit.close();
    assertThrows(IllegalStateException.class, () -> permit.send(-1));
    assertEquals(List.of(0), undelivered);
    assertTrue(channel.receiver().isTerminated());
  }

  @Test
  default void x10_cancelEndsTheWaitForAPermit() {
    TestedChannel<Integer> channel = open(2);
    Permit<Integer> permit = reserve(channel.sender(), 1);
    channel.receiver().close();
    Pending<?> receive = channel.beginReceive();
    assertFalse(receive.isDone());
    channel.receiver().cancel();
    permit.close();
    assertNull(receive.await());
    assertTrue(channel.receiver().isTerminated());
  }

  @Test
  default void b25_permitsHeldWhileTheRingGoesRoundAreGoodAfterItIsClosed() {
    TestedChannel<Integer> channel = open(3);
    Sender<Integer> sender = channel.sender();
    Permit<Integer> held = reserve(sender, 2);
    for (int message = 0; message < 20; message++) {
      fill(sender, message, 1);
      assertEquals(SendResult.FULL, sender.trySend(-1));
      assertEquals(message, channel.receiver().tryReceive());
    }
    fill(sender, 20, 1);
    channel.receiver().close();
    assertEquals(SendResult.SENT, held.send(21));
    assertEquals(numbers(20, 2), takeAll(channel.receiver()));
    assertFalse(channel.receiver().isTerminated());
    assertEquals(SendResult.SENT, held.send(22));
    assertEquals(List.of(22), takeAll(channel.receiver()));
    assertTrue(channel.receiver().isTerminated());
  }
}

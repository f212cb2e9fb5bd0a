// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static io.github.sluice.channel.tck.ContractPart.fill;
import static io.github.sluice.channel.tck.ContractPart.numbers;
import static io.github.sluice.channel.tck.ContractPart.reserve;
import static io.github.sluice.channel.tck.ContractPart.takeAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** X, when a sender ends the stream because something has gone wrong. */
public interface FailureContract extends ContractPart {
  /** Asserts that the stream has failed, whichever way one looks, again and again. */
  static void assertFailed(TestedChannel<?> channel, Throwable cause) {
    Receiver<?> receiver = channel.receiver();
    for (int i = 0; i < 3; i++) {
      assertFailure(cause, receiver::tryReceive);
      assertTrue(receiver.isClosed());
      assertTrue(receiver.isTerminated());
    }
    assertFailure(cause, () -> channel.beginReceive().await());
  }

  /** Asserts that a way of receiving says that the stream has failed. */
  static void assertFailure(Throwable cause, Executable receive) {
    assertSame(cause, assertThrows(ChannelFailedException.class, receive).getCause());
  }

  /** Asserts that an operation is refused because of the failure. */
  static ChannelClosedException assertRefused(Throwable cause, Callable<?> operation) {
    ChannelClosedException refused = assertThrows(ChannelClosedException.class, operation::call);
    assertSame(cause, refused.getCause());
    return refused;
  }

  @Capacities
  default void x4_whatIsBufferedIsReceivedThenTheFailureForever(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    Throwable cause = new IOException("a test's");
    fill(sender, 0, capacity);
    sender.closeExceptionally(cause);
    for (int message = 0; message < capacity; message++) {
      assertFalse(channel.receiver().isTerminated());
      assertEquals(
          message,
          message % 2 == 0 ? channel.receiver().tryReceive() : channel.beginReceive().await());
    }
    assertFailed(channel, cause);
  }

  @Capacities
  default void x4_aDrainTakesWhatIsBufferedBeforeItFails(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    Throwable cause = new IOException("a test's");
    fill(sender, 0, capacity);
    sender.closeExceptionally(cause);
    List<Integer> drained = new ArrayList<>();
    assertEquals(capacity, channel.receiver().drain(drained::add, capacity + 1));
    assertEquals(numbers(0, capacity), drained);
    for (int i = 0; i < 3; i++) {
      assertFailure(cause, () -> channel.receiver().drain(drained::add, 1));
      assertEquals(0, channel.receiver().size());
    }
    assertFailed(channel, cause);
  }

  @Test
  default void x6_failingWakesTheReceiver() {
    TestedChannel<Integer> channel = open(1);
    Throwable cause = new Error("a test's");
    Sender<Integer> sender = channel.sender();
    Sender<Integer> other = channel.sender();
    Pending<?> receive = channel.beginReceive();
    assertFalse(receive.isDone());
    sender.closeExceptionally(cause);
    assertFailure(cause, receive::await);
    assertFailed(channel, cause);
    assertTrue(other.isClosed());
  }

  @Capacities
  default void x2_nothingIsAcceptedAfterAFailureAndItsCauseIsReported(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    Sender<Integer> other = channel.sender();
    Throwable cause = new IOException("a test's");
    fill(sender, 0, capacity);
    sender.closeExceptionally(cause);
    for (Sender<Integer> handle : List.of(sender, other)) {
      assertTrue(handle.isClosed());
      assertEquals(SendResult.CLOSED, handle.trySend(-1));
      assertRefused(cause, handle::tryReserve);
      assertRefused(cause, handle::copy);
      ChannelClosedException refused =
          assertRefused(
              cause,
              () -> {
                channel.send(handle, -1);
                return null;
              });
      assertEquals(-1, refused.undelivered());
    }
    assertRefused(cause, channel::sender);
    assertEquals(numbers(0, capacity), takeExactly(channel.receiver(), capacity));
    assertFailed(channel, cause);
  }

  private static <T> List<T> takeExactly(Receiver<T> receiver, int count) {
    List<T> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(receiver.tryReceive());
    }
    return taken;
  }

  @Capacities
  default void x3_waitingSendsGetTheirMessagesBackAndTheCause(int capacity) {
    TestedChannel<Object> channel = open(capacity);
    Sender<Object> sender = channel.sender();
    Throwable cause = new IOException("a test's");
    for (int i = 0; i < capacity; i++) {
      sender.trySend(i);
    }
    List<Object> messages = new ArrayList<>();
    List<Pending<?>> sends = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      messages.add(new Object());
      sends.add(channel.beginSend(i % 2 == 0 ? sender : channel.sender(), messages.get(i)));
    }
    sender.closeExceptionally(cause);
    for (int i = 0; i < 5; i++) {
      assertSame(messages.get(i), assertRefused(cause, sends.get(i)::await).undelivered());
    }
    assertEquals(numbers(0, capacity), takeExactly(channel.receiver(), capacity));
    assertFailed(channel, cause);
  }

  @Test
  default void x5_permitsAreWaitedForBeforeTheFailure() {
    TestedChannel<Integer> channel = open(4);
    Sender<Integer> sender = channel.sender();
    Throwable cause = new IOException("a test's");
    fill(sender, 0, 1);
    Permit<Integer> used = reserve(sender, 2);
    Permit<Integer> closed = reserve(sender, 1);
    sender.closeExceptionally(cause);
    assertEquals(0, channel.receiver().tryReceive());
    assertNull(channel.receiver().tryReceive(), "B2: not failed yet");
    assertFalse(channel.receiver().isTerminated());
    Pending<?> receive = channel.beginReceive();
    assertEquals(SendResult.SENT, used.send(1));
    assertEquals(1, receive.await());
    Pending<?> next = channel.beginReceive();
    closed.close();
    assertFalse(next.isDone());
    assertEquals(SendResult.SENT, used.send(2));
    assertEquals(2, next.await());
    assertFailed(channel, cause);
  }

  @Test
  default void x5_b1_theLastPermitReportsTheFailureToAWaitingReceiver() {
    TestedChannel<Integer> channel = open(4);
    Sender<Integer> sender = channel.sender();
    Throwable cause = new IOException("a test's");
    Permit<Integer> permit = reserve(sender, 3);
    sender.closeExceptionally(cause);
    Pending<?> receive = channel.beginReceive();
    assertFalse(receive.isDone());
    permit.close();
    assertFailure(cause, receive::await);
    assertFailed(channel, cause);
  }

  @Test
  default void x11_theFirstOfSeveralFailuresCounts() {
    TestedChannel<Integer> channel = open(1);
    Sender<Integer> sender = channel.sender();
    Sender<Integer> other = channel.sender();
    Throwable first = new IOException("the first");
    sender.closeExceptionally(first);
    sender.closeExceptionally(new IOException("the second"));
    other.closeExceptionally(new IOException("the third"));
    assertFailed(channel, first);
    assertRefused(first, other::copy);
  }

  @Test
  default void x1_failingAClosedChannelChangesNothing() {
    TestedChannel<Integer> channel = open(2);
    Sender<Integer> sender = channel.sender();
    fill(sender, 1, 1);
    channel.receiver().close();
    sender.closeExceptionally(new IOException("too late"));
    assertEquals(List.of(1), takeAll(channel.receiver()));
    assertNull(channel.beginReceive().await());
    sender.closeExceptionally(new IOException("much too late"));
    assertNull(channel.receiver().tryReceive());
    assertEquals(0, channel.receiver().drain(message -> {}, 1));
    assertNull(assertThrows(ChannelClosedException.class, sender::copy).getCause());
  }

  @Test
  default void x1_closingAFailedChannelChangesNothing() {
    TestedChannel<Integer> channel = open(2);
    Sender<Integer> sender = channel.sender();
    Throwable cause = new IOException("a test's");
    fill(sender, 1, 1);
    sender.closeExceptionally(cause);
    channel.receiver().close();
    sender.close();
    assertEquals(1, channel.receiver().tryReceive());
    assertFailed(channel, cause);
    channel.receiver().close();
    assertFailed(channel, cause);
  }

  @Test
  default void x10_afterCancelAFailureIsNotReported() {
    List<Integer> undelivered = new ArrayList<>();
    TestedChannel<Integer> channel = open(2, undelivered::add);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, 2);
    sender.closeExceptionally(new IOException("a test's"));
    channel.receiver().cancel();
    assertEquals(numbers(0, 2), undelivered);
    assertEndedWithoutFailure(channel);

    TestedChannel<Integer> seen = open(2);
    Throwable cause = new IOException("a test's");
    Sender<Integer> failing = seen.sender();
    failing.closeExceptionally(cause);
    assertFailed(seen, cause);
    seen.receiver().cancel();
    assertEndedWithoutFailure(seen);

    TestedChannel<Integer> cancelled = open(2);
    Sender<Integer> late = cancelled.sender();
    cancelled.receiver().cancel();
    late.closeExceptionally(new IOException("too late"));
    assertEndedWithoutFailure(cancelled);
  }

  private static void assertEndedWithoutFailure(TestedChannel<Integer> channel) {
    for (int i = 0; i < 3; i++) {
      assertNull(channel.receiver().tryReceive());
      assertNull(channel.beginReceive().await());
      assertEquals(0, channel.receiver().drain(message -> {}, 1));
      assertTrue(channel.receiver().isTerminated());
    }
  }

  @Test
  default void s7_aPermitUsedAfterAFailureAndCancelSendsNothing() {
    List<Integer> undelivered = new ArrayList<>();
    TestedChannel<Integer> channel = open(2, undelivered::add);
    Sender<Integer> sender = channel.sender();
    Permit<Integer> permit = reserve(sender, 1);
    sender.closeExceptionally(new IOException("a test's"));
    channel.receiver().cancel();
    assertEquals(SendResult.CLOSED, permit.send(1));
    assertEquals(List.of(), undelivered);
    assertEndedWithoutFailure(channel);
  }

  @Test
  @SuppressWarnings("NullAway")
  default void s5_noCauseIsRejectedBeforeAnyEffect() {
    TestedChannel<Integer> channel = open(2);
    Sender<Integer> sender = channel.sender();
    assertThrows(NullPointerException.class, () -> sender.closeExceptionally(null));
    assertFalse(sender.isClosed() || channel.receiver().isClosed());
    fill(sender, 1, 1);
    assertEquals(1, channel.receiver().tryReceive());
    assertNull(channel.receiver().tryReceive());
  }

  @Test
  default void x7_aClosedHandleCannotFailTheChannel() {
    TestedChannel<Integer> channel = open(2);
    Sender<Integer> closed = channel.sender();
    Sender<Integer> open = channel.sender();
    closed.close();
    ChannelClosedException refused =
        assertThrows(
            ChannelClosedException.class,
            () -> closed.closeExceptionally(new IOException("not heard")));
    assertNull(refused.undelivered());
    assertFalse(open.isClosed());
    fill(open, 1, 1);
    open.close();
    assertEquals(1, channel.receiver().tryReceive());
    assertNull(channel.receiver().tryReceive());
    assertTrue(channel.receiver().isTerminated());
    assertThrows(
        ChannelClosedException.class,
        () -> open.closeExceptionally(new IOException("after the end")));
    assertNull(channel.receiver().tryReceive());
  }
}

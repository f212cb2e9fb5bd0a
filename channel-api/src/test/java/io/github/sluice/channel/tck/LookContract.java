// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static io.github.sluice.channel.tck.ContractPart.fill;
import static io.github.sluice.channel.tck.ContractPart.reserve;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** L1: looking at the next message. E1 and E2: the end of the stream as a future, and its cause. */
public interface LookContract extends ContractPart {
  // ---- the next message

  @Test
  default void l1_whatIsLookedAtIsReceivedNext() {
    TestedChannel<Integer> channel = open(3);
    Sender<Integer> sender = channel.sender();
    Receiver<Integer> receiver = channel.receiver();
    assertNull(receiver.peek());
    fill(sender, 1, 3);
    for (int message = 1; message <= 3; message++) {
      assertEquals(message, receiver.peek());
      assertEquals(message, receiver.peek(), "once more");
      assertEquals(4 - message, receiver.size());
      assertEquals(message, receiver.tryReceive());
    }
    assertNull(receiver.peek());
    sender.close();
    assertNull(receiver.peek());
  }

  @Test
  default void l1_lookingFreesNoCapacity() {
    TestedChannel<Integer> channel = open(1);
    Sender<Integer> sender = channel.sender();
    fill(sender, 1, 1);
    Pending<?> waiting = channel.beginSend(sender, 2);
    assertEquals(1, channel.receiver().peek());
    assertFalse(waiting.isDone());
    assertEquals(1, channel.receiver().tryReceive());
    assertEquals(2, Watchdog.get("the send", channel, peeked(channel, 2)));
  }

  private static CompletableFuture<Integer> peeked(TestedChannel<Integer> channel, int message) {
    Watchdog.await(
        "a message", channel, () -> Integer.valueOf(message).equals(channel.receiver().peek()));
    return CompletableFuture.completedFuture(channel.receiver().tryReceive());
  }

  @Test
  default void l1_aLookAfterEverythingThrowsTheFailure() {
    TestedChannel<Integer> channel = open(1);
    Sender<Integer> sender = channel.sender();
    fill(sender, 1, 1);
    Exception cause = new Exception("a test's");
    sender.closeExceptionally(cause);
    assertEquals(1, channel.receiver().peek());
    assertEquals(1, channel.receiver().tryReceive());
    assertSame(
        cause, assertThrows(ChannelFailedException.class, channel.receiver()::peek).getCause());
  }

  // ---- the end

  @Test
  default void e1_theFutureOfTheEndCompletesWhenEverythingHasBeenReceived() {
    for (boolean asksFirst : List.of(true, false)) {
      for (ClosedFutureContract.Closing closing : ClosedFutureContract.Closing.values()) {
        TestedChannel<Integer> channel = open(2);
        Sender<Integer> sender = channel.sender();
        Receiver<Integer> receiver = channel.receiver();
        CompletableFuture<?> early = asksFirst ? receiver.terminationFuture() : null;
        fill(sender, 1, 2);
        closing.close(channel, sender);
        CompletableFuture<?> end = receiver.terminationFuture();
        assertTrue(early == null || early == end, "another future");
        if (closing != ClosedFutureContract.Closing.BY_CANCEL) {
          assertFalse(end.isDone(), "two messages are left");
          assertEquals(1, receiver.tryReceive());
          assertFalse(end.isDone(), "a message is left");
          assertEquals(2, receiver.tryReceive());
        }
        if (closing == ClosedFutureContract.Closing.BY_FAILURE) {
          assertThrows(ChannelFailedException.class, () -> Watchdog.get("the end", channel, end));
        } else {
          assertNull(Watchdog.get("the end", channel, end));
        }
      }
    }
  }

  @Test
  default void e1_theLastMessageOfABatchIsTheEnd() {
    TestedChannel<Integer> channel = open(3);
    CompletableFuture<?> end = channel.receiver().terminationFuture();
    Sender<Integer> sender = channel.sender();
    fill(sender, 1, 3);
    sender.close();
    List<Integer> drained = new ArrayList<>();
    assertEquals(2, channel.receiver().drain(drained::add, 2));
    assertFalse(end.isDone());
    assertEquals(1, channel.receiver().drain(drained::add, 2));
    assertNull(Watchdog.get("the end", channel, end));
  }

  @Test
  default void e1_aPermitPutsTheEndOff() {
    for (boolean used : List.of(true, false)) {
      for (boolean asksFirst : List.of(true, false)) {
        TestedChannel<Integer> channel = open(3);
        Receiver<Integer> receiver = channel.receiver();
        CompletableFuture<?> early = asksFirst ? receiver.terminationFuture() : null;
        Sender<Integer> sender = channel.sender();
        Permit<Integer> permit = reserve(sender, 2);
        fill(sender, 1, 1);
        receiver.close();
        CompletableFuture<?> end = early == null ? receiver.terminationFuture() : early;
        assertEquals(1, receiver.tryReceive());
        assertFalse(end.isDone(), "a permit is outstanding");
        if (used) {
          assertEquals(SendResult.SENT, permit.send(2));
          assertEquals(2, receiver.tryReceive());
          assertFalse(end.isDone(), "one of two permits is outstanding");
        }
        permit.close();
        assertNull(Watchdog.get("the end", channel, end));
      }
    }
  }

  @Test
  default void e1_aWaitingSendIsGrantedBeforeTheEnd() {
    TestedChannel<Integer> channel = open(1);
    Sender<Integer> sender = channel.sender();
    Receiver<Integer> receiver = channel.receiver();
    CompletableFuture<?> end = receiver.terminationFuture();
    fill(sender, 1, 1);
    channel.beginSend(sender, 2);
    sender.close(); // the send that waits keeps the stream open
    assertEquals(1, receiver.tryReceive());
    Watchdog.await("the second message", channel, () -> receiver.peek() != null);
    assertFalse(end.isDone());
    assertEquals(2, receiver.tryReceive());
    assertNull(Watchdog.get("the end", channel, end));
  }

  @Test
  default void e1_a11_theEndCannotBeForgedAndCanBeTimed() {
    TestedChannel<Integer> channel = open(1);
    Sender<Integer> sender = channel.sender();
    for (CompletableFuture<@Nullable Void> shared :
        List.of(channel.receiver().terminationFuture(), sender.closeFuture())) {
      assertFalse(shared.complete(null));
      assertFalse(shared.cancel(true));
      CompletableFuture<@Nullable Void> timed = shared.orTimeout(1, TimeUnit.MILLISECONDS);
      Watchdog.await("a timeout", channel, timed::isDone);
      Throwable failure = assertThrows(CompletionException.class, timed::join).getCause();
      assertEquals(TimeoutException.class, failure.getClass());
      CompletableFuture<@Nullable Void> valued =
          shared.completeOnTimeout(null, 1, TimeUnit.MILLISECONDS);
      assertNull(Watchdog.get("a timeout", channel, valued));
      assertTrue(shared.orTimeout(1, TimeUnit.DAYS).cancel(true), "the caller's own");
      assertFalse(shared.isDone());
    }
    CompletableFuture<@Nullable Void> timed =
        channel.receiver().terminationFuture().orTimeout(1, TimeUnit.DAYS);
    sender.close();
    assertNull(Watchdog.get("the end", channel, timed));
  }

  @Test
  default void e2_theCauseCanBeAskedForAfterTheLoop() {
    TestedChannel<Integer> channel = open(1);
    Sender<Integer> sender = channel.sender();
    Receiver<Integer> receiver = channel.receiver();
    Exception cause = new Exception("a test's");
    fill(sender, 1, 1);
    assertNull(receiver.failure());
    sender.closeExceptionally(cause);
    assertNull(receiver.failure(), "a message is left");
    assertEquals(1, receiver.tryReceive());
    assertTrue(receiver.isTerminated());
    assertSame(cause, receiver.failure());
    receiver.cancel();
    assertNull(receiver.failure(), "a cancelled stream has not failed");
  }

  @Test
  default void e2_aCancelledStreamEndsWithoutItsFailure() {
    List<Integer> undelivered = new ArrayList<>();
    TestedChannel<Integer> channel = open(2, undelivered::add);
    Sender<Integer> sender = channel.sender();
    CompletableFuture<?> end = channel.receiver().terminationFuture();
    fill(sender, 1, 2);
    sender.closeExceptionally(new CancellationException("a test's"));
    assertFalse(end.isDone());
    channel.receiver().cancel();
    assertNull(Watchdog.get("the end", channel, end));
    assertEquals(List.of(1, 2), undelivered);
  }
}

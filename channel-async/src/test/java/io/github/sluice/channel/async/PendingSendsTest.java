// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.PendingSendsExceededException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Watchdog;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** C6, B32: a channel that limits how many sends wait, and the other options. */
class PendingSendsTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(1);

  private final AsyncChannel<Object> channel = AsyncChannel.builder(1).maxPendingSends(2).build();
  private final AsyncSender<Object> sender = channel.sender();
  private final AsyncReceiver<Object> receiver = channel.receiver();

  private static void assertExceeds(Object message, CompletableFuture<?> send) {
    assertTrue(send.isDone());
    Throwable failure = assertThrows(CompletionException.class, send::join).getCause();
    assertEquals(PendingSendsExceededException.class, failure.getClass());
    assertSame(message, ((PendingSendsExceededException) failure).undelivered());
  }

  @Test
  void c6_b32_oneMoreThanTheLimitFailsAtOnceAndHasNoEffect() {
    sender.trySend(0);
    CompletableFuture<Void> first = sender.send(1);
    AsyncSender<Object> other = channel.sender();
    CompletableFuture<Void> second = other.send(2);
    Object message = new Object();
    assertExceeds(message, sender.send(message));
    assertExceeds(message, other.trySend(message, LONG));
    assertExceeds(null, sender.reserve());
    assertEquals(SendResult.TIMED_OUT, sender.trySend(message, Duration.ZERO).getNow(null));
    assertEquals(SendResult.FULL, sender.trySend(message));
    assertEquals(0, receiver.tryReceive());
    assertTrue(first.isDone());
    CompletableFuture<Void> third = sender.send(3);
    assertExceeds(message, sender.send(message));
    for (int i = 1; i <= 3; i++) {
      assertEquals(i, receiver.tryReceive());
    }
    assertTrue(second.isDone() && third.isDone());
    assertNull(receiver.tryReceive());
  }

  @Test
  void c6_everyWayOfEndingReleasesCapacityForAnother() {
    sender.trySend(0);
    List<CompletableFuture<?>> pending = new ArrayList<>();
    pending.add(sender.send(1));
    for (int way = 0; way < 3; way++) {
      CompletableFuture<?> ending =
          way == 0
              ? sender.trySend(2, SHORT)
              : way == 1 ? sender.reserve() : sender.trySend(2, LONG);
      if (way == 0) { // its time may be over by now
        assertEquals(SendResult.TIMED_OUT, Watchdog.get("the timeout", channel, ending));
      } else {
        assertExceeds(3, sender.send(3));
        assertTrue(ending.cancel(true));
      }
    }
    CompletableFuture<Permit<Object>> request = sender.reserve();
    assertExceeds(3, sender.send(3));
    assertEquals(0, receiver.tryReceive());
    assertEquals(1, receiver.tryReceive());
    pending.add(sender.send(4));
    pending.add(sender.send(5));
    assertExceeds(3, sender.send(3));
    request.join().close();
    assertEquals(4, receiver.tryReceive());
    assertEquals(5, receiver.tryReceive());
  }

  @Test
  void c6_whatWaitsWithAWakerDoesNotCountAndIsNotDisturbed() {
    CountingWaker waker = new CountingWaker();
    sender.trySend(0);
    SendPoller<Object> asking = sender.poller();
    assertFalse(asking.pollReady(waker));
    sender.send(1);
    sender.send(2);
    assertExceeds(3, sender.send(3));
    assertExceeds(3, sender.trySend(3, LONG));
    assertEquals(0, receiver.tryReceive());
    assertEquals(1, waker.calls());
    assertEquals(SendResult.SENT, asking.trySend(-1));
    assertEquals(-1, receiver.tryReceive());
  }

  @Test
  void c6_beingClosedTakesPrecedence() {
    sender.trySend(0);
    CompletableFuture<Void> first = sender.send(1);
    CompletableFuture<Permit<Object>> second = sender.reserve();
    receiver.close();
    assertTrue(first.isCompletedExceptionally() && second.isCompletedExceptionally());
    CompletionException failed =
        assertThrows(CompletionException.class, () -> sender.send(2).join());
    assertEquals(ChannelClosedException.class, failed.getCause().getClass());
    failed = assertThrows(CompletionException.class, () -> sender.trySend(2, LONG).join());
    assertEquals(ChannelClosedException.class, failed.getCause().getClass());
  }

  @Test
  void c6_itDoesNotCountAnyMoreWhenItsCallbackRuns() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    AsyncChannel<Integer> deferred =
        AsyncChannel.<Integer>builder(1).executor(tasks::add).maxPendingSends(1).build();
    AsyncSender<Integer> handle = deferred.sender();
    handle.send(0);
    CompletableFuture<Void> accepted = handle.send(1);
    assertEquals(0, deferred.receiver().tryReceive());
    assertFalse(accepted.isDone());
    CompletableFuture<Void> next = handle.send(2);
    assertExceeds(3, handle.send(3));
    tasks.remove().run();
    assertTrue(accepted.isDone());
    assertEquals(1, deferred.receiver().tryReceive());
    tasks.remove().run();
    assertTrue(next.isDone());
  }

  @Test
  void c6_aWithdrawnOneDoesNotCountAnyMoreForThoseItHasHeldUp() {
    AsyncChannel<Integer> two = AsyncChannel.<Integer>builder(2).maxPendingSends(2).build();
    AsyncSender<Integer> handle = two.sender();
    handle.send(0);
    CompletableFuture<Permit<Integer>> request = handle.reserve(2);
    List<CompletableFuture<Void>> sends = new ArrayList<>();
    handle.send(1).thenRun(() -> sends.addAll(List.of(handle.send(2), handle.send(3))));
    assertTrue(request.cancel(false));
    assertFalse(sends.get(0).isDone() || sends.get(1).isDone());
    assertExceeds(4, handle.send(4));
    assertEquals(4, two.receiver().drain(message -> {}, 9));
    assertTrue(sends.get(0).isDone() && sends.get(1).isDone());
  }

  @Test
  void c6_noneMayWait() {
    AsyncChannel<Integer> retrying = AsyncChannel.<Integer>builder(2).maxPendingSends(0).build();
    AsyncSender<Integer> handle = retrying.sender();
    assertTrue(handle.send(1).isDone() && handle.trySend(2, LONG).isDone());
    assertExceeds(3, handle.send(3));
    assertEquals(1, retrying.receiver().tryReceive());
    assertEquals(1, handle.reserve().getNow(null).remaining());
    assertExceeds(null, handle.reserve());
  }

  @Test
  void c6_anExceededSendDoesNotKeepTheStreamOpen() {
    sender.trySend(0);
    sender.send(1);
    sender.send(2);
    assertExceeds(3, sender.send(3));
    sender.close();
    assertEquals(3, receiver.drain(message -> {}, 9));
    assertTrue(receiver.isTerminated());
  }

  @Test
  void theExceptionNeverPrintsTheMessage() throws Exception {
    Object secret =
        new Object() {
          @Override
          public String toString() {
            throw new AssertionError("printed");
          }
        };
    PendingSendsExceededException exception =
        new PendingSendsExceededException("orders", secret, 7);
    assertSame(secret, exception.undelivered());
    assertEquals(
        "cannot send: channel orders is full and has as many pending sends as maxPendingSends"
            + " allows, 7; the message is in undelivered(). Wait for the future of an earlier one"
            + " first",
        exception.getMessage());
    assertNull(exception.getCause());
    new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(exception);
  }

  @Test
  void c6_theLimitHoldsForManyThreadsAndNothingIsLost() throws Exception {
    AsyncChannel<Integer> limited = AsyncChannel.<Integer>builder(2).maxPendingSends(5).build();
    AsyncSender<Integer> handle = limited.sender();
    int perThread = Race.times(20_000);
    AtomicInteger exceeded = new AtomicInteger();
    AtomicInteger over = new AtomicInteger();
    List<Integer> sent = Collections.synchronizedList(new ArrayList<>());
    List<Integer> received = new ArrayList<>();
    List<Race.Task> tasks = new ArrayList<>();
    for (int thread = 0; thread < 3; thread++) {
      int first = thread * perThread;
      tasks.add(
          () -> {
            for (int i = first; i < first + perThread; i++) {
              int message = i;
              CompletableFuture<Void> send = handle.send(message);
              if (i % 7 == 0) {
                send.cancel(true);
              }
              send.whenComplete(
                  (ok, failure) -> {
                    if (failure == null) {
                      sent.add(message);
                    } else if (failure instanceof PendingSendsExceededException) {
                      exceeded.incrementAndGet();
                    }
                    over.incrementAndGet();
                  });
            }
          });
    }
    tasks.add(
        () ->
            Watchdog.await(
                "the end of all",
                limited,
                () -> {
                  received.addAll(drained(limited));
                  return over.get() == 3 * perThread;
                }));
    Race.of(limited, tasks.toArray(Race.Task[]::new)).run(new FutureFixture(null));
    received.addAll(drained(limited));
    Collections.sort(received);
    Collections.sort(sent);
    assertEquals(sent, received);
    assertTrue(exceeded.get() > 0, "never exceeded");
    handle.send(0);
    handle.send(0);
    for (int i = 0; i < 5; i++) {
      assertFalse(handle.send(0).isDone(), "the count is exact again");
    }
    assertExceeds(-1, handle.send(-1));
  }

  private static List<Integer> drained(AsyncChannel<Integer> channel) {
    List<Integer> messages = new ArrayList<>();
    channel.receiver().drain(messages::add, 4);
    return messages;
  }

  // ---- the other options

  @Test
  void theOptionsAreThoseOfTheFactories() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    List<Object> undelivered = new ArrayList<>();
    AsyncChannel.Builder<Integer> options =
        AsyncChannel.<Integer>builder(2).executor(tasks::add).onUndelivered(undelivered::add);
    AsyncChannel<Integer> made = options.build();
    assertEquals(2, made.receiver().capacity());
    CompletableFuture<Integer> receive = made.receiver().receive();
    AsyncSender<Integer> handle = made.sender();
    handle.trySend(1);
    assertFalse(receive.isDone());
    tasks.remove().run();
    assertEquals(1, receive.getNow(null));
    handle.trySend(2);
    made.receiver().cancel();
    assertEquals(List.of(2), undelivered);
    assertFalse(options.build().receiver().isClosed(), "another one");
  }

  @Test
  @SuppressWarnings("NullAway")
  void b22_badOptionsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> AsyncChannel.builder(-1).build());
    AsyncChannel.Builder<Object> options = AsyncChannel.builder(1);
    assertThrows(IllegalArgumentException.class, () -> options.maxPendingSends(-1));
    assertThrows(NullPointerException.class, () -> options.executor(null));
    assertThrows(NullPointerException.class, () -> options.onUndelivered(null));
    assertFalse(options.maxPendingSends(Integer.MAX_VALUE).build().receiver().isClosed());
  }
}

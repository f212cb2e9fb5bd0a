// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.SendResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A10: what {@code onUndelivered} throws does not keep a future from being completed. */
class ThrowingUndeliveredTest {
  private final IllegalStateException thrown = new IllegalStateException("of onUndelivered");
  private final Queue<Runnable> callbacks = new ArrayDeque<>();
  private final List<Integer> undelivered = new ArrayList<>();
  private final List<Integer> received = new ArrayList<>();
  private final List<Throwable> uncaught = new ArrayList<>();
  private final List<CompletableFuture<?>> cancelled = new ArrayList<>();
  private final AsyncChannel<Integer> channel =
      AsyncChannel.<Integer>builder(3)
          .executor(callbacks::add)
          .onUndelivered(this::throwing)
          .build();
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();

  private void throwing(Integer message) {
    undelivered.add(message);
    cancelled.forEach(future -> future.cancel(false));
    throw thrown;
  }

  @BeforeEach
  void collectUncaught() {
    Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
  }

  @AfterEach
  void restoreUncaught() {
    Thread.currentThread().setUncaughtExceptionHandler(null);
  }

  private void send(int from, int to) {
    for (int message = from; message <= to; message++) {
      assertEquals(SendResult.SENT, sender.trySend(message));
    }
  }

  private void cancelThrows() {
    assertSame(thrown, assertThrows(IllegalStateException.class, receiver::cancel));
  }

  private void runCallbacks() {
    assertFalse(callbacks.isEmpty());
    for (Runnable callback; (callback = callbacks.poll()) != null; ) {
      callback.run();
    }
  }

  /** Cancels the receiver when there are messages, none of which has been received. */
  private void cancelUnreceived() {
    send(1, 3);
    cancelThrows();
    runCallbacks();
    assertTrue(received.isEmpty());
    assertEquals(List.of(1, 2, 3), undelivered);
  }

  @Test
  void a10_aScheduledForEachIsCompleted() {
    CompletableFuture<Void> loop = receiver.forEach(received::add);
    cancelUnreceived();
    assertTrue(loop.isDone());
  }

  @Test
  void a10_aScheduledReceiveOfManyIsCompleted() {
    CompletableFuture<Integer> receive = receiver.receiveMany(received, 5);
    cancelUnreceived();
    assertEquals(0, receive.getNow(null));
  }

  @Test
  void a10_aReceiveThatHasItsMessageIsCompletedWithIt() {
    CompletableFuture<Integer> receive = receiver.receive();
    send(1, 3);
    cancelThrows();
    runCallbacks();
    assertEquals(1, receive.getNow(null));
    assertEquals(List.of(2, 3), undelivered);
  }

  @Test
  void a10_aForEachWhoseActionCancelsIsCompleted() {
    CompletableFuture<Void> loop =
        receiver.forEach(
            message -> {
              received.add(message);
              cancelThrows();
            });
    send(1, 3);
    runCallbacks();
    assertTrue(loop.isDone());
    assertFalse(loop.isCompletedExceptionally());
    assertEquals(List.of(1), received);
    assertEquals(List.of(2, 3), undelivered);
  }

  @Test
  void a10_aReceiveOfManyWhoseCollectionCancelsIsCompleted() {
    List<Integer> cancelling = new RefusingList(receiver::cancel);
    CompletableFuture<Integer> receive = receiver.receiveMany(cancelling, 5);
    send(1, 3);
    runCallbacks();
    assertTrue(receive.isDone());
    assertEquals(List.of(1), cancelling);
    assertEquals(List.of(2, 3), undelivered);
    assertEquals(List.of(thrown), uncaught);
  }

  @Test
  void a10_cancellingTheFutureInsideOfOnUndeliveredCompletesIt() {
    CompletableFuture<Void> loop = receiver.forEach(received::add);
    cancelled.add(loop);
    cancelUnreceived();
    assertTrue(loop.isDone());
  }

  @Test
  void a10_cancellingTheFutureOfManyInsideOfOnUndeliveredCompletesIt() {
    CompletableFuture<Integer> receive = receiver.receiveMany(received, 5);
    cancelled.add(receive);
    cancelUnreceived();
    assertTrue(receive.isDone());
  }
}

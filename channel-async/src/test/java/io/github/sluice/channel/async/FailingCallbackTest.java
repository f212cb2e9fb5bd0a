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
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A10: a callback that fails harms nobody else. */
class FailingCallbackTest {

  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();
  private final List<Throwable> uncaught = new ArrayList<>();

  @BeforeEach
  void collectUncaught() {
    Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
  }

  @AfterEach
  void restoreUncaught() {
    Thread.currentThread().setUncaughtExceptionHandler(null);
  }

  @Test
  void a10_aWakerThatThrowsLosesNobodyElsesWake() {
    AsyncChannel<Integer> full = AsyncChannel.bounded(3);
    List<AsyncSender<Integer>> senders = List.of(full.sender(), full.sender(), full.sender());
    for (AsyncSender<Integer> handle : senders) {
      handle.trySend(1);
    }
    List<SendPoller<Integer>> pollers = senders.stream().map(AsyncSender::poller).toList();
    CountingWaker counting = new CountingWaker();
    assertFalse(
        pollers
            .get(0)
            .pollReady(
                () -> {
                  throw new IllegalStateException("from the waker");
                }));
    assertFalse(pollers.get(1).pollReady(counting));
    CompletableFuture<Void> send = senders.get(2).send(2);
    assertEquals(3, full.receiver().drain(message -> {}, 3));
    assertEquals(1, counting.calls());
    assertTrue(send.isDone());
    assertEquals(SendResult.SENT, pollers.get(0).trySend(3));
    assertEquals(SendResult.SENT, pollers.get(1).trySend(4));
    assertEquals(1, uncaught.size());
    assertEquals("from the waker", uncaught.get(0).getMessage());
  }

  @Test
  void a10_aWakerOfTheReceiverThatThrowsDoesNotFailTheSend() {
    for (int message = 0; message < 3; message++) {
      assertNull(
          receiver.poll(
              () -> {
                throw new IllegalStateException("from the waker");
              }));
      assertEquals(SendResult.SENT, sender.trySend(message));
      assertEquals(message, receiver.tryReceive());
    }
    assertEquals(3, uncaught.size());
    assertNull(
        receiver.poll(
            () -> {
              throw new IllegalStateException("from the waker");
            }));
    sender.close();
    assertTrue(receiver.isTerminated());
    assertEquals(4, uncaught.size());
  }

  @Test
  void a10_aCallbackThatThrowsFailsItsOwnStageOnly() {
    sender.trySend(1);
    IllegalStateException thrown = new IllegalStateException("from the callback");
    CompletableFuture<Void> failing =
        sender
            .send(2)
            .thenRun(
                () -> {
                  throw thrown;
                });
    CompletableFuture<Void> other = sender.send(3);
    assertEquals(1, receiver.tryReceive());
    assertSame(thrown, assertThrows(CompletionException.class, failing::join).getCause());
    assertEquals(2, receiver.tryReceive());
    assertTrue(other.isDone());
    assertEquals(3, receiver.tryReceive());
  }

  @Test
  void a10_anUncaughtExceptionHandlerThatThrowsLosesNothingEither() {
    Thread.currentThread()
        .setUncaughtExceptionHandler(
            (thread, failure) -> {
              throw new IllegalStateException("from the handler");
            });
    assertNull(
        receiver.poll(
            () -> {
              throw new IllegalStateException("from the waker");
            }));
    assertEquals(SendResult.SENT, sender.trySend(1));
    assertEquals(1, receiver.tryReceive());
  }

  @Test
  void a10_anExecutorThatRejectsLosesNobodyElsesWake() throws Exception {
    int[] rejected = {0};
    Executor rejecting =
        task -> {
          rejected[0]++;
          throw new RejectedExecutionException("no");
        };
    AsyncChannel<Integer> refused = AsyncChannel.bounded(1, rejecting);
    AsyncSender<Integer> handle = refused.sender();
    CompletableFuture<Integer> receive = refused.receiver().receive();
    assertEquals(SendResult.SENT, handle.trySend(1));
    assertEquals(1, Watchdog.get("the receive", refused, receive));
    handle.trySend(2);
    CompletableFuture<Void> first = handle.send(3);
    CompletableFuture<Void> second = handle.send(4);
    assertEquals(2, refused.receiver().tryReceive());
    Watchdog.get("the first send", refused, first);
    assertFalse(second.isDone());
    CountingWaker waker = new CountingWaker();
    refused.receiver().close();
    assertThrows(RuntimeException.class, () -> Watchdog.get("the second", refused, second));
    assertEquals(3, refused.receiver().poll(waker));
    assertTrue(refused.receiver().isTerminated());
    assertTrue(rejected[0] >= 3, "rejected " + rejected[0]);
  }
}

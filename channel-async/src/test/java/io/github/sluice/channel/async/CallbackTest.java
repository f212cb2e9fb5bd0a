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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A8, B16: callbacks run outside everything, and may do anything. */
class CallbackTest {

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
  void a8_b16_theCallbackOfAReceiveMayDoEverything() throws Exception {
    List<Object> seen = new ArrayList<>();
    AsyncSender<Integer> last = channel.sender();
    CompletableFuture<Void> done =
        receiver
            .receive()
            .thenAccept(
                message -> {
                  seen.add(message);
                  seen.add(sender.trySend(2));
                  seen.add(receiver.tryReceive());
                  CompletableFuture<Integer> inner = receiver.receive();
                  inner.cancel(true);
                  sender.send(3);
                  CompletableFuture<Void> pending = sender.send(4);
                  pending.cancel(true);
                  sender.copy().close();
                  sender.close();
                  seen.add(receiver.drain(seen::add, 10));
                  receiver.poll(() -> seen.add("woken"));
                  last.close();
                  seen.add(receiver.isTerminated());
                });
    assertEquals(SendResult.SENT, sender.trySend(1));
    Watchdog.get("the callback", channel, done);
    assertEquals(List.of(1, SendResult.SENT, 2, 3, 1, true, "woken"), seen);
    assertEquals(List.of(), uncaught);
  }

  @Test
  void a8_b16_theCallbackOfASendMayDoEverything() throws Exception {
    List<Object> seen = new ArrayList<>();
    sender.trySend(1);
    CompletableFuture<Void> done =
        sender
            .send(2)
            .thenRun(
                () -> {
                  seen.add(sender.trySend(-1));
                  seen.add(receiver.tryReceive());
                  CompletableFuture<Void> pendingTwo = sender.send(3);
                  sender.send(4);
                  seen.add(pendingTwo.isDone());
                  sender.close();
                  receiver.close();
                });
    assertEquals(1, receiver.tryReceive());
    Watchdog.get("the callback", channel, done);
    assertEquals(SendResult.FULL, seen.get(0));
    assertEquals(2, seen.get(1));
    assertEquals(true, seen.get(2));
    assertEquals(3, receiver.tryReceive());
    assertTrue(receiver.isTerminated());
  }

  @Test
  void a8_b16_theWakerOfTheReceiverMayDoEverything() {
    List<Object> seen = new ArrayList<>();
    assertNull(
        receiver.poll(
            () -> {
              seen.add(receiver.poll(() -> {}));
              seen.add(sender.trySend(2));
              sender.send(3);
              receiver.cancel();
              sender.close();
              seen.add(receiver.isTerminated());
            }));
    assertEquals(SendResult.SENT, sender.trySend(1));
    assertEquals(List.of(1, SendResult.SENT, true), seen);
    assertEquals(List.of(), uncaught);
  }

  @Test
  void a8_b16_theWakerOfASenderMayDoEverything() {
    List<Object> seen = new ArrayList<>();
    sender.trySend(1);
    SendPoller<Integer> poller = sender.poller();
    assertFalse(
        poller.pollReady(
            () -> {
              seen.add(poller.pollReady(() -> {}));
              seen.add(poller.trySend(2));
              seen.add(receiver.tryReceive());
              sender.send(3);
              receiver.close();
              sender.close();
            }));
    assertEquals(1, receiver.tryReceive());
    assertEquals(List.of(true, SendResult.SENT, 2), seen);
    assertEquals(3, receiver.tryReceive());
    assertTrue(receiver.isTerminated());
    assertEquals(List.of(), uncaught);
  }

  @Test
  void a8_b16_theCallbackOfARefusedSendMayCloseEverything() {
    List<Throwable> failures = new ArrayList<>();
    sender.trySend(1);
    for (int i = 0; i < 5; i++) {
      sender
          .send(2)
          .whenComplete(
              (sent, failure) -> {
                failures.add(failure);
                receiver.close();
                receiver.cancel();
                sender.close();
                sender.send(3);
              });
    }
    receiver.close();
    assertEquals(5, failures.size());
    assertTrue(receiver.isTerminated());
    assertEquals(0, receiver.size());
  }

  @Test
  void a8_b16_theCallbackOfACancelledSendMayUseTheChannel() {
    List<Object> seen = new ArrayList<>();
    sender.trySend(1);
    CompletableFuture<Void> first = sender.send(2);
    CompletableFuture<Void> second = sender.send(3);
    first.whenComplete(
        (sent, failure) -> {
          seen.add(receiver.tryReceive());
          seen.add(second.isDone());
          second.cancel(true);
          receiver.cancel();
        });
    assertTrue(first.cancel(true));
    assertEquals(List.of(1, true), seen);
    assertTrue(receiver.isTerminated());
  }

  @Test
  void a8_inAnExecutorACallbackMayWaitForThoseOfAnotherChannel() {
    AsyncChannel<Integer> here = AsyncChannel.bounded(1, Runnable::run);
    AsyncChannel<Integer> there = AsyncChannel.bounded(1, Runnable::run);
    AsyncSender<Integer> toThere = there.sender();
    CompletableFuture<Integer> answer =
        here.receiver()
            .receive()
            .thenApply(
                message -> {
                  CompletableFuture<Integer> received = there.receiver().receive();
                  toThere.trySend(message + 1);
                  return Watchdog.get("the other channel", there, received);
                });
    here.sender().trySend(1);
    assertEquals(2, answer.join());
  }

  @Test
  void callbacksRunInTheExecutorAndNowhereElse() throws Exception {
    Queue<Runnable> tasks = new ArrayDeque<>();
    AsyncChannel<Integer> deferred = AsyncChannel.bounded(1, tasks::add);
    AsyncSender<Integer> handle = deferred.sender();
    CompletableFuture<Integer> receive = deferred.receiver().receive();
    handle.trySend(1);
    assertFalse(receive.isDone());
    assertThrows(IllegalStateException.class, () -> deferred.receiver().tryReceive());
    assertFalse(receive.cancel(true), "it has been given the message");
    runAll(tasks);
    assertEquals(1, receive.get());
    CountingWaker waker = new CountingWaker();
    assertNull(deferred.receiver().poll(waker));
    handle.trySend(2);
    CompletableFuture<Void> send = handle.send(3);
    assertEquals(0, waker.calls());
    runAll(tasks);
    assertEquals(1, waker.calls());
    assertEquals(2, deferred.receiver().tryReceive());
    assertFalse(send.isDone());
    assertFalse(send.cancel(true), "it has been accepted");
    runAll(tasks);
    assertNull(send.get());
    assertEquals(3, deferred.receiver().tryReceive());
  }

  private static void runAll(Queue<Runnable> tasks) {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  @Test
  void withoutAnExecutorCallbacksRunInTheThreadThatEndsTheWait() {
    AtomicReference<Thread> ran = new AtomicReference<>();
    receiver.receive().thenRun(() -> ran.set(Thread.currentThread()));
    sender.trySend(1);
    assertSame(Thread.currentThread(), ran.get());
  }
}

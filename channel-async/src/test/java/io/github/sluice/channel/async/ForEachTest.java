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
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Garbage;
import io.github.sluice.channel.tck.Watchdog;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** All messages, by an action that is called for each. */
class ForEachTest {
  private final List<Integer> undelivered = new ArrayList<>();
  private final AsyncChannel<Integer> channel =
      AsyncChannel.<Integer>builder(4)
          .executor(FutureFixture::refuse)
          .onUndelivered(undelivered::add)
          .build();
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();
  private final List<Integer> seen = new ArrayList<>();

  private void send(int... messages) {
    for (int message : messages) {
      assertEquals(SendResult.SENT, sender.trySend(message));
    }
  }

  private static void runAll(Queue<Runnable> tasks) {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  @Test
  void o3_theActionGetsWhatIsThereAndWhatComesUntilTheEnd() {
    send(1, 2);
    CompletableFuture<Void> all = receiver.forEach(seen::add);
    assertEquals(List.of(1, 2), seen);
    send(3);
    send(4);
    assertEquals(List.of(1, 2, 3, 4), seen);
    assertFalse(all.isDone());
    sender.close();
    assertTrue(all.isDone());
    assertNull(all.join());
    assertNull(receiver.forEach(seen::add).join(), "after the end");
  }

  @Test
  void p2_waitingSendsAreLetIn() {
    send(1, 2, 3, 4);
    List<CompletableFuture<Void>> sends = new ArrayList<>();
    for (int i = 5; i <= 300; i++) {
      sends.add(sender.send(i));
    }
    receiver.forEach(seen::add);
    assertEquals(300, seen.size());
    assertTrue(sends.stream().allMatch(CompletableFuture::isDone));
  }

  @Test
  void x6_aFailureIsReportedAfterWhatWasAccepted() {
    IOException cause = new IOException("a test's");
    send(1);
    sender.closeExceptionally(cause);
    CompletableFuture<Void> all = receiver.forEach(seen::add);
    assertEquals(List.of(1), seen);
    Throwable failure = assertThrows(CompletionException.class, all::join).getCause();
    assertEquals(ChannelFailedException.class, failure.getClass());
    assertSame(cause, failure.getCause());
  }

  @Test
  void x5_b1_itWaitsForPermitsAfterTheClose() {
    Permit<Integer> used = sender.tryReserve();
    Permit<Integer> unused = sender.tryReserve();
    CompletableFuture<Void> all = receiver.forEach(seen::add);
    receiver.close();
    assertFalse(all.isDone());
    used.send(1);
    assertEquals(List.of(1), seen);
    assertFalse(all.isDone());
    unused.close();
    assertTrue(all.isDone());
  }

  @Test
  void theExecutorIsReleasedAfterEveryBatch() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    AsyncChannel<Integer> deferred = AsyncChannel.bounded(1000, tasks::add);
    AsyncSender<Integer> handle = deferred.sender();
    for (int i = 0; i < 300; i++) {
      handle.trySend(i);
    }
    CompletableFuture<Void> all = deferred.receiver().forEach(seen::add);
    assertEquals(0, seen.size());
    for (int expected : new int[] {128, 256, 300}) {
      assertEquals(1, tasks.size());
      tasks.remove().run();
      assertEquals(expected, seen.size());
    }
    assertEquals(0, tasks.size(), "it waits");
    handle.close();
    runAll(tasks);
    assertTrue(all.isDone());
  }

  @Test
  void a10_whatTheActionThrowsEndsItAndFreesTheReceiver() {
    send(1, 2, 3);
    CompletableFuture<Void> all =
        receiver.forEach(
            message -> {
              seen.add(message);
              if (message == 2) {
                throw new IllegalStateException("from the action");
              }
            });
    CompletionException failed = assertThrows(CompletionException.class, all::join);
    assertEquals("from the action", failed.getCause().getMessage());
    assertEquals(List.of(1, 2), seen);
    assertEquals(3, receiver.tryReceive());
  }

  @Test
  void a7_itHasTheReceiverToItself() {
    List<Class<?>> refused = new ArrayList<>();
    List<Runnable> uses =
        List.of(
            receiver::receive,
            receiver::tryReceive,
            () -> receiver.receiveMany(seen, 1),
            () -> receiver.drain(message -> {}, 0),
            () -> receiver.poll(() -> {}),
            () -> receiver.pollMany(seen, 1, () -> {}),
            () -> receiver.forEach(message -> {}));
    Runnable tryAll =
        () -> uses.forEach(use -> refused.add(assertThrows(Exception.class, use::run).getClass()));
    CompletableFuture<Void> all = receiver.forEach(message -> tryAll.run());
    tryAll.run();
    send(1);
    assertFalse(all.isDone());
    assertEquals(14, refused.size());
    assertTrue(refused.stream().allMatch(IllegalStateException.class::equals));
    all.cancel(true);
    assertNull(receiver.tryReceive());
  }

  @Test
  void a9_itsDependentsMayBeginAnotherOneAgainAndAgain() {
    int rounds = 100_000;
    receiver
        .receive()
        .thenRun(
            () -> {
              for (int i = 0; i < rounds; i++) {
                sender.send(i);
              }
              beginAgainAfterEachMessage();
            });
    send(-1);
    assertEquals(rounds, seen.size());
  }

  private void beginAgainAfterEachMessage() {
    receiver
        .forEach(
            message -> {
              seen.add(message);
              throw new IllegalStateException("from the action");
            })
        .whenComplete((end, failure) -> beginAgainAfterEachMessage());
  }

  @Test
  void a10_anExecutorThatRefusesTheCallbackLosesNothing() {
    AsyncChannel<Integer> refusing =
        AsyncChannel.bounded(
            500,
            task -> {
              if (seen.size() % 2 == 0) {
                task.run();
              }
              throw new RejectedExecutionException("after it has run, or not");
            });
    AsyncSender<Integer> handle = refusing.sender();
    for (int i = 0; i < 400; i++) {
      handle.trySend(i);
    }
    CompletableFuture<Void> all = refusing.receiver().forEach(seen::add);
    handle.trySend(400);
    handle.trySend(401);
    handle.close();
    assertNull(Watchdog.get("the end", refusing, all));
    assertEquals(402, seen.size());
    for (int i = 0; i < 402; i++) {
      assertEquals(i, seen.get(i));
    }
  }

  @Test
  void a4_m5_whatIsOverIsNotHeldByTheChannel() {
    List<WeakReference<Object>> actions = new ArrayList<>();
    for (int way = 0; way < 4; way++) {
      forEachAndForget(way, actions);
    }
    Garbage.awaitCollected("actions", List.of(channel, sender), actions);
  }

  private void forEachAndForget(int way, List<WeakReference<Object>> actions) {
    List<Integer> held = new ArrayList<>();
    actions.add(new WeakReference<>(held));
    CompletableFuture<Void> all =
        receiver.forEach(
            message -> {
              held.add(message);
              if (way == 0) {
                throw new IllegalStateException("from the action");
              }
            });
    send(1);
    if (way == 3) {
      receiver.close();
    } else {
      assertEquals(way != 0, all.cancel(true));
    }
    assertTrue(all.isDone());
  }
}

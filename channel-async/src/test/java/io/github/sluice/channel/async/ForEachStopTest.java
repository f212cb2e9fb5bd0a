// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Garbage;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** How {@code forEach} is stopped: its future is completed from outside, or everything ends. */
class ForEachStopTest {
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
  void a5_a11_completingItFromOutsideStopsIt() {
    List<Consumer<CompletableFuture<Void>>> ways =
        List.of(
            future -> future.complete(null),
            future -> future.completeOnTimeout(null, 1, TimeUnit.MICROSECONDS),
            future -> future.completeAsync(() -> null, Runnable::run),
            future -> assertTrue(future.cancel(true)),
            future -> future.orTimeout(1, TimeUnit.MICROSECONDS),
            future -> future.completeExceptionally(new IllegalStateException("outside")));
    for (Consumer<CompletableFuture<Void>> way : ways) {
      CompletableFuture<Void> all = receiver.forEach(seen::add);
      way.accept(all);
      Watchdog.await("the withdrawal", channel, all::isDone);
      send(1);
      assertEquals(1, receiver.tryReceive(), "way " + ways.indexOf(way));
      assertEquals(List.of(), seen);
    }
  }

  @Test
  void a5_theActionMayCancelTheFuture() {
    List<CompletableFuture<Void>> self = new ArrayList<>();
    self.add(
        receiver.forEach(
            message -> {
              seen.add(message);
              if (message == 2) {
                assertTrue(self.get(0).cancel(true));
                seen.add(receiver.tryReceive());
              }
            }));
    send(1);
    send(2);
    assertTrue(self.get(0).isCancelled());
    send(3, 4);
    assertEquals(3, receiver.tryReceive());
    assertEquals(4, receiver.tryReceive());
    assertEquals(2, seen.get(1));
    assertNull(seen.get(2));
    assertEquals(3, seen.size());
  }

  @Test
  void a5_itCanBeCancelledWhileItsCallbackIsOnTheWay() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    AsyncChannel<Integer> deferred = AsyncChannel.bounded(300, tasks::add);
    AsyncSender<Integer> handle = deferred.sender();
    for (int i = 0; i < 200; i++) {
      handle.trySend(i);
    }
    CompletableFuture<Void> all = deferred.receiver().forEach(seen::add);
    tasks.remove().run();
    assertTrue(all.cancel(true));
    assertEquals(128, deferred.receiver().tryReceive());
    CompletableFuture<Void> next = deferred.receiver().forEach(seen::add);
    runAll(tasks);
    assertEquals(199, seen.size());
    assertFalse(next.isDone());
  }

  @Test
  void a8_x10_theActionMayCancelTheReceiver() {
    send(1, 2, 3, 4);
    CompletableFuture<Void> waiting = sender.send(5);
    List<Boolean> doneWithin = new ArrayList<>();
    List<CompletableFuture<Void>> self = new ArrayList<>();
    Queue<Runnable> tasks = new ArrayDeque<>();
    AsyncChannel<Integer> other =
        AsyncChannel.<Integer>builder(4)
            .executor(tasks::add)
            .onUndelivered(undelivered::add)
            .build();
    AsyncSender<Integer> handle = other.sender();
    for (int i = 1; i <= 4; i++) {
      handle.trySend(i);
    }
    self.add(
        other
            .receiver()
            .forEach(
                message -> {
                  seen.add(message);
                  other.receiver().cancel();
                  runAll(tasks);
                  doneWithin.add(self.get(0).isDone());
                  assertEquals(0, other.receiver().size());
                }));
    runAll(tasks);
    assertEquals(List.of(2, 3, 4), undelivered);
    assertEquals(List.of(1), seen);
    assertEquals(List.of(false), doneWithin, "not before the action has returned");
    assertNull(self.get(0).join());
    receiver
        .forEach(
            message -> {
              seen.add(message);
              receiver.cancel();
            })
        .join();
    assertEquals(List.of(1, 1), seen);
    assertEquals(0, receiver.size());
    assertTrue(waiting.isDone());
  }

  @Test
  void a8_theActionMayCloseEverythingAndSend() {
    sender.send(1);
    CompletableFuture<Void> all =
        receiver.forEach(
            message -> {
              seen.add(message);
              if (message < 1000) {
                sender.send(message + 1);
              } else {
                sender.close();
                receiver.close();
              }
            });
    assertNull(Watchdog.get("the end", channel, all));
    assertEquals(1000, seen.size());
  }

  @Test
  void x10_anActionThatFailsAfterItHasCancelledTheReceiverIsHeard() {
    send(1, 2);
    CompletableFuture<Void> all =
        receiver.forEach(
            message -> {
              receiver.cancel();
              throw new IllegalStateException("from the action");
            });
    CompletionException failed = assertThrows(CompletionException.class, all::join);
    assertEquals("from the action", failed.getCause().getMessage());
    assertEquals(List.of(2), undelivered);
  }

  @Test
  void x10_cancellingTheReceiverEndsTheOneThatWaits() {
    CompletableFuture<Void> all = receiver.forEach(seen::add);
    receiver.cancel();
    assertNull(all.join());
  }

  @Test
  void m2_cancelledOnesLeaveNothingBehind() {
    long used = 0;
    for (int i = 0; i < 100_000; i++) {
      if (i == 2_000) {
        used = Garbage.usedBytes();
      }
      assertTrue(receiver.forEach(seen::add).cancel(false));
      assertTrue(receiver.receiveMany(seen, 3).cancel(false));
    }
    long grown = Garbage.usedBytes() - used;
    assertTrue(grown < 1_000_000, "grown by " + grown + " bytes");
    send(1);
    assertEquals(1, receiver.tryReceive());
  }

  @Test
  void a13_cancellingItGivesAWayToWaitForTheActionInFlight() throws Exception {
    CountDownLatch inAction = new CountDownLatch(1);
    CountDownLatch mayReturn = new CountDownLatch(1);
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      AsyncChannel<Integer> slow = AsyncChannel.bounded(4, executor);
      AsyncReceiver<Integer> from = slow.receiver();
      CompletableFuture<Void> all =
          from.forEach(
              message -> {
                inAction.countDown();
                Watchdog.await("the test", slow, () -> mayReturn.getCount() == 0);
                seen.add(message);
              });
      slow.sender().trySend(1);
      inAction.await();
      assertTrue(all.cancel(false));
      CompletableFuture<Integer> stopped = from.whenIdle().thenApply(idle -> seen.size());
      CompletableFuture<Void> next = from.forEach(message -> {});
      assertTrue(next.cancel(false));
      CompletableFuture<Void> ofBoth = from.whenIdle();
      assertFalse(stopped.isDone() || ofBoth.isDone(), "the action is at work");
      mayReturn.countDown();
      assertEquals(1, Watchdog.get("the action", slow, stopped));
      assertNull(Watchdog.get("both", slow, ofBoth));
    } finally {
      mayReturn.countDown();
      executor.shutdown();
    }
  }

  @Test
  void a13_itIsIdleWheneverNoActionCanBeAtWork() {
    assertTrue(receiver.whenIdle().isDone(), "before the first");
    CompletableFuture<Void> waiting = receiver.forEach(seen::add);
    CompletableFuture<Void> idle = receiver.whenIdle();
    assertFalse(idle.isDone());
    assertFalse(receiver.whenIdle().cancel(false) && idle.isDone(), "the caller's alone");
    assertTrue(waiting.cancel(false));
    assertTrue(idle.isDone(), "it waited for a message");
    CompletableFuture<Void> failing =
        receiver.forEach(
            message -> {
              throw new IllegalStateException("from the action");
            });
    send(1);
    assertTrue(failing.isCompletedExceptionally() && receiver.whenIdle().isDone());
    List<CompletableFuture<Void>> ofAction = new ArrayList<>();
    CompletableFuture<Void> ended =
        receiver.forEach(
            message -> {
              ofAction.add(receiver.whenIdle());
              receiver.cancel();
              assertFalse(ofAction.get(0).isDone());
            });
    send(2);
    assertTrue(ended.isDone() && ofAction.get(0).isDone());
    Queue<Runnable> tasks = new ArrayDeque<>();
    AsyncReceiver<Integer> deferred = AsyncChannel.<Integer>bounded(4, tasks::add).receiver();
    assertTrue(deferred.forEach(seen::add).cancel(false));
    assertTrue(deferred.whenIdle().isDone(), "its callback will find that it is over");
    runAll(tasks);
  }

  @Test
  void a13_cancel_action() throws Exception {
    try (FutureFixture fixture = new FutureFixture(null)) {
      Race.rounds(
          fixture,
          3000,
          () -> {
            AsyncChannel<Integer> raced = AsyncChannel.bounded(1);
            AtomicBoolean atWork = new AtomicBoolean();
            List<Boolean> seenAtWork = new CopyOnWriteArrayList<>();
            CompletableFuture<Void> all =
                raced
                    .receiver()
                    .forEach(
                        message -> {
                          atWork.set(true);
                          Thread.onSpinWait();
                          atWork.set(false);
                        });
            return Race.of(
                    raced,
                    () -> assertEquals(SendResult.SENT, raced.sender().trySend(1)),
                    () -> {
                      all.cancel(false);
                      raced.receiver().whenIdle().thenRun(() -> seenAtWork.add(atWork.get()));
                    })
                .then(() -> assertEquals(List.of(false), seenAtWork));
          });
    }
  }
}

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
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** F1 to F3: a loop whose action returns a stage. */
class ForEachAsyncTest {
  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(4);
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();
  private final List<Integer> seen = new ArrayList<>();
  private final List<CompletableFuture<Void>> stages = new ArrayList<>();

  private CompletableFuture<Void> act(Integer message) {
    seen.add(message);
    CompletableFuture<Void> stage = new CompletableFuture<>();
    stages.add(stage);
    return stage;
  }

  private void send(int... messages) {
    for (int message : messages) {
      assertEquals(SendResult.SENT, sender.trySend(message));
    }
  }

  @Test
  void f1_theNextMessageIsTakenWhenTheStageHasCompleted() {
    CompletableFuture<Void> all = receiver.forEachAsync(this::act);
    send(1, 2, 3);
    assertEquals(List.of(1), seen);
    assertEquals(2, receiver.size());
    stages.get(0).complete(null);
    assertEquals(List.of(1, 2), seen);
    stages.get(1).complete(null);
    stages.get(2).complete(null);
    assertEquals(List.of(1, 2, 3), seen);
    send(4);
    assertEquals(List.of(1, 2, 3, 4), seen);
    sender.close();
    assertFalse(all.isDone(), "a stage is incomplete");
    assertFalse(receiver.whenIdle().isDone());
    stages.get(3).complete(null);
    assertNull(all.getNow(null));
    assertTrue(all.isDone());
    assertTrue(receiver.whenIdle().isDone());
  }

  @Test
  void f1_soManyStagesMayBeIncomplete() {
    receiver.forEachAsync(2, this::act);
    send(1, 2, 3, 4);
    assertEquals(List.of(1, 2), seen);
    stages.get(1).complete(null); // in whichever order
    assertEquals(List.of(1, 2, 3), seen);
    stages.get(0).complete(null);
    assertEquals(List.of(1, 2, 3, 4), seen);
    assertThrows(IllegalStateException.class, receiver::tryReceive);
  }

  @Test
  void f1_aSlowActionHoldsSendersBack() {
    receiver.forEachAsync(this::act);
    send(0, 1, 2, 3, 4);
    CompletableFuture<Void> waiting = sender.send(5);
    assertFalse(waiting.isDone());
    stages.get(0).complete(null);
    assertTrue(waiting.isDone());
  }

  @Test
  void f1_aLoopOfAnyLengthNeedsNoMoreStackThanOneMessage() {
    AsyncChannel<Integer> large = AsyncChannel.bounded(100_000);
    AsyncSender<Integer> from = large.sender();
    IntStream.range(0, 100_000).forEach(from::trySend);
    from.close();
    AtomicInteger count = new AtomicInteger();
    CompletableFuture<Void> complete = CompletableFuture.completedFuture(null);
    CompletableFuture<Void> all =
        large
            .receiver()
            .forEachAsync(
                message -> {
                  count.incrementAndGet();
                  return complete;
                });
    Watchdog.get("the loop", large, all);
    assertEquals(100_000, count.get());
  }

  @Test
  void f2_theFirstFailureEndsTheLoop() {
    IllegalStateException failure = new IllegalStateException("a test's");
    CompletableFuture<Void> all = receiver.forEachAsync(2, this::act);
    send(1, 2, 3);
    stages.get(1).completeExceptionally(new CompletionException(failure));
    assertSame(failure, assertThrows(CompletionException.class, all::join).getCause());
    assertEquals(3, receiver.tryReceive(), "the receiver is free");
    assertFalse(receiver.whenIdle().isDone(), "the other stage is incomplete");
    stages.get(0).completeExceptionally(new Exception("dropped"));
    assertTrue(receiver.whenIdle().isDone());
    assertEquals(List.of(1, 2), seen);
  }

  @Test
  void f2_whatTheActionThrowsEndsTheLoop() {
    CompletableFuture<Void> all =
        receiver.forEachAsync(
            message -> {
              throw new IllegalStateException("a test's");
            });
    send(1, 2);
    assertThrows(IllegalStateException.class, () -> Watchdog.get("it", channel, all));
    assertEquals(2, receiver.tryReceive());
    assertTrue(receiver.whenIdle().isDone());
  }

  @Test
  void f2_anActionWithoutAStageEndsTheLoop() {
    CompletableFuture<Void> all = receiver.forEachAsync(message -> null);
    send(1);
    assertThrows(NullPointerException.class, () -> Watchdog.get("it", channel, all));
  }

  @Test
  void f2_aFailureOfTheStreamComesAfterAllStages() {
    CompletableFuture<Void> all = receiver.forEachAsync(this::act);
    send(1);
    sender.closeExceptionally(new Exception("a test's"));
    assertFalse(all.isDone());
    stages.get(0).complete(null);
    assertThrows(ChannelFailedException.class, () -> Watchdog.get("it", channel, all));
  }

  @Test
  void f2_aStageThatFailsAfterTheEndFailsTheLoop() {
    CompletableFuture<Void> all = receiver.forEachAsync(this::act);
    send(1);
    sender.close();
    stages.get(0).completeExceptionally(new IllegalStateException("a test's"));
    assertThrows(IllegalStateException.class, () -> Watchdog.get("it", channel, all));
  }

  @Test
  void f3_a5_aCancelledLoopFreesTheReceiver() {
    CompletableFuture<Void> all = receiver.forEachAsync(this::act);
    send(1, 2);
    assertTrue(all.cancel(false));
    assertEquals(2, receiver.tryReceive());
    assertFalse(receiver.whenIdle().isDone());
    stages.get(0).complete(null);
    assertTrue(receiver.whenIdle().isDone());
    assertEquals(List.of(1), seen);
  }

  @Test
  void f3_aCancelledReceiverEndsTheLoop() {
    CompletableFuture<Void> all = receiver.forEachAsync(this::act);
    send(1, 2);
    receiver.cancel();
    assertFalse(all.isDone());
    stages.get(0).complete(null);
    assertNull(all.getNow(null));
    assertTrue(all.isDone());
  }

  @Test
  void f2_aFailureIsReportedAtOnceAlsoAfterTheEnd() {
    CompletableFuture<Void> all = receiver.forEachAsync(2, this::act);
    send(1, 2);
    sender.close();
    stages.get(0).completeExceptionally(new IllegalStateException("a test's"));
    assertThrows(IllegalStateException.class, () -> Watchdog.get("it", channel, all));
    assertFalse(receiver.whenIdle().isDone());
    stages.get(1).complete(null);
    assertTrue(receiver.whenIdle().isDone());
  }

  @Test
  void f2_itsFuturesCompleteWhereCallbacksRun() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    AsyncChannel<Integer> deferred = AsyncChannel.bounded(4, tasks::add);
    AsyncSender<Integer> from = deferred.sender();
    CompletableFuture<Void> all = deferred.receiver().forEachAsync(this::act);
    from.trySend(1);
    from.close();
    runAll(tasks);
    stages.get(0).complete(null);
    assertFalse(all.isDone() || deferred.receiver().whenIdle().isDone());
    runAll(tasks);
    assertTrue(all.isDone() && deferred.receiver().whenIdle().isDone());
  }

  private static void runAll(Queue<Runnable> tasks) {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  @Test
  void f2_a5_cancel_completion() throws Exception {
    try (FutureFixture fixture = new FutureFixture(null)) {
      Race.rounds(
          fixture,
          3000,
          () -> {
            AsyncChannel<Integer> raced = AsyncChannel.bounded(4);
            CompletableFuture<Void> stage = new CompletableFuture<>();
            CompletableFuture<Void> all = raced.receiver().forEachAsync(message -> stage);
            AsyncSender<Integer> from = raced.sender();
            from.trySend(1);
            return Race.of(raced, () -> all.cancel(false), () -> stage.complete(null))
                .then(
                    () -> {
                      assertTrue(all.isCancelled(), "as if the stream had ended");
                      Watchdog.get("the stage", raced, raced.receiver().whenIdle());
                    });
          });
    }
  }

  @Test
  void x10_cancelOfTheReceiver_send() throws Exception {
    try (FutureFixture fixture = new FutureFixture(null)) {
      Race.rounds(
          fixture,
          3000,
          () -> {
            AtomicInteger undelivered = new AtomicInteger();
            AsyncChannel<Integer> raced =
                AsyncChannel.<Integer>builder(4)
                    .onUndelivered(message -> undelivered.incrementAndGet())
                    .build();
            CompletableFuture<Void> stage = new CompletableFuture<>();
            raced.receiver().forEachAsync(message -> stage);
            AsyncSender<Integer> from = raced.sender();
            AtomicInteger sent = new AtomicInteger(); // of which the first is not undelivered
            return Race.of(
                    raced,
                    () -> raced.receiver().cancel(),
                    () -> {
                      while (sent.get() < 3 && from.trySend(1).isSent()) {
                        sent.incrementAndGet();
                      }
                    })
                .then(
                    () -> {
                      assertEquals(0, raced.size());
                      int taken = sent.get() - undelivered.get();
                      assertTrue(taken == 0 || taken == 1, "taken: " + taken);
                    });
          });
    }
  }

  @Test
  void f1_badArgumentsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> receiver.forEachAsync(0, this::act));
    assertThrows(NullPointerException.class, () -> receiver.forEachAsync(null));
    assertNull(receiver.tryReceive());
  }

  @Test
  void f1_f3_completionsFromManyThreadsLoseNothing() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try (FutureFixture fixture = new FutureFixture(null)) {
      Race.rounds(
          fixture,
          500,
          () -> {
            AsyncChannel<Integer> raced = AsyncChannel.bounded(4);
            AsyncSender<Integer> from = raced.sender();
            AtomicInteger running = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            AtomicInteger count = new AtomicInteger();
            CompletableFuture<Void> all =
                raced
                    .receiver()
                    .forEachAsync(
                        3,
                        message -> {
                          most.accumulateAndGet(running.incrementAndGet(), Math::max);
                          return CompletableFuture.runAsync(
                              () -> {
                                count.incrementAndGet();
                                running.decrementAndGet();
                              },
                              pool);
                        });
            return Race.of(
                    raced,
                    () -> {
                      for (int message = 0; message < 20; message++) {
                        from.send(message);
                      }
                      from.close();
                    })
                .then(
                    () -> {
                      Watchdog.get("the loop", raced, all);
                      Watchdog.get("the stages", raced, raced.receiver().whenIdle());
                      assertEquals(20, count.get());
                      assertTrue(most.get() <= 3, "at a time: " + most);
                    });
          });
    } finally {
      pool.shutdown();
    }
  }
}

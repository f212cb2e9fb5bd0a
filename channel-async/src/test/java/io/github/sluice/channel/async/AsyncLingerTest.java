// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Watchdog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** G1 to G3: batches that are complete by count or by age, in futures and in callbacks. */
class AsyncLingerTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(4);
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();
  private final List<Integer> into = new CopyOnWriteArrayList<>();
  private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();

  private void send(int... messages) {
    for (int message : messages) {
      assertEquals(SendResult.SENT, sender.trySend(message));
    }
  }

  // ---- a future

  @Test
  void g1_aBatchIsCompleteByCount() {
    send(1);
    CompletableFuture<Integer> batch = receiver.receiveMany(into, 3, DAY);
    assertFalse(batch.isDone());
    assertEquals(List.of(1), into);
    assertEquals(0, receiver.size(), "taken as they come");
    send(2);
    assertFalse(batch.isDone());
    send(3, 4);
    assertEquals(3, batch.getNow(null));
    assertEquals(List.of(1, 2, 3), into);
    assertEquals(4, receiver.tryReceive());
  }

  @Test
  void g1_aBatchMayBeLargerThanTheChannel() {
    CompletableFuture<Integer> batch = receiver.receiveMany(into, 100, DAY);
    for (int message = 0; message < 100; message++) {
      sender.send(message);
    }
    assertEquals(100, batch.getNow(null));
    assertEquals(IntStream.range(0, 100).boxed().toList(), into);
  }

  @Test
  void g1_p2_capacityThatABatchReleasesIsGrantedWhileItLingers() {
    send(1, 2, 3, 4);
    CompletableFuture<Void> fifth = sender.send(5);
    CompletableFuture<Integer> batch = receiver.receiveMany(into, 100, DAY);
    assertTrue(fifth.isDone());
    receiver.close();
    assertEquals(5, batch.getNow(null));
  }

  @Test
  void g1_aBatchIsCompleteByAge() {
    send(1);
    CompletableFuture<Integer> batch = receiver.receiveMany(into, 3, MOMENT);
    assertEquals(1, Watchdog.get("the batch", channel, batch));
    send(2);
    assertEquals(1, receiver.receiveMany(into, 3, Duration.ZERO).getNow(null));
    send(3);
    assertEquals(1, receiver.receiveMany(into, 3, Duration.ofDays(-1)).getNow(null));
    CompletableFuture<Integer> late = receiver.receiveMany(into, 3, MOMENT);
    send(4); // the clock starts now
    assertEquals(1, Watchdog.get("the batch", channel, late));
    assertEquals(List.of(1, 2, 3, 4), into);
  }

  @Test
  void g1_aBatchOfAgeIsCompletedWhereCallbacksRun() {
    BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    AsyncChannel<Integer> deferred = AsyncChannel.bounded(4, tasks::add);
    AsyncSender<Integer> from = deferred.sender();
    CompletableFuture<Integer> batch;
    do { // again, if it was old before it could wait
      from.trySend(1);
      batch = deferred.receiver().receiveMany(into, 3, MOMENT);
    } while (batch.isDone());
    Runnable task = Watchdog.get("the timeout", deferred, supplyAsync(() -> take(tasks)));
    assertFalse(batch.isDone());
    task.run();
    assertEquals(1, batch.getNow(null));
  }

  private static Runnable take(BlockingQueue<Runnable> tasks) {
    try {
      return tasks.take();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void g1_g2_theEndCompletesABatch() {
    CompletableFuture<Integer> batch = receiver.receiveMany(into, 3, DAY);
    send(1);
    assertFalse(batch.isDone());
    sender.close();
    assertEquals(1, batch.getNow(null));
    assertEquals(0, receiver.receiveMany(into, 3, DAY).getNow(null), "the end");
  }

  @Test
  void g3_aFailureComesAfterTheBatch() {
    CompletableFuture<Integer> batch = receiver.receiveMany(into, 3, DAY);
    send(1);
    sender.closeExceptionally(new Exception("a test's"));
    assertEquals(1, batch.getNow(null));
    CompletableFuture<Integer> next = receiver.receiveMany(into, 3, DAY);
    assertThrows(ChannelFailedException.class, () -> Watchdog.get("it", channel, next));
  }

  @Test
  void g3_aCancelCompletesABatch() {
    CompletableFuture<Integer> batch = receiver.receiveMany(into, 3, DAY);
    send(1);
    receiver.cancel();
    assertEquals(1, batch.getNow(null));
    assertNull(receiver.tryReceive(), "the lease has been released");
  }

  @Test
  void g3_a5_aBatchThatHasAMessageCannotBeWithdrawn() {
    assertTrue(receiver.receiveMany(into, 3, DAY).cancel(false), "nothing taken");
    CompletableFuture<Integer> batch = receiver.receiveMany(into, 3, DAY);
    send(1);
    assertFalse(batch.cancel(false));
    assertFalse(batch.complete(7));
    assertFalse(batch.isDone());
    send(2, 3);
    assertEquals(3, batch.getNow(null));
  }

  @Test
  void g3_whatTheCollectionRefusesStays() {
    RefusingList refusing = new RefusingList(() -> {});
    CompletableFuture<Integer> batch = receiver.receiveMany(refusing, 4, DAY);
    send(1, 2);
    assertThrows(IllegalStateException.class, () -> Watchdog.get("it", channel, batch));
    assertEquals(List.of(1), refusing);
    assertEquals(2, receiver.tryReceive());
  }

  @Test
  void g1_badArgumentsAreRefusedBeforeAnyEffect() {
    send(1);
    assertThrows(IllegalArgumentException.class, () -> receiver.receiveMany(into, -1, DAY));
    assertThrows(NullPointerException.class, () -> receiver.receiveMany(null, 1, DAY));
    assertThrows(NullPointerException.class, () -> receiver.receiveMany(into, 1, null));
    assertThrows(IllegalArgumentException.class, () -> receiver.forEachBatch(0, DAY, b -> {}));
    assertThrows(NullPointerException.class, () -> receiver.forEachBatch(1, null, b -> {}));
    assertThrows(NullPointerException.class, () -> receiver.forEachBatch(1, DAY, null));
    assertEquals(1, receiver.size());
    assertEquals(1, receiver.tryReceive());
  }

  // ---- callbacks

  @Test
  void g2_forEachBatchHandsOverEveryMessageInBatches() {
    CompletableFuture<Void> all = receiver.forEachBatch(4, DAY, batches::add);
    for (int message = 0; message < 10; message++) {
      sender.send(message);
    }
    assertEquals(List.of(List.of(0, 1, 2, 3), List.of(4, 5, 6, 7)), batches);
    sender.close();
    assertNull(all.getNow(null));
    assertTrue(all.isDone());
    assertEquals(List.of(8, 9), batches.get(2));
    assertEquals(3, batches.size());
  }

  @Test
  void g1_forEachBatchHandsOverWhatIsOld() {
    CompletableFuture<Void> all = receiver.forEachBatch(100, MOMENT, batches::add);
    send(1, 2);
    Watchdog.await("a batch", channel, () -> batches.stream().mapToInt(List::size).sum() == 2);
    assertFalse(all.isDone());
    send(3);
    Watchdog.await("a batch", channel, () -> batches.contains(List.of(3)));
  }

  @Test
  void g3_aCancelledLoopHandsOverTheBatchThatHasBegun() {
    CompletableFuture<Void> all = receiver.forEachBatch(100, DAY, batches::add);
    send(1, 2);
    assertEquals(List.of(), batches);
    assertTrue(all.cancel(false));
    Watchdog.get("the action", channel, receiver.whenIdle());
    assertEquals(List.of(List.of(1, 2)), batches);
    send(3);
    assertEquals(3, receiver.tryReceive());
    assertEquals(1, batches.size());
  }

  @Test
  void g3_aCancelledReceiverHandsOverTheBatchThatHasBegun() {
    CompletableFuture<Void> all = receiver.forEachBatch(100, DAY, batches::add);
    send(1, 2);
    receiver.cancel();
    assertEquals(List.of(List.of(1, 2)), batches);
    assertTrue(all.isDone());
    assertNull(receiver.tryReceive());
  }

  @Test
  void g3_aBatchThatHasBegunIsHandedOverWhateverOnUndeliveredThrows() {
    BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    AsyncChannel<Integer> deferred =
        AsyncChannel.<Integer>builder(4)
            .executor(tasks::add)
            .onUndelivered(
                message -> {
                  throw new IllegalStateException("a test's");
                })
            .build();
    AsyncSender<Integer> from = deferred.sender();
    CompletableFuture<Void> all = deferred.receiver().forEachBatch(100, DAY, batches::add);
    from.trySend(1);
    tasks.remove().run(); // begins the batch
    from.trySend(2); // whose callback is to come
    deferred.receiver().cancel();
    assertThrows(IllegalStateException.class, () -> all.cancel(false));
    Watchdog.get("the task", deferred, supplyAsync(() -> take(tasks))).run();
    while (!deferred.receiver().whenIdle().isDone()) {
      Watchdog.get("the task", deferred, supplyAsync(() -> take(tasks))).run();
    }
    assertEquals(List.of(List.of(1)), batches);
  }

  @Test
  void g3_theLastBatchIsNotHandedOverInATimer() {
    CompletableFuture<Thread> in = new CompletableFuture<>();
    send(1); // first: the batch has begun when the time is over
    receiver
        .forEachBatch(100, DAY, batch -> in.complete(Thread.currentThread()))
        .orTimeout(1, TimeUnit.MILLISECONDS);
    String name = Watchdog.get("the action", channel, in).getName();
    assertFalse(name.startsWith("CompletableFuture"), name);
  }

  @Test
  void g3_a13_cancel_age() throws Exception {
    try (FutureFixture fixture = new FutureFixture(null)) {
      Race.rounds(
          fixture,
          2000,
          () -> {
            AsyncChannel<Integer> raced = AsyncChannel.bounded(4);
            AtomicBoolean isHanded = new AtomicBoolean();
            CompletableFuture<Void> all =
                raced
                    .receiver()
                    .forEachBatch(2, Duration.ofNanos(1_000), batch -> isHanded.set(true));
            raced.sender().trySend(1);
            return Race.of(raced, () -> all.cancel(false), Thread::onSpinWait)
                .then(
                    () -> {
                      Watchdog.get("the action", raced, raced.receiver().whenIdle());
                      assertTrue(isHanded.get());
                    });
          });
    }
  }

  @Test
  void g3_aFailureComesAfterTheLastBatch() {
    CompletableFuture<Void> all = receiver.forEachBatch(100, DAY, batches::add);
    send(1);
    sender.closeExceptionally(new Exception("a test's"));
    assertEquals(List.of(List.of(1)), batches);
    assertThrows(ChannelFailedException.class, () -> Watchdog.get("it", channel, all));
  }

  @Test
  void g3_whatTheActionThrowsEndsTheLoop() {
    CompletableFuture<Void> all =
        receiver.forEachBatch(
            2,
            DAY,
            batch -> {
              throw new IllegalStateException(batch.toString());
            });
    send(1, 2, 3);
    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> Watchdog.get("it", channel, all));
    assertEquals("[1, 2]", thrown.getMessage());
    assertEquals(3, receiver.tryReceive());
    assertTrue(receiver.whenIdle().isDone());
  }

  @Test
  void g3_s1_cancel_send_age() throws Exception {
    try (FutureFixture fixture = new FutureFixture(null)) {
      Race.rounds(
          fixture,
          1000,
          () -> {
            AsyncChannel<Integer> raced = AsyncChannel.bounded(4);
            AsyncSender<Integer> from = raced.sender();
            List<Integer> handed = new CopyOnWriteArrayList<>();
            CompletableFuture<Void> all =
                raced.receiver().forEachBatch(2, Duration.ofNanos(20_000), handed::addAll);
            return Race.of(
                    raced,
                    () -> {
                      for (int message = 1; message <= 3; message++) {
                        from.trySend(message);
                      }
                    },
                    () -> all.orTimeout(20, TimeUnit.MICROSECONDS),
                    () -> all.cancel(false))
                .then(
                    () -> {
                      Watchdog.await("the loop", raced, all::isDone);
                      Watchdog.get("the action", raced, raced.receiver().whenIdle());
                      List<Integer> received = new ArrayList<>(handed);
                      raced.receiver().drain(received::add, 4);
                      assertEquals(List.of(1, 2, 3), received);
                    });
          });
    }
  }

  @Test
  void g3_s1_cancelOfTheReceiver_send_age() throws Exception {
    try (FutureFixture fixture = new FutureFixture(null)) {
      Race.rounds(
          fixture,
          1000,
          () -> {
            List<Integer> undelivered = new CopyOnWriteArrayList<>();
            AsyncChannel<Integer> raced =
                AsyncChannel.<Integer>builder(4).onUndelivered(undelivered::add).build();
            AsyncSender<Integer> from = raced.sender();
            List<Integer> sent = new CopyOnWriteArrayList<>();
            List<Integer> taken = new CopyOnWriteArrayList<>();
            CompletableFuture<Integer> batch =
                raced.receiver().receiveMany(taken, 3, Duration.ofNanos(20_000));
            return Race.of(
                    raced,
                    () -> {
                      for (int message = 1; message <= 3; message++) {
                        if (from.trySend(message) == SendResult.SENT) {
                          sent.add(message);
                        }
                      }
                    },
                    () -> raced.receiver().cancel())
                .then(
                    () -> {
                      assertEquals(taken.size(), Watchdog.get("the batch", raced, batch));
                      List<Integer> all = new ArrayList<>(taken);
                      all.addAll(undelivered);
                      assertEquals(sent, all);
                    });
          });
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.EndScope;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.select.Selection;
import io.github.sluice.channel.select.Selector;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Races;
import io.github.sluice.channel.tck.Watchdog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Z1 to Z5 for futures, wakers and loops: capacity 0 beside what only they can do. */
@Timeout(60)
class RendezvousTest {
  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(0);
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();

  @Test
  void z1_aPendingReceiveIsCapacityUntilItIsCancelled() {
    CompletableFuture<@Nullable Integer> receive = receiver.receive();
    assertEquals(1, channel.remainingCapacity());
    assertTrue(receive.cancel(true));
    assertEquals(0, channel.remainingCapacity());
    assertEquals(SendResult.FULL, sender.trySend(1));
    CompletableFuture<Boolean> ready = receiver.whenReady();
    assertTrue(ready.cancel(true));
    assertEquals(SendResult.FULL, sender.trySend(1));
    CompletableFuture<Integer> many = receiver.receiveMany(new ArrayList<>(), 3);
    assertTrue(many.cancel(true));
    assertEquals(SendResult.FULL, sender.trySend(1));
    CompletableFuture<@Nullable Void> loop = receiver.forEach(message -> {});
    assertEquals(1, channel.remainingCapacity());
    assertTrue(loop.cancel(true));
    assertEquals(SendResult.FULL, sender.trySend(1));
  }

  @Test
  void z1_whenReadyHasAMessageHandedOver() {
    CompletableFuture<Boolean> ready = receiver.whenReady();
    assertEquals(SendResult.SENT, sender.trySend(1));
    assertTrue(ready.join());
    assertEquals(SendResult.FULL, sender.trySend(2));
    CompletableFuture<@Nullable Void> send = sender.send(2);
    assertTrue(receiver.whenReady().join());
    assertEquals(1, receiver.receive().join());
    assertTrue(receiver.whenReady().join());
    assertTrue(send.isDone());
    assertEquals(2, receiver.tryReceive());
  }

  @Test
  void z1_aLoopTakesOneMessageAfterTheOther() {
    List<Integer> received = new ArrayList<>();
    List<CompletableFuture<?>> sends = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      sends.add(sender.send(i));
    }
    CompletableFuture<@Nullable Void> loop = receiver.forEach(received::add);
    sends.forEach(CompletableFuture::join);
    for (int i = 3; i < 6; i++) {
      assertEquals(SendResult.SENT, sender.trySend(i));
    }
    sender.close();
    loop.join();
    assertEquals(List.of(0, 1, 2, 3, 4, 5), received);
  }

  @Test
  void f1_aLoopWithStagesTakesNoMessageWhileItMayNot() {
    List<CompletableFuture<String>> stages = new ArrayList<>();
    CompletableFuture<@Nullable Void> loop =
        receiver.forEachAsync(
            1,
            message -> {
              CompletableFuture<String> stage = new CompletableFuture<>();
              stages.add(stage);
              return stage;
            });
    assertEquals(SendResult.SENT, sender.trySend(1));
    assertEquals(SendResult.FULL, sender.trySend(2));
    CompletableFuture<@Nullable Void> second = sender.send(2);
    assertFalse(second.isDone());
    stages.get(0).complete("done");
    second.join();
    assertEquals(2, stages.size());
    sender.close();
    assertFalse(loop.isDone());
    stages.get(1).complete("done");
    loop.join();
  }

  @Test
  void g1_batchesAreCompleteByCountOrAge() {
    List<List<Integer>> batches = new ArrayList<>();
    CompletableFuture<@Nullable Void> loop =
        receiver.forEachBatch(2, Duration.ofDays(1), batches::add);
    for (int i = 0; i < 5; i++) {
      sender.send(i).join();
    }
    sender.close();
    loop.join();
    assertEquals(List.of(List.of(0, 1), List.of(2, 3), List.of(4)), batches);
  }

  @Test
  void z1_aSubscriberWithoutDemandIsNoCapacityAndLearnsTheEnd() {
    RecordingSubscriber recorder = new RecordingSubscriber();
    receiver.publisher().subscribe(recorder);
    assertEquals(0, channel.remainingCapacity());
    assertEquals(SendResult.FULL, sender.trySend(1));
    CompletableFuture<@Nullable Void> send = sender.send(1);
    assertFalse(send.isDone());
    recorder.subscription.request(2);
    send.join();
    assertEquals(SendResult.SENT, sender.trySend(2));
    assertEquals(SendResult.FULL, sender.trySend(3));
    assertEquals(List.of(1, 2), recorder.received);
    CompletableFuture<@Nullable Void> refused = sender.send(3);
    assertNull(recorder.end);
    receiver.close();
    assertEquals("complete", recorder.end);
    assertTrue(refused.isCompletedExceptionally());
    assertEquals(0, recorder.violations.get());
  }

  @Test
  void x6_aSubscriberWithoutDemandLearnsThatTheLastHandleIsClosed() {
    RecordingSubscriber recorder = new RecordingSubscriber();
    receiver.publisher(EndScope.HANDLE).subscribe(recorder);
    sender.close();
    assertEquals("complete", recorder.end);
  }

  @Test
  void z1_aChannelOfCapacity0IsAProcessor() throws Exception {
    RecordingSubscriber recorder =
        new RecordingSubscriber() {
          @Override
          void subscribed() {
            subscription.request(Long.MAX_VALUE);
          }
        };
    receiver.publisher().subscribe(recorder);
    try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>()) {
      Flow.Subscriber<Integer> subscriber = sender.subscriber();
      publisher.subscribe(subscriber);
      for (int i = 0; i < 1000; i++) {
        publisher.submit(i);
      }
    }
    receiver.terminationFuture().get(Watchdog.SECONDS, TimeUnit.SECONDS);
    receiver.whenIdle().get(Watchdog.SECONDS, TimeUnit.SECONDS);
    for (long end = System.nanoTime() + 30_000_000_000L;
        recorder.end == null && System.nanoTime() < end; ) {
      Thread.yield();
    }
    assertEquals(IntStream.range(0, 1000).boxed().toList(), recorder.received);
  }

  @Test
  void z1_aPollThatReturnsNothingIsCapacityForOneMessage() {
    CountingWaker waker = new CountingWaker();
    assertNull(receiver.poll(waker));
    assertEquals(SendResult.SENT, sender.trySend(1));
    assertEquals(1, waker.calls());
    assertEquals(SendResult.FULL, sender.trySend(2));
    assertEquals(1, receiver.poll(waker));
    assertEquals(SendResult.FULL, sender.trySend(2), "nobody has polled");
    CompletableFuture<@Nullable Void> send = sender.send(2);
    assertTrue(receiver.pollReady(waker));
    assertTrue(send.isDone());
    assertEquals(2, receiver.poll(waker));
    List<Integer> into = new ArrayList<>();
    assertEquals(0, receiver.pollMany(into, 5, waker));
    assertEquals(SendResult.SENT, sender.trySend(3));
    assertEquals(2, waker.calls());
    assertEquals(1, receiver.pollMany(into, 5, waker));
    assertFalse(receiver.pollReady(waker));
    assertFalse(receiver.pollReady(waker), "the registration is replaced");
    sender.close();
    assertEquals(3, waker.calls());
    assertNull(receiver.poll(waker));
    assertTrue(receiver.isTerminated());
  }

  @Test
  void z1_aRegistrationOutlastsATryThatFindsNothing() {
    CountingWaker waker = new CountingWaker();
    assertNull(receiver.poll(waker));
    assertNull(receiver.tryReceive());
    assertEquals(SendResult.SENT, sender.trySend(1));
    assertEquals(1, waker.calls());
  }

  @Test
  void z5_noTaskCanReserve() {
    assertThrows(UnsupportedOperationException.class, sender::poller);
    assertThrows(UnsupportedOperationException.class, () -> sender.reserve(1));
  }

  @Test
  void i4_aTimedSendOfWhichNothingIsTakenTimesOut() {
    assertEquals(SendResult.TIMED_OUT, sender.trySend(1, Duration.ofMillis(5)).join());
    CompletableFuture<SendResult> send = sender.trySend(2, Duration.ofDays(1));
    assertEquals(2, receiver.receive().join());
    assertEquals(SendResult.SENT, send.join());
  }

  @Test
  void sel2_aSelectIsWokenByAPendingSendAndByTheEnd() {
    Selector<Integer> selector = Selector.fair();
    selector.add(receiver);
    CompletableFuture<@Nullable Selection<Integer>> select = selector.selectAsync();
    assertFalse(select.isDone());
    assertEquals(SendResult.FULL, sender.trySend(1), "a select takes from sends that wait");
    CompletableFuture<@Nullable Void> send = sender.send(1);
    Selection<Integer> selection = select.join();
    assertEquals(1, selection == null ? null : selection.message());
    send.join();
    CountingWaker waker = new CountingWaker();
    assertNull(selector.poll(waker));
    CompletableFuture<@Nullable Void> withdrawn = sender.send(2);
    assertEquals(1, waker.calls());
    assertTrue(withdrawn.cancel(true));
    assertNull(selector.poll(waker));
    sender.close();
    assertEquals(2, waker.calls());
    Selection<Integer> end = selector.poll(waker);
    assertTrue(end != null && end.isEnd());
  }

  @Test
  void sel6_aReceiverThatHasBeenRemovedIsFree() {
    Selector<Integer> selector = Selector.fair();
    selector.add(receiver);
    assertNull(selector.trySelect());
    assertTrue(selector.remove(receiver));
    CompletableFuture<@Nullable Integer> receive = receiver.receive();
    assertEquals(SendResult.SENT, sender.trySend(1));
    assertEquals(1, receive.join());
  }

  @Test
  @Races
  void z3_aCancelThatComesLateTakesNoOtherReceivesRegistrationBack() throws Exception {
    AtomicReference<CompletableFuture<@Nullable Integer>> first = new AtomicReference<>();
    AtomicReference<CompletableFuture<@Nullable Integer>> second = new AtomicReference<>();
    try (FutureFixture fixture = new FutureFixture(null)) {
      Race.rounds(
          fixture,
          2000,
          () -> {
            first.set(receiver.receive());
            return Race.of(
                    channel,
                    () -> {
                      first.get().cancel(false);
                      while (!first.get().isDone()) { // the other thread is cancelling it
                        Thread.onSpinWait();
                      }
                      second.set(receiver.receive());
                    },
                    () -> first.get().cancel(false))
                .then(
                    () -> {
                      assertEquals(SendResult.SENT, sender.trySend(1), "the wake is lost");
                      assertEquals(1, second.get().join());
                    });
          });
    }
  }

  @Test
  void z4_aRegistrationOfAPollIsNoCapacityInASelector() {
    CountingWaker waker = new CountingWaker();
    assertNull(receiver.poll(waker));
    Selector<Integer> selector = Selector.fair();
    selector.add(receiver);
    CompletableFuture<@Nullable Selection<Integer>> select = selector.selectAsync();
    assertEquals(SendResult.FULL, sender.trySend(1));
    CompletableFuture<@Nullable Void> send = sender.send(1);
    assertTrue(select.isDone() && send.isDone());
    assertEquals(0, waker.calls());
  }

  @Test
  void z1_callbacksOfWhatIsHandedOverFindTheReceiverFree() throws Exception {
    List<Object> seen = new ArrayList<>();
    sender.send(1).whenComplete((sent, failure) -> seen.add(receiver.peek()));
    assertTrue(receiver.blocking().awaitReady());
    assertEquals(List.of(1), seen);
  }

  @Test
  void i4_anAwaitWithoutTimeFindsASenderThatWaits() throws Exception {
    CompletableFuture<@Nullable Void> send = sender.send(1);
    assertTrue(receiver.blocking().awaitReady(Duration.ZERO));
    assertTrue(send.isDone());
    assertEquals(1, receiver.tryReceive());
    assertFalse(receiver.blocking().awaitReady(Duration.ZERO));
  }

  @Test
  @Races
  void a3_tasksThatRunInSeveralThreadsReceiveOneAfterTheOther() throws Exception {
    int count = Race.times(20_000);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    AsyncSender<Integer> other = sender.copy();
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger received = new AtomicInteger();
    CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
    Runnable[] task = new Runnable[1];
    task[0] =
        () -> {
          if (inside.getAndIncrement() != 0) {
            over.completeExceptionally(new AssertionError("two at once"));
          }
          Integer message;
          do {
            inside.set(0); // it may be running again before poll has returned
            message = receiver.poll(() -> threads.execute(task[0]));
            if (message != null) {
              inside.set(1);
              received.incrementAndGet();
            }
          } while (message != null);
          if (receiver.isTerminated()) {
            over.complete(null);
          }
        };
    threads.execute(task[0]);
    for (int i = 0; i < count; i++) {
      sender
          .send(i)
          .thenCombine(other.send(i), (a, b) -> a)
          .get(Watchdog.SECONDS, TimeUnit.SECONDS);
    }
    sender.close();
    other.close();
    over.get(Watchdog.SECONDS, TimeUnit.SECONDS);
    threads.shutdown();
    assertEquals(2 * count, received.get());
  }

  /** The channel discards slowly: a task that polls meanwhile is woken once, at the end. */
  @Test
  void a3_aTaskIsWokenOnceWhenWhatIsDiscardedHasBeen() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AsyncChannel<Integer> slow =
        AsyncChannel.<Integer>builder(4)
            .onUndelivered(
                message -> {
                  begun.countDown();
                  Watchdog.await("the test to go on", slow(), () -> go.getCount() == 0);
                })
            .build();
    AsyncSender<Integer> toSlow = slow.sender();
    toSlow.trySend(1);
    toSlow.trySend(2);
    Thread cancelling = new Thread(() -> slow.receiver().cancel());
    cancelling.start();
    begun.await();
    CountingWaker waker = new CountingWaker();
    assertFalse(slow.receiver().pollReady(waker));
    assertEquals(0, waker.calls());
    go.countDown();
    cancelling.join();
    assertEquals(1, waker.calls());
    assertTrue(slow.receiver().isTerminated());
  }

  private static Object slow() {
    return "a channel that is being discarded";
  }
}

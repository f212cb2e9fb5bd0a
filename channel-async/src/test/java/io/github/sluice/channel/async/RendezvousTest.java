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
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
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
    receiver.terminationFuture().get(30, TimeUnit.SECONDS);
    receiver.whenIdle().get(30, TimeUnit.SECONDS);
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

  /** The model: sends that wait, and a receive that waits; never both. */
  @Property(tries = 1000)
  void z2_itDoesWhatTheModelDoes(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 9) Integer> steps) {
    AsyncChannel<Integer> tested = AsyncChannel.bounded(0);
    AsyncSender<Integer> sends = tested.sender();
    AsyncReceiver<Integer> receives = tested.receiver();
    Deque<Integer> waiting = new ArrayDeque<>();
    Deque<CompletableFuture<?>> pending = new ArrayDeque<>();
    CompletableFuture<@Nullable Integer> receive = null;
    int next = 0;
    for (int step : steps) {
      int message = next++;
      switch (step) {
        case 0, 1, 2 -> {
          CompletableFuture<?> send = sends.send(message);
          assertEquals(receive != null, send.isDone());
          if (receive != null) {
            assertEquals(message, receive.join());
            receive = null;
          } else {
            waiting.add(message);
            pending.add(send);
          }
        }
        case 3 -> {
          assertEquals(receive != null ? SendResult.SENT : SendResult.FULL, sends.trySend(message));
          if (receive != null) {
            assertEquals(message, receive.join());
            receive = null;
          }
        }
        case 4, 5, 6 -> {
          if (receive == null) {
            CompletableFuture<@Nullable Integer> begun = receives.receive();
            assertEquals(!waiting.isEmpty(), begun.isDone());
            if (waiting.isEmpty()) {
              receive = begun;
            } else {
              assertEquals(waiting.poll(), begun.join());
              assertTrue(pending.remove().isDone());
            }
          }
        }
        case 7 -> {
          if (receive == null) {
            assertEquals(waiting.poll(), receives.tryReceive());
            pending.poll();
          }
        }
        case 8 -> {
          if (receive != null) {
            assertTrue(receive.cancel(true));
            receive = null;
          }
        }
        default -> {
          Iterator<Integer> messages = waiting.iterator();
          Iterator<CompletableFuture<?>> futures = pending.iterator();
          if (message % 2 == 1 && messages.hasNext()) { // the second
            messages.next();
            futures.next();
          }
          if (messages.hasNext()) {
            messages.next();
            messages.remove();
            assertTrue(futures.next().cancel(true));
            futures.remove();
          }
        }
      }
      assertTrue(pending.stream().noneMatch(CompletableFuture::isDone));
      assertEquals(waiting.size(), tested.waitingSenders());
      assertEquals(receive != null ? 1 : 0, tested.remainingCapacity());
      assertEquals(0, tested.size());
    }
  }
}

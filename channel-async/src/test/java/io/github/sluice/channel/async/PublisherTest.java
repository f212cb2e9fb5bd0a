// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.SendResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** What the TCK does not ask of a publisher. */
class PublisherTest {
  private final List<Integer> undelivered = Collections.synchronizedList(new ArrayList<>());
  private final AsyncChannel<Integer> channel =
      AsyncChannel.<Integer>builder(4)
          .executor(FutureFixture::refuse)
          .onUndelivered(undelivered::add)
          .build();
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();
  private final RecordingSubscriber recorder = new RecordingSubscriber();

  private void fill() {
    for (int message = 0; message < 4; message++) {
      assertEquals(SendResult.SENT, sender.trySend(message));
    }
  }

  @Test
  void noMessageIsTakenBeforeItIsRequested() {
    receiver.publisher().subscribe(recorder);
    fill();
    assertEquals(4, sender.size());
    recorder.subscription.request(2);
    assertEquals(List.of(0, 1), recorder.received);
    assertEquals(2, sender.size());
    recorder.subscription.request(5);
    sender.send(4).join();
    sender.send(5).join();
    assertEquals(List.of(0, 1, 2, 3, 4, 5), recorder.received);
    sender.send(6).join();
    sender.send(7).join();
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6), recorder.received);
  }

  @Test
  void a7_theReceiverIsInUseUntilTheEndOrACancel() throws Exception {
    receiver.publisher().subscribe(recorder);
    assertThrows(IllegalStateException.class, receiver::tryReceive);
    assertThrows(IllegalStateException.class, receiver::receive);
    assertThrows(IllegalStateException.class, () -> receiver.poll(() -> {}));
    assertThrows(IllegalStateException.class, () -> receiver.blocking().receive());
    fill();
    recorder.subscription.request(1);
    recorder.subscription.cancel();
    assertEquals(SendResult.CLOSED, sender.trySend(4), "cancelling closes");
    for (int message = 1; message < 4; message++) {
      assertEquals(message, receiver.tryReceive(), "and loses nothing");
    }
    assertTrue(receiver.isTerminated());
    assertNull(recorder.end);
    assertEquals(List.of(), undelivered);
  }

  @Test
  void thereIsOneSubscriber() {
    Flow.Publisher<Integer> publisher = receiver.publisher();
    publisher.subscribe(recorder);
    for (Flow.Publisher<Integer> taken : List.of(publisher, receiver.publisher())) {
      RecordingSubscriber second = new RecordingSubscriber();
      taken.subscribe(second);
      second.subscription.request(1);
      second.subscription.cancel();
      assertInstanceOf(IllegalStateException.class, second.end);
    }
    recorder.subscription.request(1);
    sender.send(1).join();
    assertEquals(List.of(1), recorder.received);
  }

  @Test
  void a7_aSubscriberThatWasRefusedLeavesThePublisherToTheNext() {
    Flow.Publisher<Integer> publisher = receiver.publisher();
    CompletableFuture<Integer> receive = receiver.receive();
    RecordingSubscriber refused = new RecordingSubscriber();
    publisher.subscribe(refused);
    assertInstanceOf(IllegalStateException.class, refused.end);
    assertTrue(receive.cancel(false));
    publisher.subscribe(recorder);
    assertNull(recorder.end);
    recorder.subscription.request(1);
    sender.send(1).join();
    assertEquals(List.of(1), recorder.received);
  }

  @Test
  void x6_theEndNeedsNoDemand() {
    receiver.publisher().subscribe(recorder);
    recorder.subscription.request(1);
    sender.send(1).join();
    assertNull(recorder.end);
    sender.close();
    assertEquals("complete", recorder.end);
    assertNull(receiver.tryReceive(), "free again");
  }

  @Test
  void aFailureFollowsTheMessages() {
    receiver.publisher().subscribe(recorder);
    sender.send(1).join();
    RuntimeException cause = new RuntimeException("a test's");
    sender.closeExceptionally(cause);
    assertNull(recorder.end);
    recorder.subscription.request(1);
    assertEquals(List.of(1), recorder.received);
    assertSame(cause, recorder.end);
  }

  @Test
  void x10_cancellingTheReceiverCompletesTheSubscriber() {
    receiver.publisher().subscribe(recorder);
    fill();
    recorder.subscription.request(1);
    receiver.cancel();
    assertEquals("complete", recorder.end);
    assertEquals(List.of(1, 2, 3), undelivered);
  }

  @Test
  void a8_aSubscriberMayCancelInsideOnNext() {
    RecordingSubscriber cancelling =
        new RecordingSubscriber() {
          @Override
          void received(Integer message) {
            subscription.cancel();
          }
        };
    receiver.publisher().subscribe(cancelling);
    fill();
    cancelling.subscription.request(Long.MAX_VALUE);
    assertEquals(List.of(0), cancelling.received);
    assertEquals(1, receiver.tryReceive());
  }

  @Test
  void a10_aSubscriberThatThrowsIsCancelledAndLosesOneMessage() {
    RecordingSubscriber failing =
        new RecordingSubscriber() {
          @Override
          void received(Integer message) {
            throw new IllegalStateException("a test's");
          }
        };
    List<Throwable> reported = new ArrayList<>();
    Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> reported.add(thrown));
    try {
      receiver.publisher().subscribe(failing);
      fill();
      failing.subscription.request(4);
    } finally {
      Thread.currentThread().setUncaughtExceptionHandler(null);
    }
    assertEquals(1, reported.size());
    assertEquals(1, receiver.tryReceive());
    assertTrue(receiver.isClosed());
  }

  @Test
  void a9_requestingOneByOneDoesNotGrowTheStack() {
    int count = 1_000_000;
    int[] next = {0};
    receiver
        .publisher()
        .subscribe(
            new RecordingSubscriber() {
              @Override
              void subscribed() {
                subscription.request(1);
              }

              @Override
              void received(Integer message) {
                assertEquals(next[0]++, message);
                subscription.request(1);
              }
            });
    for (int message = 0; message < count; message++) {
      sender.send(message).join();
    }
    assertEquals(count, next[0]);
  }

  @Test
  void a10_anExecutorThatRefusesDelaysNobody() {
    AsyncChannel<Integer> refused =
        AsyncChannel.bounded(
            4,
            callback -> {
              throw new RejectedExecutionException("a test's");
            });
    refused.receiver().publisher().subscribe(recorder);
    recorder.subscription.request(3);
    AsyncSender<Integer> through = refused.sender();
    for (int message = 0; message < 5; message++) {
      through.send(message).join();
    }
    assertEquals(List.of(0, 1, 2), recorder.received);
    assertEquals(2, through.size());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.tck.Garbage;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When, where and how often a publisher gives signals, and what it keeps. */
class PublisherSignalsTest {
  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(500);
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

  /** A subscriber that throws where 2.13 forbids it. */
  private static RecordingSubscriber throwingInOnSubscribe() {
    return new RecordingSubscriber() {
      @Override
      void subscribed() {
        subscription.request(1);
        throw new IllegalStateException("a test's");
      }
    };
  }

  @Test
  void a10_aSubscriberThatThrowsInOnSubscribeIsCancelled() {
    RecordingSubscriber failing = throwingInOnSubscribe();
    sender.trySend(1);
    receiver.publisher().subscribe(failing); // 1.9: returns normally
    assertEquals(1, uncaught.size());
    assertEquals(List.of(), failing.received);
    assertNull(failing.end);
    assertTrue(receiver.isClosed());
    assertEquals(1, receiver.tryReceive());
  }

  @Test
  void a10_aRefusedSubscriberThatThrowsIsReported() {
    receiver.publisher().subscribe(new RecordingSubscriber());
    RecordingSubscriber failing = throwingInOnSubscribe();
    receiver.publisher().subscribe(failing);
    assertEquals(1, uncaught.size());
    assertNull(failing.end);
    assertEquals(false, receiver.isClosed(), "the first is still subscribed");
  }

  @Test
  void a8_cancellingTheReceiverInOnSubscribeCompletesAfterIt() {
    RecordingSubscriber cancelling =
        new RecordingSubscriber() {
          @Override
          void subscribed() {
            receiver.cancel();
            assertNull(end, "1.3");
          }
        };
    receiver.publisher().subscribe(cancelling);
    assertEquals(List.of(), uncaught);
    assertEquals("complete", cancelling.end);
    assertEquals(0, cancelling.violations.get());
  }

  @Test
  void a8_cancellingInOnSubscribeGivesNoSignal() {
    RecordingSubscriber cancelling =
        new RecordingSubscriber() {
          @Override
          void subscribed() {
            subscription.request(1);
            subscription.cancel();
          }
        };
    sender.trySend(1);
    receiver.publisher().subscribe(cancelling);
    assertEquals(List.of(), cancelling.received);
    assertNull(cancelling.end);
    assertEquals(1, receiver.tryReceive());
  }

  @Test
  void aRequestForNothingIsAnErrorOnce() {
    for (long nothing : new long[] {0, -1, Long.MIN_VALUE}) {
      AsyncChannel<Integer> asked = AsyncChannel.bounded(1);
      asked.sender().trySend(1);
      RecordingSubscriber subscriber = new RecordingSubscriber();
      asked.receiver().publisher().subscribe(subscriber);
      subscriber.subscription.request(nothing);
      subscriber.subscription.request(1);
      subscriber.subscription.request(-2);
      assertInstanceOf(IllegalArgumentException.class, subscriber.end);
      assertEquals(0, subscriber.violations.get());
      assertTrue(asked.receiver().isClosed(), "as if cancelled");
      assertEquals(1, asked.receiver().tryReceive());
    }
  }

  @Test
  void requestsAddUpToNoMoreThanAllMessages() {
    RecordingSubscriber subscriber = new RecordingSubscriber();
    receiver.publisher().subscribe(subscriber);
    for (int i = 0; i < 3; i++) {
      subscriber.subscription.request(Long.MAX_VALUE - 1);
    }
    for (int message = 0; message < 10; message++) {
      sender.trySend(message);
    }
    assertEquals(10, subscriber.received.size());
    subscriber.subscription.cancel();
    subscriber.subscription.request(-1); // 3.6
    assertNull(subscriber.end);
  }

  @Test
  void a4_m5_aFormerSubscriberIsNotRetained() {
    List<WeakReference<Object>> subscribers = new ArrayList<>();
    List<Object> held = new ArrayList<>();
    for (int way = 0; way < 7; way++) {
      subscribeAndForget(way, held, subscribers);
    }
    Garbage.awaitCollected("subscribers", held, subscribers);
  }

  private static void subscribeAndForget(
      int way, List<Object> held, List<WeakReference<Object>> subscribers) {
    AsyncChannel<Integer> forgetting = AsyncChannel.bounded(2);
    AsyncSender<Integer> through = forgetting.sender();
    RecordingSubscriber subscriber = new RecordingSubscriber();
    Flow.Publisher<Integer> publisher = forgetting.receiver().publisher();
    publisher.subscribe(subscriber);
    Flow.Subscription subscription = subscriber.subscription;
    held.addAll(List.of(forgetting, through, publisher, subscription));
    subscribers.add(new WeakReference<>(subscriber));
    switch (way) {
      case 0 -> subscription.cancel();
      case 1 -> {
        subscription.request(1);
        subscription.cancel();
      }
      case 2 -> {
        through.trySend(1); // which it has not requested
        subscription.cancel();
      }
      case 3 -> through.close();
      case 4 -> through.closeExceptionally(new IllegalStateException("a test's"));
      case 5 -> subscription.request(0);
      default -> forgetting.receiver().cancel();
    }
  }

  @Test
  void m3_messagesOnTheirWayAllocateNothing() throws Exception {
    int[] count = {0};
    receiver
        .publisher()
        .subscribe(
            new Flow.Subscriber<>() {
              private Flow.Subscription subscription;

              @Override
              public void onSubscribe(Flow.Subscription given) {
                subscription = given;
                given.request(1);
              }

              @Override
              public void onNext(Integer message) {
                count[0]++;
                subscription.request(1);
              }

              @Override
              public void onError(Throwable failure) {}

              @Override
              public void onComplete() {}
            });
    int messages = 200_000;
    sendMany(messages);
    long before = AsyncMemoryTest.allocatedBytes();
    sendMany(messages);
    long allocated = AsyncMemoryTest.allocatedBytes() - before;
    assertEquals(2 * messages, count[0]);
    assertTrue(allocated < messages, allocated + " bytes for " + messages + " messages");
  }

  private void sendMany(int messages) {
    Integer message = 1;
    for (int i = 0; i < messages; i++) {
      sender.trySend(message);
    }
  }
}

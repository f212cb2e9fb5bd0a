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
import io.github.sluice.channel.tck.Race;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.Test;

/** What the TCK does not ask of a subscriber. */
class SubscriberTest {
  private static final int CAPACITY = 4;

  private final List<Integer> undelivered = new ArrayList<>();
  private final AsyncChannel<Integer> channel =
      AsyncChannel.<Integer>builder(CAPACITY)
          .executor(FutureFixture::refuse)
          .onUndelivered(undelivered::add)
          .build();
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();
  private final Flow.Subscriber<Integer> subscriber = sender.subscriber();

  // The calls of the subscription.
  private long requested;
  private boolean cancelled;

  private void subscribe() {
    subscriber.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long messages) {
            requested += messages;
          }

          @Override
          public void cancel() {
            cancelled = true;
          }
        });
  }

  private void publish(int from, int to) {
    for (int message = from; message < to; message++) {
      subscriber.onNext(message);
    }
  }

  @Test
  void demandIsTheCapacityAndThenWhatWasAccepted() {
    subscribe();
    assertEquals(CAPACITY, requested);
    publish(0, 4);
    assertEquals(8, requested, "all four were accepted");
    publish(4, 8);
    assertEquals(8, requested, "all four are pending");
    assertEquals(0, receiver.tryReceive());
    assertEquals(8, requested);
    assertEquals(1, receiver.tryReceive());
    assertEquals(10, requested);
  }

  @Test
  void c6_itsSendsMayWaitHoweverFewOthersMay() {
    AsyncChannel<Integer> strict = AsyncChannel.<Integer>builder(2).maxPendingSends(0).build();
    AsyncSender<Integer> other = strict.sender();
    Flow.Subscriber<Integer> pending = strict.sender().subscriber();
    try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>(Runnable::run, 8)) {
      publisher.subscribe(pending);
      for (int message = 0; message < 6; message++) {
        publisher.submit(message);
      }
      assertTrue(publisher.hasSubscribers(), "not cancelled");
      assertTrue(other.send(7).isCompletedExceptionally(), "the others' limit");
      for (int message = 0; message < 6; message++) {
        assertEquals(message, strict.receiver().tryReceive());
      }
      assertNull(strict.receiver().tryReceive());
      assertEquals(2, strict.sender().remainingCapacity());
    }
  }

  @Test
  void x6_completingClosesTheHandleAfterWhatIsPending() {
    subscribe();
    publish(0, 8);
    subscriber.onComplete();
    for (int message = 0; message < 8; message++) {
      assertFalse(receiver.isTerminated());
      assertEquals(message, receiver.tryReceive());
    }
    assertTrue(receiver.isTerminated());
    assertFalse(cancelled, "2.3");
  }

  @Test
  void s1_aFailureComesAfterWhatIsPending() {
    subscribe();
    publish(0, 8);
    RuntimeException cause = new RuntimeException("a test's");
    subscriber.onError(cause);
    for (int message = 0; message < 8; message++) {
      assertEquals(message, receiver.tryReceive());
    }
    ChannelFailedException failed =
        assertThrows(ChannelFailedException.class, receiver::tryReceive);
    assertSame(cause, failed.getCause());
    assertFalse(cancelled, "2.3");
  }

  @Test
  void x3_closingTheReceiverCancelsAndHandsOverWhatIsPending() {
    subscribe();
    publish(0, 6);
    receiver.close();
    assertTrue(cancelled);
    assertEquals(List.of(4, 5), undelivered);
    subscriber.onNext(6); // it had been requested
    assertEquals(List.of(4, 5, 6), undelivered);
    assertEquals(0, receiver.tryReceive());
  }

  @Test
  void aClosedChannelCancelsAtOnce() {
    receiver.close();
    subscribe();
    assertTrue(cancelled);
  }

  @Test
  void s5_nullIsRefused() {
    subscribe();
    assertThrows(NullPointerException.class, () -> subscriber.onNext(null));
    assertThrows(NullPointerException.class, () -> subscriber.onError(null));
    assertThrows(NullPointerException.class, () -> subscriber.onSubscribe(null));
    subscriber.onNext(1);
    assertEquals(1, receiver.tryReceive());
  }

  @Test
  void o1_manyMessagesPassInOrderFromAnotherPublisher() throws Exception {
    int count = Race.times(200_000);
    Race.of(
            channel,
            () -> {
              try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>()) {
                publisher.subscribe(subscriber);
                for (int message = 0; message < count; message++) {
                  publisher.submit(message);
                }
              }
            },
            () -> {
              try {
                for (int message = 0; message < count; message++) {
                  assertEquals(message, receiver.blocking().receive());
                }
                assertNull(receiver.blocking().receive());
              } finally {
                receiver.cancel(); // after a failure, or submit would wait for ever
              }
            })
        .run(new FutureFixture(null));
  }
}

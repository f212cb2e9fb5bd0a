// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.tck.Garbage;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** What becomes of a subscriber's handle, its subscription and its memory. */
class SubscriberEndsTest {
  private final List<Integer> undelivered = new ArrayList<>();
  private final AsyncChannel<Integer> channel =
      AsyncChannel.<Integer>builder(4)
          .executor(FutureFixture::refuse)
          .onUndelivered(undelivered::add)
          .build();
  private final AsyncReceiver<Integer> receiver = channel.receiver();

  private static final Flow.Subscription IDLE =
      new Flow.Subscription() {
        @Override
        public void request(long messages) {}

        @Override
        public void cancel() {}
      };

  @Test
  void x6_completingClosesTheHandleAtOnce() {
    AsyncSender<Integer> sender = channel.sender();
    Flow.Subscriber<Integer> subscriber = sender.subscriber();
    subscriber.onSubscribe(IDLE);
    for (int message = 0; message < 6; message++) {
      subscriber.onNext(message);
    }
    subscriber.onComplete();
    assertTrue(sender.isClosed());
    assertFalse(receiver.isClosed(), "two sends are pending");
    assertEquals(4, receiver.drain(message -> {}, 4));
    assertEquals(4, receiver.tryReceive());
    assertEquals(5, receiver.tryReceive());
    assertTrue(receiver.isTerminated());
  }

  @Test
  void v5_cancellingClosesTheHandle() {
    AsyncSender<Integer> sender = channel.sender();
    AsyncSender<Integer> other = channel.sender();
    sender.subscriber().onSubscribe(IDLE);
    receiver.close();
    assertEquals(1, other.senderCount());
  }

  @Test
  void x2_aHandleClosedByItsOwnerCancels() {
    AsyncSender<Integer> sender = channel.sender();
    channel.sender();
    boolean[] cancelled = {false};
    Flow.Subscriber<Integer> subscriber = sender.subscriber();
    subscriber.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long messages) {}

          @Override
          public void cancel() {
            cancelled[0] = true;
          }
        });
    subscriber.onNext(1);
    sender.close();
    subscriber.onNext(2);
    assertTrue(cancelled[0]);
    assertEquals(List.of(2), undelivered);
    assertEquals(1, receiver.tryReceive());
  }

  @Test
  void m2_thoseThatAreOverLeaveNothingBehind() {
    AsyncSender<Integer> sender = channel.sender();
    long used = 0;
    for (int i = 0; i < 100_000; i++) {
      if (i == 2_000) {
        used = Garbage.usedBytes();
      }
      Flow.Subscriber<Integer> subscriber = sender.copy().subscriber();
      subscriber.onSubscribe(IDLE);
      subscriber.onComplete();
    }
    long grown = Garbage.usedBytes() - used;
    assertTrue(grown < 1_000_000, "grown by " + grown + " bytes");
    assertFalse(sender.isClosed());
  }

  @Test
  void a9_aChainOfChannelsDoesNotGrowTheStack() {
    int count = 1_000_000;
    AsyncChannel<Integer> first = AsyncChannel.bounded(8);
    AsyncChannel<Integer> second = AsyncChannel.bounded(3);
    AsyncSender<Integer> sender = first.sender();
    first.receiver().publisher().subscribe(second.sender().subscriber());
    int[] next = {0};
    CompletableFuture<Void> all =
        second.receiver().forEach(message -> assertEquals(next[0]++, message));
    for (int message = 0; message < count; message++) {
      sender.send(message);
    }
    sender.close();
    assertNull(Watchdog.get("the end", second, all));
    assertEquals(count, next[0]);
  }

  @Test
  void a9_allThatWaitsPassesWithoutGrowingTheStack() {
    int count = 200_000;
    AsyncChannel<Integer> first = AsyncChannel.bounded(8);
    AsyncChannel<Integer> second = AsyncChannel.bounded(3);
    AsyncSender<Integer> sender = first.sender();
    first.receiver().publisher().subscribe(second.sender().subscriber());
    for (int message = 0; message < count; message++) {
      sender.send(message); // nobody receives yet, so nearly all of these wait
    }
    sender.close();
    int[] next = {0};
    CompletableFuture<Void> all =
        second.receiver().forEach(message -> assertEquals(next[0]++, message));
    assertNull(Watchdog.get("the end", second, all));
    assertEquals(count, next[0]);
  }

  @Test
  void a10_aSubscriptionThatThrowsIsReportedAndAskedAgain() {
    List<Throwable> uncaught = new ArrayList<>();
    List<Long> requests = new ArrayList<>();
    Flow.Subscriber<Integer> subscriber = channel.sender().subscriber();
    Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
    try {
      subscriber.onSubscribe(
          new Flow.Subscription() {
            @Override
            public void request(long messages) {
              requests.add(messages);
              throw new IllegalStateException("a test's"); // forbidden by 3.16
            }

            @Override
            public void cancel() {}
          });
      subscriber.onNext(0);
      subscriber.onNext(1);
    } finally {
      Thread.currentThread().setUncaughtExceptionHandler(null);
    }
    assertEquals(List.of(4L, 2L), requests);
    assertEquals(2, uncaught.size());
    assertEquals(2, receiver.size());
  }
}

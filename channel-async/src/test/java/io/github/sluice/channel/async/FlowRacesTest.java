// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Races;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Publishers and subscribers against what ends them. */
@Races
class FlowRacesTest {
  private static final int ROUNDS = Race.times(3_000);
  private static final ExecutorService POOL = Executors.newFixedThreadPool(2);

  private final FutureFixture fixture = new FutureFixture(null);

  /** Where callbacks run. */
  enum Where {
    HERE,
    IN_A_POOL;

    private <T> AsyncChannel<T> channel(int capacity, List<T> undelivered) {
      return AsyncChannel.<T>builder(capacity)
          .executor(this == HERE ? FutureFixture::refuse : POOL)
          .onUndelivered(undelivered::add)
          .build();
    }
  }

  @AfterAll
  static void stopPool() {
    POOL.shutdownNow();
  }

  private static <T> List<T> synchronizedList() {
    return Collections.synchronizedList(new ArrayList<>());
  }

  private static void sendAll(AsyncSender<Integer> sender, int count, List<Integer> refused) {
    for (int message = 0; message < count; message++) {
      if (sender.trySend(message) != SendResult.SENT) {
        refused.add(message);
      }
    }
  }

  private static void assertEachOnce(int count, List<Integer> messages) {
    List<Integer> sorted = new ArrayList<>(messages);
    sorted.sort(null);
    for (int message = 0; message < count; message++) {
      assertEquals(message, sorted.get(message));
    }
    assertEquals(count, sorted.size());
  }

  @ParameterizedTest
  @EnumSource
  void s1_requests_sends_cancel(Where where) throws Exception {
    Race.rounds(
        fixture,
        ROUNDS,
        () -> {
          AsyncChannel<Integer> channel = where.channel(2, synchronizedList());
          AsyncSender<Integer> sender = channel.sender();
          RecordingSubscriber subscriber = new RecordingSubscriber();
          channel.receiver().publisher().subscribe(subscriber);
          List<Integer> all = synchronizedList();
          return Race.of(
                  channel,
                  () -> sendAll(sender, 6, all),
                  () -> subscriber.subscription.request(4),
                  () -> {
                    subscriber.subscription.cancel();
                    channel.receiver().drain(all::add, 6); // it is free at once
                  })
              .then(
                  () -> {
                    channel.receiver().drain(all::add, 6);
                    Watchdog.await(
                        "every message",
                        channel,
                        () -> all.size() + subscriber.received.size() == 6);
                    all.addAll(subscriber.received);
                    assertEachOnce(6, all);
                    assertNull(subscriber.end);
                    assertEquals(0, subscriber.violations.get());
                  });
        });
  }

  @ParameterizedTest
  @EnumSource
  void x10_requests_sends_cancelReceiver(Where where) throws Exception {
    Race.rounds(
        fixture,
        ROUNDS,
        () -> {
          List<Integer> undelivered = synchronizedList();
          AsyncChannel<Integer> channel = where.channel(2, undelivered);
          AsyncSender<Integer> sender = channel.sender();
          RecordingSubscriber subscriber = new RecordingSubscriber();
          List<Integer> all = synchronizedList();
          return Race.of(
                  channel,
                  () -> sendAll(sender, 6, all),
                  () -> {
                    channel.receiver().publisher().subscribe(subscriber);
                    subscriber.subscription.request(4);
                  },
                  () -> channel.receiver().cancel())
              .then(
                  () -> {
                    Watchdog.await("the end", channel, () -> subscriber.end != null);
                    all.addAll(subscriber.received);
                    all.addAll(undelivered);
                    assertEachOnce(6, all);
                    assertEquals(0, subscriber.violations.get());
                  });
        });
  }

  @ParameterizedTest
  @EnumSource
  void p1_requestsOneByOne_sends(Where where) throws Exception {
    int messages = Race.times(100_000);
    AsyncChannel<Integer> channel = where.channel(1, synchronizedList());
    AsyncSender<Integer> sender = channel.sender();
    RecordingSubscriber subscriber = new RecordingSubscriber();
    channel.receiver().publisher().subscribe(subscriber);
    AtomicLong requested = new AtomicLong();
    Race.of(
            channel,
            () -> {
              for (int message = 0; message < messages; message++) {
                sender.send(message).join();
              }
              sender.close();
            },
            () -> {
              while (subscriber.end == null) {
                int received = subscriber.received.size();
                assertTrue(received <= requested.get(), "more than requested");
                if (received == requested.get()) {
                  requested.getAndIncrement();
                  subscriber.subscription.request(1);
                } else {
                  Race.timedYield();
                }
              }
            })
        .run(fixture);
    assertEquals("complete", subscriber.end);
    assertEachOnce(messages, subscriber.received);
    assertEquals(0, subscriber.violations.get());
  }

  /** A subscription that notes its calls, and whether they are serial (2.7). */
  private static final class Upstream implements Flow.Subscription {
    final AtomicLong requested = new AtomicLong();
    final AtomicInteger cancels = new AtomicInteger();
    final AtomicInteger violations = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();

    @Override
    public void request(long messages) {
      call(() -> requested.getAndAdd(messages));
    }

    @Override
    public void cancel() {
      call(cancels::incrementAndGet);
    }

    private void call(Runnable action) {
      if (inside.getAndIncrement() != 0) {
        violations.incrementAndGet();
      }
      action.run();
      inside.decrementAndGet();
    }

    /** Publishes as the subscriber's demand allows, until that has cancelled or all are out. */
    int publish(Flow.Subscriber<Integer> subscriber, int count) {
      int message = 0;
      while (message < count && cancels.get() == 0) {
        if (message < requested.get()) {
          subscriber.onNext(message++);
        } else {
          Race.timedYield();
        }
      }
      return message;
    }
  }

  @ParameterizedTest
  @EnumSource
  void s1_x3_publish_receive_closeReceiver(Where where) throws Exception {
    Race.rounds(
        fixture,
        ROUNDS,
        () -> {
          List<Integer> undelivered = synchronizedList();
          AsyncChannel<Integer> channel = where.channel(2, undelivered);
          AsyncSender<Integer> sender = channel.sender();
          Flow.Subscriber<Integer> subscriber = sender.subscriber();
          Upstream upstream = new Upstream();
          subscriber.onSubscribe(upstream);
          AtomicInteger published = new AtomicInteger();
          List<Integer> all = synchronizedList();
          return Race.of(
                  channel,
                  () -> published.set(upstream.publish(subscriber, 100)),
                  () -> {
                    channel.receiver().drain(all::add, 5);
                    channel.receiver().close();
                    channel.receiver().drain(all::add, 5);
                  })
              .then(
                  () -> {
                    channel.receiver().drain(all::add, 5);
                    Watchdog.await(
                        "every message",
                        channel,
                        () -> all.size() + undelivered.size() == published.get());
                    all.addAll(undelivered);
                    assertEachOnce(published.get(), all);
                    Watchdog.await("the cancel", channel, () -> upstream.cancels.get() > 0);
                    Watchdog.await("the handle's end", channel, () -> sender.senderCount() == 0);
                    assertEquals(1, upstream.cancels.get());
                    assertEquals(0, upstream.violations.get());
                  });
        });
  }

  @ParameterizedTest
  @EnumSource
  void x11_onError_closeHandle_receive(Where where) throws Exception {
    Race.rounds(
        fixture,
        ROUNDS,
        () -> {
          AsyncChannel<Integer> channel = where.channel(1, synchronizedList());
          AsyncSender<Integer> sender = channel.sender();
          Flow.Subscriber<Integer> subscriber = sender.subscriber();
          subscriber.onSubscribe(new Upstream());
          subscriber.onNext(0);
          subscriber.onNext(1);
          return Race.of(
                  channel,
                  () -> subscriber.onError(new IllegalStateException("a test's")),
                  sender::close,
                  () -> {
                    List<Integer> received = new ArrayList<>();
                    Watchdog.await(
                        "both",
                        channel,
                        () -> {
                          channel.receiver().drain(received::add, 2 - received.size());
                          return received.size() == 2;
                        });
                    assertEquals(List.of(0, 1), received);
                  })
              .then(
                  () ->
                      Watchdog.await("the end", channel, () -> channel.receiver().isTerminated()));
        });
  }
}

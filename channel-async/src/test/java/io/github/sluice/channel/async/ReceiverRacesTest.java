// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Receivers of many messages against what ends them. */
@Races
class ReceiverRacesTest {
  private static final int ROUNDS = Race.times(4_000);
  private static final ExecutorService POOL = Executors.newFixedThreadPool(2);

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

  private final FutureFixture fixture = new FutureFixture(null);

  private static List<Integer> synchronizedList() {
    return Collections.synchronizedList(new ArrayList<>());
  }

  private static void assertIsFrom1To(int last, List<Integer> messages) {
    for (int i = 1; i <= last; i++) {
      assertEquals(i, messages.get(i - 1));
    }
    assertEquals(last, messages.size());
  }

  @ParameterizedTest
  @EnumSource
  void a5_b5_cancelReceiveMany_send(Where where) throws Exception {
    Race.rounds(
        fixture,
        ROUNDS,
        () -> {
          AsyncChannel<Integer> channel = where.channel(2, synchronizedList());
          AsyncSender<Integer> sender = channel.sender();
          List<Integer> into = synchronizedList();
          CompletableFuture<Integer> receive = channel.receiver().receiveMany(into, 2);
          return Race.of(channel, () -> receive.cancel(true), () -> send(sender, 1, 2))
              .then(
                  () -> {
                    int taken = receive.isCancelled() ? 0 : Watchdog.get("it", channel, receive);
                    assertEquals(taken, into.size());
                    assertEquals(taken == 0, receive.isCancelled());
                    channel.receiver().drain(into::add, 2);
                    assertIsFrom1To(2, into);
                  });
        });
  }

  private static void send(AsyncSender<Integer> sender, int first, int last) {
    for (int i = first; i <= last; i++) {
      assertEquals(SendResult.SENT, sender.trySend(i));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a5_cancelForEach_send(Where where) throws Exception {
    Race.rounds(
        fixture,
        ROUNDS,
        () -> {
          AsyncChannel<Integer> channel = where.channel(3, synchronizedList());
          AsyncSender<Integer> sender = channel.sender();
          List<Integer> seen = synchronizedList();
          AtomicBoolean acting = new AtomicBoolean();
          CompletableFuture<Void> all =
              channel
                  .receiver()
                  .forEach(
                      message -> {
                        assertFalse(acting.getAndSet(true));
                        seen.add(message);
                        acting.set(false);
                      });
          List<Integer> rest = new ArrayList<>();
          return Race.of(
                  channel,
                  () -> {
                    assertTrue(all.cancel(true));
                    channel.receiver().drain(rest::add, 3); // the receiver is free at once
                  },
                  () -> send(sender, 1, 3))
              .then(
                  () -> {
                    channel.receiver().drain(rest::add, 3);
                    Watchdog.await("all messages", channel, () -> seen.size() + rest.size() == 3);
                    seen.addAll(rest);
                    assertIsFrom1To(3, seen);
                  });
        });
  }

  @ParameterizedTest
  @EnumSource
  void p1_forEach_sends_close(Where where) throws Exception {
    Race.rounds(
        fixture,
        ROUNDS,
        () -> {
          AsyncChannel<Integer> channel = where.channel(1, synchronizedList());
          AsyncSender<Integer> first = channel.sender();
          AsyncSender<Integer> second = channel.sender();
          AtomicInteger sum = new AtomicInteger();
          List<CompletableFuture<Void>> all = synchronizedList(1);
          return Race.of(
                  channel,
                  () -> all.add(channel.receiver().forEach(sum::addAndGet)),
                  () -> sendAndClose(first, 1),
                  () -> sendAndClose(second, 100))
              .then(
                  () -> {
                    assertNull(Watchdog.get("the end", channel, all.get(0)));
                    assertEquals(404, sum.get());
                    assertNull(channel.receiver().tryReceive(), "it is free");
                  });
        });
  }

  private static <R> List<CompletableFuture<R>> synchronizedList(int size) {
    return Collections.synchronizedList(new ArrayList<>(size));
  }

  private static void sendAndClose(AsyncSender<Integer> sender, int message) {
    for (int i = 0; i < 4; i++) {
      sender.send(message);
    }
    sender.close();
  }

  @ParameterizedTest
  @EnumSource
  void x10_cancelReceiver_forEach_sends(Where where) throws Exception {
    Race.rounds(
        fixture,
        ROUNDS,
        () -> {
          List<Integer> undelivered = synchronizedList();
          AsyncChannel<Integer> channel = where.channel(2, undelivered);
          AsyncSender<Integer> sender = channel.sender();
          AtomicInteger seen = new AtomicInteger();
          AtomicInteger sent = new AtomicInteger();
          CompletableFuture<Void> all =
              channel.receiver().forEach(message -> seen.incrementAndGet());
          return Race.of(
                  channel,
                  () -> channel.receiver().cancel(),
                  () -> {
                    for (int i = 0; i < 4; i++) {
                      if (sender.trySend(i) == SendResult.SENT) {
                        sent.incrementAndGet();
                      }
                    }
                  })
              .then(
                  () -> {
                    assertNull(Watchdog.get("the end", channel, all));
                    assertEquals(sent.get(), seen.get() + undelivered.size());
                    assertTrue(channel.receiver().isTerminated());
                  });
        });
  }

  @ParameterizedTest
  @EnumSource
  void x10_cancelReceiver_receiveMany_sends(Where where) throws Exception {
    Race.rounds(
        fixture,
        ROUNDS,
        () -> {
          List<Integer> undelivered = synchronizedList();
          AsyncChannel<Integer> channel = where.channel(2, undelivered);
          AsyncSender<Integer> sender = channel.sender();
          List<Integer> into = synchronizedList();
          AtomicInteger sent = new AtomicInteger();
          CompletableFuture<Integer> receive = channel.receiver().receiveMany(into, 2);
          return Race.of(
                  channel,
                  () -> channel.receiver().cancel(),
                  () -> {
                    for (int i = 0; i < 3; i++) {
                      if (sender.trySend(i) == SendResult.SENT) {
                        sent.incrementAndGet();
                      }
                    }
                  })
              .then(
                  () -> {
                    int received = Watchdog.get("it", channel, receive);
                    assertEquals(received, into.size());
                    assertEquals(sent.get(), into.size() + undelivered.size());
                    assertEquals(0, channel.receiver().size());
                  });
        });
  }

  @ParameterizedTest
  @EnumSource
  void a5_x10_cancelForEach_cancelReceiver_sends(Where where) throws Exception {
    Race.rounds(
        fixture,
        ROUNDS,
        () -> {
          List<Integer> undelivered = synchronizedList();
          AsyncChannel<Integer> channel = where.channel(2, undelivered);
          AsyncSender<Integer> sender = channel.sender();
          AtomicInteger seen = new AtomicInteger();
          AtomicInteger sent = new AtomicInteger();
          CompletableFuture<Void> all =
              channel.receiver().forEach(message -> seen.incrementAndGet());
          return Race.of(
                  channel,
                  () -> channel.receiver().cancel(),
                  () -> all.cancel(true),
                  () -> {
                    for (int i = 0; i < 3; i++) {
                      if (sender.trySend(i) == SendResult.SENT) {
                        sent.incrementAndGet();
                      }
                    }
                  })
              .then(
                  () -> {
                    Watchdog.await("the end", channel, all::isDone);
                    Watchdog.await(
                        "all messages",
                        channel,
                        () -> sent.get() == seen.get() + undelivered.size());
                    assertEquals(0, channel.receiver().size());
                  });
        });
  }

  @ParameterizedTest
  @EnumSource
  void s1_manyCancelledForEachesLoseAndRepeatNothing(Where where) throws Exception {
    int messages = Race.times(100_000);
    AsyncChannel<Integer> channel = where.channel(8, synchronizedList());
    AsyncSender<Integer> sender = channel.sender();
    List<Integer> seen = synchronizedList();
    AtomicInteger acting = new AtomicInteger();
    Race.of(
            channel,
            () -> {
              for (int i = 1; i <= messages; i++) {
                sender.send(i).join();
              }
            },
            () -> {
              while (seen.size() < messages) {
                CompletableFuture<Void> all =
                    channel
                        .receiver()
                        .forEach(
                            message -> {
                              acting.incrementAndGet();
                              seen.add(message);
                              acting.decrementAndGet();
                            });
                Race.timedYield();
                assertTrue(all.cancel(true));
                Watchdog.await("the action to return", channel, () -> acting.get() == 0);
              }
            })
        .run(fixture);
    assertEquals(messages, seen.stream().distinct().count());
    assertEquals(messages, seen.size());
  }
}

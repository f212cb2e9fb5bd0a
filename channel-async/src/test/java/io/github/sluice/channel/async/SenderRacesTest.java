// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Races;
import io.github.sluice.channel.tck.Watchdog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Sends and requests that wait against all that can end them. */
@Races
class SenderRacesTest {
  private static final int ROUNDS = Race.times(4_000);

  private final AtomicInteger undelivered = new AtomicInteger();
  private final AsyncChannel<Integer> channel =
      AsyncChannel.<Integer>builder(2)
          .executor(FutureFixture::refuse)
          .onUndelivered(message -> undelivered.incrementAndGet())
          .build();
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();
  private final FutureFixture fixture = new FutureFixture(null);

  private void fill() {
    assertEquals(SendResult.SENT, sender.trySend(0));
    assertEquals(SendResult.SENT, sender.trySend(1));
  }

  private void takeBoth() {
    assertEquals(0, receiver.tryReceive());
    assertEquals(1, receiver.tryReceive());
  }

  private void assertAllCapacityIsFree() {
    assertNull(receiver.tryReceive());
    Watchdog.await("all capacity to be free", channel, () -> sender.remainingCapacity() == 2);
    fill();
    assertEquals(SendResult.FULL, sender.trySend(-1));
    takeBoth();
  }

  /** Releases what a request was granted; returns whether it was granted anything. */
  private boolean giveUp(CompletableFuture<Permit<Integer>> request) {
    try {
      Permit<Integer> permit = Watchdog.get("a request", channel, request);
      permit.close();
      return true;
    } catch (CancellationException | ChannelClosedException e) {
      return false;
    }
  }

  @Test
  void r6_cancelReserve_receives_anotherReserve() throws Exception {
    int[] granted = new int[2];
    Race.rounds(
        fixture,
        ROUNDS,
        () -> {
          fill();
          CompletableFuture<Permit<Integer>> first = sender.reserve(2);
          CompletableFuture<Permit<Integer>> second = sender.reserve(1);
          return Race.of(channel, () -> first.cancel(true), this::takeBoth)
              .then(
                  () -> {
                    granted[giveUp(first) ? 1 : 0]++;
                    assertTrue(giveUp(second));
                    assertAllCapacityIsFree();
                  });
        });
    assertTrue(granted[0] + granted[1] > 0);
  }

  @Test
  void r6_timeoutsOnReserves_receives() throws Exception {
    Race.rounds(
        fixture,
        ROUNDS / 4,
        () -> {
          fill();
          CompletableFuture<Permit<Integer>> first =
              sender.reserve(2).completeOnTimeout(null, micros(), TimeUnit.MICROSECONDS);
          CompletableFuture<Void> behind = sender.send(2);
          return Race.of(channel, this::takeBoth)
              .then(
                  () -> {
                    Permit<Integer> permit = Watchdog.get("a request", channel, first);
                    if (permit != null) {
                      permit.close();
                    }
                    Watchdog.get("the send behind", channel, behind);
                    assertEquals(2, receiver.tryReceive());
                    assertAllCapacityIsFree();
                  });
        });
  }

  private static long micros() {
    return 1 + ThreadLocalRandom.current().nextInt(100);
  }

  @Test
  void s4_timeoutOfASend_receive() throws Exception {
    int[] outcomes = new int[2];
    Race.rounds(
        fixture,
        ROUNDS,
        () -> {
          fill();
          List<CompletableFuture<SendResult>> sends = new ArrayList<>();
          return Race.of(
                  channel,
                  () -> {
                    for (int i = 2; i < 5; i++) {
                      sends.add(sender.trySend(i, Duration.ofNanos(1_000 * micros())));
                    }
                  },
                  this::takeBoth)
              .then(
                  () -> {
                    for (int i = 2; i < 5; i++) {
                      SendResult result = Watchdog.get("a send", channel, sends.get(i - 2));
                      outcomes[result == SendResult.SENT ? 1 : 0]++;
                      if (result == SendResult.SENT) {
                        assertEquals(i, receiver.tryReceive());
                      } else {
                        assertEquals(SendResult.TIMED_OUT, result);
                      }
                    }
                    assertAllCapacityIsFree();
                  });
        });
    assertTrue(outcomes[0] + outcomes[1] > 0);
    assertTrue(outcomes[1] > 0);
  }

  @Test
  void s4_cancelOfATimedSend_timeout_receive() throws Exception {
    Race.rounds(
        fixture,
        ROUNDS,
        () -> {
          fill();
          CompletableFuture<SendResult> send =
              sender.trySend(2, Duration.ofNanos(1_000 * micros()));
          boolean[] cancelled = new boolean[1];
          return Race.of(channel, () -> cancelled[0] = send.cancel(true), this::takeBoth)
              .then(
                  () -> {
                    Watchdog.await("the end of the send", channel, send::isDone);
                    assertEquals(cancelled[0], send.isCancelled());
                    boolean sent = !cancelled[0] && send.join() == SendResult.SENT;
                    assertEquals(sent ? 2 : null, receiver.tryReceive());
                    assertAllCapacityIsFree();
                  });
        });
  }

  @Test
  void x3_closeReceiver_reserve_timedSend() throws Exception {
    Race.rounds(
        fixture,
        ROUNDS,
        () -> {
          AsyncChannel<Integer> closing = AsyncChannel.bounded(1);
          AsyncSender<Integer> first = closing.sender();
          AsyncSender<Integer> second = closing.sender();
          first.trySend(0);
          List<CompletableFuture<SendResult>> sends = new ArrayList<>();
          List<CompletableFuture<Permit<Integer>>> requests = new ArrayList<>();
          return Race.of(
                  closing,
                  () -> {
                    closing.receiver().tryReceive();
                    closing.receiver().close();
                  },
                  () -> sends.add(first.trySend(1, Duration.ofHours(1))),
                  () -> requests.add(second.reserve(1)))
              .then(
                  () -> {
                    boolean permitted = giveUp(requests.get(0));
                    SendResult result =
                        Watchdog.get(
                            "the send",
                            closing,
                            sends.get(0).exceptionally(refused -> SendResult.CLOSED));
                    assertTrue(result != SendResult.TIMED_OUT);
                    assertFalse(permitted && result == SendResult.SENT, "C1");
                    assertEquals(
                        result == SendResult.SENT ? 1 : null, closing.receiver().tryReceive());
                    assertTrue(closing.receiver().isTerminated());
                  });
        });
  }

  @Test
  void s1_c4_thousandsOfSendsAndRequestsOfAllKinds() throws Exception {
    int perThread = Race.times(20_000);
    AtomicInteger sent = new AtomicInteger();
    AtomicInteger over = new AtomicInteger();
    AtomicInteger received = new AtomicInteger();
    Race.Task producer =
        () -> {
          ThreadLocalRandom random = ThreadLocalRandom.current();
          for (int i = 0; i < perThread; i++) {
            CompletableFuture<Boolean> operation = operate(random);
            operation.whenComplete(
                (wasSent, failure) -> {
                  if (Boolean.TRUE.equals(wasSent)) {
                    sent.incrementAndGet();
                  }
                  over.incrementAndGet();
                });
            if (i % 16 == 0) {
              int begun = i;
              Watchdog.await("some", channel, () -> over.get() >= begun - 100);
            }
          }
        };
    Race.of(
            channel,
            producer,
            producer,
            () ->
                Watchdog.await(
                    "the end of all",
                    channel,
                    () -> {
                      received.addAndGet(receiver.drain(message -> {}, 3));
                      return over.get() == 2 * perThread;
                    }))
        .run(fixture);
    received.addAndGet(receiver.drain(message -> {}, 3));
    assertEquals(sent.get(), received.get());
    assertAllCapacityIsFree();
    assertTrue(channel.toString().contains("waitingSenders=0"), channel.toString());
  }

  /** Begins one of all operations that may wait; its future says whether a message was sent. */
  private CompletableFuture<Boolean> operate(ThreadLocalRandom random) {
    switch (random.nextInt(5)) {
      case 0:
        return sender.send(1).thenApply(ok -> true);
      case 1:
        return sender
            .trySend(1, Duration.ofNanos(random.nextInt(100_000)))
            .thenApply(SendResult.SENT::equals);
      case 2:
        CompletableFuture<Permit<Integer>> cancelled = sender.reserve(1 + random.nextInt(2));
        CompletableFuture<Boolean> closed =
            cancelled.handle(
                (permit, failure) -> {
                  if (permit != null) {
                    permit.close();
                  }
                  return false;
                });
        cancelled.cancel(true);
        return closed;
      case 3:
        CompletableFuture<SendResult> send = sender.trySend(1, Duration.ofMillis(1));
        send.cancel(true);
        return send.handle((result, failure) -> result == SendResult.SENT);
      default:
        return sender
            .reserve(2)
            .thenApply(
                permit -> {
                  try (permit) {
                    return permit.send(1) == SendResult.SENT;
                  }
                });
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.fray;

import static io.github.sluice.channel.fray.Schedules.explore;
import static io.github.sluice.channel.fray.Schedules.start;
import static io.github.sluice.channel.fray.WaitingSchedules.assertOrdered;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.async.AsyncChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The async channel, with threads that wait for its futures; named as in WaitingSchedules. */
class FuturesSchedulesTest {
  private static final int CAPACITY = 1;

  private AsyncChannel<Integer> open() {
    return AsyncChannel.bounded(CAPACITY);
  }

  @Test
  void p1_p2_x6_o1_twoProducersAndOneSlot() {
    explore(
        () -> {
          AsyncChannel<Integer> channel = open();
          Thread first = start(producer(channel.sender(), 1, 2));
          Thread second = start(producer(channel.sender(), 11, 12));
          List<Integer> received = receiveAll(channel.receiver());
          first.join();
          second.join();
          assertOrdered(received);
        });
  }

  @Test
  void p1_o3_forEachAndTwoProducers() {
    explore(
        () -> {
          AsyncChannel<Integer> channel = open();
          AsyncSender<Integer> ones = channel.sender();
          AsyncSender<Integer> tens = channel.sender();
          List<Integer> received = new ArrayList<>();
          CompletableFuture<Void> loop = channel.receiver().forEach(received::add);
          Thread first = start(producer(ones, 1, 2));
          Thread second = start(producer(tens, 11, 12));
          loop.join();
          first.join();
          second.join();
          assertOrdered(received);
        });
  }

  @Test
  void a6_p2_aSendThatIsCancelledLetsTheNextIn() {
    explore(
        () -> {
          AsyncChannel<Integer> channel = open();
          AsyncSender<Integer> sender = channel.sender();
          sender.trySend(0);
          CompletableFuture<Void> first = sender.send(1);
          CompletableFuture<Void> second = sender.send(2);
          sender.close();
          AtomicInteger withdrawn = new AtomicInteger();
          Thread canceller = start(() -> withdrawn.set(first.cancel(false) ? 1 : 0));
          List<Integer> received = receiveAll(channel.receiver());
          canceller.join();
          second.join();
          assertEquals(withdrawn.get() == 1 ? List.of(0, 2) : List.of(0, 1, 2), received);
        });
  }

  @Test
  void a5_s1_aReceiveThatIsCancelledTakesNothing() {
    explore(
        () -> {
          AsyncChannel<Integer> channel = open();
          CompletableFuture<Integer> receive = channel.receiver().receive();
          Thread producer = start(producer(channel.sender(), 1));
          if (receive.cancel(false)) {
            assertEquals(1, channel.receiver().receive().join());
          } else {
            assertEquals(1, receive.join());
          }
          assertNull(channel.receiver().receive().join());
          producer.join();
        });
  }

  @Test
  void a12_p2_threadsAndFuturesWaitInOneLine() {
    explore(
        () -> {
          AsyncChannel<Integer> channel = open();
          AsyncSender<Integer> sender = channel.sender();
          BlockingSender<Integer> parking = channel.sender().blocking();
          Permit<Integer> permit = sender.tryReserve();
          Thread thread =
              start(
                  () -> {
                    try (parking) {
                      parking.send(1);
                    }
                  });
          CompletableFuture<Permit<Integer>> reservation = sender.reserve();
          reservation.thenAccept(granted -> granted.send(2));
          sender.close();
          permit.close();
          List<Integer> received = receiveAll(channel.receiver());
          thread.join();
          assertTrue(reservation.isDone());
          assertEquals(2, received.size(), received::toString);
        });
  }

  @Test
  void x3_x10_theReceiverCancelsWhileSendsArePending() {
    explore(
        () -> {
          AtomicInteger undelivered = new AtomicInteger();
          AsyncChannel<Integer> channel =
              AsyncChannel.<Integer>builder(CAPACITY)
                  .onUndelivered(message -> undelivered.incrementAndGet())
                  .build();
          AtomicInteger sent = new AtomicInteger();
          CompletableFuture<Integer> receive = channel.receiver().receive();
          Thread producer =
              start(
                  () -> {
                    AsyncSender<Integer> sender = channel.sender();
                    for (int message = 0; message < 3; message++) {
                      sent.addAndGet(
                          sender.send(message).handle((s, x) -> x == null ? 1 : 0).join());
                    }
                  });
          assertEquals(0, receive.join());
          channel.receiver().cancel();
          producer.join();
          assertEquals(sent.get(), 1 + undelivered.get());
          assertFalse(channel.receiver().tryReceive() != null);
        });
  }

  private static List<Integer> receiveAll(AsyncReceiver<Integer> receiver) {
    List<Integer> received = new ArrayList<>();
    for (Integer m = receiver.receive().join(); m != null; m = receiver.receive().join()) {
      received.add(m);
    }
    return received;
  }

  /** Sends messages, each after the one before, and closes the handle. */
  private static Schedules.Task producer(AsyncSender<Integer> mine, int... messages) {
    return () -> {
      try (AsyncSender<Integer> sender = mine) {
        for (int message : messages) {
          sender.send(message).join();
        }
      }
    };
  }
}

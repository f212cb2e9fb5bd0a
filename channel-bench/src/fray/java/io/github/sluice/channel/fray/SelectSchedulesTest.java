// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.fray;

import static io.github.sluice.channel.fray.Schedules.explore;
import static io.github.sluice.channel.fray.Schedules.start;
import static io.github.sluice.channel.fray.Tasks.producer;
import static io.github.sluice.channel.fray.WaitingSchedules.assertOrdered;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.WaitStrategy;
import io.github.sluice.channel.async.AsyncChannel;
import io.github.sluice.channel.select.Selection;
import io.github.sluice.channel.select.Selector;
import io.github.sluice.channel.sync.BlockingChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Selectors, in threads, by futures and by wakers. */
class SelectSchedulesTest {
  private static BlockingChannel<Integer> open(Consumer<Integer> onUndelivered) {
    return BlockingChannel.<Integer>builder(1)
        .onUndelivered(onUndelivered)
        .waitStrategy(WaitStrategy.PARKING)
        .build();
  }

  private static BlockingChannel<Integer> open() {
    return open(
        message -> {
          throw new AssertionError(message + " is undelivered");
        });
  }

  private static List<Integer> selectAll(Selector<Integer> selector) throws InterruptedException {
    List<Integer> received = new ArrayList<>();
    Selection<Integer> selection;
    while ((selection = selector.select()) != null) {
      if (!selection.isEnd()) {
        received.add(selection.message());
      }
    }
    return received;
  }

  @Test
  void sel2_sel5_sel9_twoProducersAndTwoChannels() {
    explore(
        () -> {
          BlockingChannel<Integer> ones = open();
          BlockingChannel<Integer> tens = open();
          Selector<Integer> selector = Selector.fair();
          selector.add(ones.receiver());
          selector.add(tens.receiver());
          Thread first = start(producer(ones.sender(), 1, 2));
          Thread second = start(producer(tens.sender(), 11, 12));
          assertOrdered(selectAll(selector));
          first.join();
          second.join();
        });
  }

  @Test
  void sel2_aReceiverIsAddedWhileAThreadWaits() {
    explore(
        () -> {
          BlockingChannel<Integer> idle = open();
          BlockingChannel<Integer> channel = open();
          Selector<Integer> selector = Selector.fair();
          selector.add(idle.receiver());
          Thread adding = start(() -> selector.add(channel.receiver()));
          Thread producer = start(producer(channel.sender(), 1));
          assertEquals(1, selector.select().message());
          assertTrue(selector.select().isEnd());
          adding.join();
          producer.join();
          assertEquals(1, selector.size());
        });
  }

  @Test
  void sel8_s1_theReceiverIsCancelledWhileAThreadSelects() {
    explore(
        () -> {
          AtomicInteger undelivered = new AtomicInteger();
          BlockingChannel<Integer> channel = open(message -> undelivered.incrementAndGet());
          BlockingSender<Integer> sender = channel.sender();
          Selector<Integer> selector = Selector.fair();
          selector.add(channel.receiver());
          AtomicInteger sent = new AtomicInteger();
          Thread producer =
              start(
                  () -> {
                    for (int i = 0; i < 2 && sender.trySend(i).isSent(); i++) {
                      sent.incrementAndGet();
                    }
                  });
          Thread cancelling = start(() -> channel.receiver().cancel());
          int received = selectAll(selector).size();
          producer.join();
          cancelling.join();
          assertEquals(sent.get(), received + undelivered.get());
          assertEquals(0, channel.size());
        });
  }

  @Test
  void sel1_i1_aThreadThatIsInterruptedHasTakenNothing() {
    explore(
        () -> {
          BlockingChannel<Integer> channel = open();
          Selector<Integer> selector = Selector.fair();
          selector.add(channel.receiver());
          List<Integer> received = new ArrayList<>();
          Thread selecting =
              start(
                  () -> {
                    try {
                      received.add(selector.select().message());
                    } catch (InterruptedException e) { // nothing taken
                    }
                  });
          Thread producer = start(producer(channel.sender(), 1));
          selecting.interrupt();
          selecting.join();
          producer.join();
          if (received.isEmpty()) {
            received.add(selector.trySelect().message());
          }
          assertEquals(List.of(1), received);
        });
  }

  @Test
  void sel1_a5_aFutureIsCancelledAndAnotherSelects() {
    explore(
        () -> {
          AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
          AsyncChannel<Integer> added = AsyncChannel.bounded(1);
          AsyncSender<Integer> sender = channel.sender();
          Selector<Integer> selector = Selector.fair();
          selector.add(channel.receiver());
          CompletableFuture<Selection<Integer>> first = selector.selectAsync();
          Thread adding = start(() -> selector.add(added.receiver())); // which is not ready
          Thread sending = start(() -> sender.trySend(1));
          Selection<Integer> selection =
              (first.cancel(false) ? selector.selectAsync() : first).join();
          assertEquals(1, selection.message());
          adding.join();
          sending.join();
          assertNull(selector.trySelect());
        });
  }

  @Test
  void sel2_a2_a3_aTaskWithAWaker() {
    explore(
        () -> {
          AsyncChannel<Integer> ones = AsyncChannel.bounded(1);
          AsyncChannel<Integer> tens = AsyncChannel.bounded(1);
          Selector<Integer> selector = Selector.fair();
          selector.add(ones.receiver());
          selector.add(tens.receiver());
          AsyncSender<Integer> toOnes = ones.sender();
          AsyncSender<Integer> toTens = tens.sender();
          Thread first = start(() -> toOnes.trySend(1));
          Thread second = start(() -> toTens.trySend(11));
          Thread task = Thread.currentThread();
          AtomicInteger wakes = new AtomicInteger();
          int received = 0;
          for (int polls = 1; received < 2; polls++) {
            Selection<Integer> selection =
                selector.poll(
                    () -> {
                      wakes.incrementAndGet();
                      LockSupport.unpark(task);
                    });
            if (selection != null) {
              received++;
            } else {
              while (wakes.getAndSet(0) == 0) {
                LockSupport.park();
              }
            }
            assertTrue(polls <= 5, "woken for nothing");
          }
          first.join();
          second.join();
        });
  }
}

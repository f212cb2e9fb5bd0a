// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.tck.ThreadKind;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** P8: as many virtual threads as one likes wait in channels. */
@EnabledForJreRange(min = JRE.JAVA_21)
class ManyThreadsTest {
  private static final int THREADS = 10_000;

  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger running = new AtomicInteger();

  /** Something that may have to wait. */
  @FunctionalInterface
  private interface Task {
    void run() throws InterruptedException;
  }

  private void start(Task task) {
    running.incrementAndGet();
    ThreadKind.VIRTUAL
        .newThread(
            () -> {
              try {
                task.run();
              } catch (Throwable e) {
                failures.add(e);
              } finally {
                running.decrementAndGet();
              }
            })
        .start();
  }

  private void awaitAll(Object context) {
    Watchdog.await("all threads", context, () -> running.get() == 0 || !failures.isEmpty());
    assertTrue(failures.isEmpty(), () -> "a thread failed with " + failures.peek());
  }

  @Test
  void p8_messagesPassThroughALongChainOfChannels() throws Exception {
    int messages = 20;
    List<BlockingChannel<Integer>> chain = new ArrayList<>();
    for (int i = 0; i <= THREADS; i++) {
      chain.add(BlockingChannel.bounded(1 + i % 2));
    }
    for (int i = 0; i < THREADS; i++) {
      BlockingChannel<Integer> from = chain.get(i);
      BlockingSender<Integer> to = chain.get(i + 1).sender();
      start(
          () -> {
            for (Integer m = from.receiver().receive(); m != null; m = from.receiver().receive()) {
              to.send(m + 1);
            }
            to.close();
          });
    }
    BlockingSender<Integer> first = chain.get(0).sender();
    start(
        () -> {
          for (int message = 0; message < messages; message++) {
            first.send(message);
          }
          first.close();
        });
    List<Integer> received = new ArrayList<>();
    start(() -> chain.get(THREADS).receiver().forEach(received::add));
    awaitAll(chain.get(THREADS));
    assertEquals(messages, received.size());
    for (int message = 0; message < messages; message++) {
      assertEquals(message + THREADS, received.get(message));
    }
  }

  @ParameterizedTest(name = "capacity {0}")
  @ValueSource(ints = {1, 10})
  void p8_manySendersShareOneChannel(int capacity) {
    int each = 3;
    BlockingChannel<Integer> channel = BlockingChannel.bounded(capacity);
    BlockingSender<Integer> untilAllHaveTheirs = channel.sender();
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      BlockingSender<Integer> sender = channel.sender();
      start(
          () -> {
            for (int turn = 0; turn < each; turn++) {
              sender.send(number * each + turn);
            }
            sender.close();
          });
    }
    untilAllHaveTheirs.close();
    int[] next = new int[THREADS];
    start(
        () ->
            channel
                .receiver()
                .forEach(
                    message -> assertEquals(next[message / each]++, message % each, "S2, O1")));
    awaitAll(channel);
    for (int number = 0; number < THREADS; number++) {
      assertEquals(each, next[number], "messages of " + number);
    }
    assertEquals(0, channel.receiver().size());
  }

  @Test
  void p8_manyReservesShareOneChannel() {
    BlockingChannel<Integer> channel = BlockingChannel.bounded(10);
    BlockingSender<Integer> untilAllHaveTheirs = channel.sender();
    AtomicInteger sent = new AtomicInteger();
    for (int i = 0; i < THREADS; i++) {
      int messages = 1 + i % 10;
      BlockingSender<Integer> sender = channel.sender();
      start(
          () -> {
            try (var permit = sender.reserve(messages)) {
              for (int message = 0; message < (messages + 1) / 2; message++) {
                permit.send(message);
                sent.incrementAndGet();
              }
            }
            sender.close();
          });
    }
    untilAllHaveTheirs.close();
    int[] received = {0};
    start(() -> channel.receiver().forEach(message -> received[0]++));
    awaitAll(channel);
    assertEquals(sent.get(), received[0]);
    assertTrue(sent.get() >= THREADS);
  }
}

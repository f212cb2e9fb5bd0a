// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Pending;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.ThreadKind;
import io.github.sluice.channel.tck.ThreadKinds;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** B28: of a queue of messages exactly those that were not sent are left. */
class SendAllTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final BlockingChannel<Integer> channel = BlockingChannel.bounded(3);
  private final BlockingSender<Integer> sender = channel.sender();
  private final BlockingReceiver<Integer> receiver = channel.receiver();

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  private static Queue<Integer> queue(int count) {
    return new ArrayDeque<>(numbers(0, count));
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().collect(Collectors.toList());
  }

  private List<Integer> takeAll() {
    List<Integer> taken = new ArrayList<>();
    receiver.drain(taken::add, Integer.MAX_VALUE);
    return taken;
  }

  @Test
  void o1_whatFitsIsSentInOrderWithoutWaiting() throws Exception {
    Queue<Integer> messages = queue(3);
    assertEquals(3, sender.sendAll(messages));
    assertEquals(0, messages.size());
    assertEquals(numbers(0, 3), takeAll());
    messages.addAll(numbers(0, 3));
    assertEquals(3, sender.trySendAll(messages, Duration.ZERO));
    assertEquals(0, messages.size());
    assertEquals(numbers(0, 3), takeAll());
    assertEquals(0, sender.sendAll(messages));
    assertEquals(0, sender.trySendAll(messages, HOUR));
  }

  @ThreadKinds
  void o1_moreThanFitsIsSentInOrder(ThreadKind threads) throws Exception {
    int count = 2_000;
    Queue<Integer> untimed = queue(count);
    Queue<Integer> timed = new ConcurrentLinkedQueue<>(numbers(count, 2 * count));
    List<Integer> received = new ArrayList<>();
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      Race.of(
              channel,
              () -> {
                assertEquals(count, sender.sendAll(untimed));
                assertEquals(count, sender.trySendAll(timed, HOUR));
                sender.close();
              },
              () -> receiver.forEach(received::add))
          .run(fixture);
    }
    assertEquals(0, untimed.size() + timed.size());
    assertEquals(numbers(0, 2 * count), received);
  }

  /** An ArrayDeque is sent in batches. */
  @Test
  void o1_c2_batchesFillTheChannelExactly() throws Exception {
    for (int capacity : new int[] {2, 63, 64, 65, 200}) {
      BlockingChannel<Integer> batched = BlockingChannel.bounded(capacity);
      BlockingSender<Integer> handle = batched.sender();
      for (int held = 0; held < 2; held++) { // empty, then with one message
        int free = capacity - held;
        Queue<Integer> messages = queue(capacity + 5);
        assertEquals(free, handle.trySendAll(messages, Duration.ZERO));
        assertEquals(0, handle.remainingCapacity());
        assertEquals(numbers(free, capacity + 5), List.copyOf(messages));
        List<Integer> taken = new ArrayList<>();
        batched.receiver().drain(taken::add, Integer.MAX_VALUE);
        assertEquals(numbers(0, free), taken.subList(held, capacity));
        assertEquals(SendResult.SENT, handle.trySend(-1));
      }
    }
  }

  /** A subclass may do anything when it is asked for its messages. */
  @Test
  void b28_aQueueThatAnswersForItselfIsAskedForEachMessage() throws Exception {
    List<Integer> asked = new ArrayList<>();
    Queue<Integer> messages =
        new ArrayDeque<>(numbers(0, 4)) {
          @Override
          public Integer getFirst() {
            asked.add(super.getFirst());
            assertEquals(4 - size(), sender.size(), "what was sent has left the queue");
            return super.getFirst();
          }
        };
    assertEquals(3, sender.trySendAll(messages, Duration.ZERO));
    assertEquals(numbers(3, 4), List.copyOf(messages));
    assertEquals(numbers(0, 4), asked);
  }

  @ThreadKinds
  void p1_aBatchWakesTheReceiver(ThreadKind threads) throws Exception {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      for (int i = 0; i < 100; i++) {
        List<Integer> received = new ArrayList<>();
        Pending<Integer> receive = fixture.begin(channel, () -> receiver.receiveMany(received, 3));
        assertEquals(3, sender.sendAll(queue(3)));
        assertTrue(receive.await() > 0);
        received.addAll(takeAll());
        assertEquals(numbers(0, 3), received);
      }
    }
  }

  @ThreadKinds
  void s1_o1_batchesOfSeveralSendersStayInOrder(ThreadKind threads) throws Exception {
    int senders = 3;
    int each = 2_000;
    BlockingChannel<Integer> shared = BlockingChannel.bounded(50);
    int[] next = new int[senders];
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      List<Race.Task> tasks = new ArrayList<>();
      for (int i = 0; i < senders; i++) {
        Queue<Integer> messages = new ArrayDeque<>(numbers(i * each, (i + 1) * each));
        BlockingSender<Integer> handle = shared.sender();
        tasks.add(
            () -> {
              assertEquals(each, handle.sendAll(messages));
              handle.close();
            });
      }
      tasks.add(
          () ->
              shared
                  .receiver()
                  .forEach(
                      message -> {
                        assertTrue(shared.receiver().size() <= 50);
                        assertEquals(next[message / each]++, message % each);
                      }));
      Race.of(shared, tasks.toArray(new Race.Task[0])).run(fixture);
    }
    assertArrayEquals(new int[] {each, each, each}, next);
  }

  @ThreadKinds
  void b28_closingLeavesWhatWasNotSent(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      Queue<Integer> untimed = queue(6);
      Pending<Integer> send = fixture.begin(channel, () -> sender.sendAll(untimed));
      assertEquals(0, receiver.tryReceive());
      assertEquals(1, receiver.tryReceive());
      receiver.close();
      assertThrows(ChannelClosedException.class, send::await);
      List<Integer> sent = takeAll();
      sent.addAll(untimed);
      assertEquals(numbers(2, 6), sent);
      assertFalse(untimed.isEmpty());
    }
  }

  @ThreadKinds
  void b28_closingEndsATimedSendToo(ThreadKind threads) throws Exception {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      for (Duration timeout : List.of(HOUR, Duration.ofSeconds(Long.MAX_VALUE))) {
        BlockingChannel<Integer> closing = BlockingChannel.bounded(3);
        BlockingSender<Integer> handle = closing.sender();
        Queue<Integer> messages = queue(5);
        Pending<Integer> send = fixture.begin(closing, () -> handle.trySendAll(messages, timeout));
        assertFalse(send.isDone());
        closing.receiver().close();
        assertThrows(ChannelClosedException.class, send::await, "with " + timeout);
        assertEquals(numbers(3, 5), List.copyOf(messages));
        assertTrue(handle.isClosed());
        assertThrows(ChannelClosedException.class, () -> handle.trySendAll(messages, timeout));
        assertEquals(2, messages.size());
      }
    }
  }

  @ThreadKinds
  void b28_failingLeavesWhatWasNotSentAndReportsTheCause(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      Throwable cause = new IOException("a test's");
      Queue<Integer> messages = queue(5);
      Pending<Integer> send = fixture.begin(channel, () -> sender.sendAll(messages));
      channel.sender().closeExceptionally(cause);
      assertSame(cause, assertThrows(ChannelClosedException.class, send::await).getCause());
      assertEquals(numbers(3, 5), List.copyOf(messages));
      assertEquals(3, receiver.size());
    }
  }

  @Test
  void x2_x7_nothingIsSentWhenClosed() throws Exception {
    Queue<Integer> messages = queue(2);
    BlockingSender<Integer> other = channel.sender();
    other.close();
    assertThrows(ChannelClosedException.class, () -> other.sendAll(messages));
    assertThrows(ChannelClosedException.class, () -> other.trySendAll(messages, HOUR));
    receiver.close();
    assertThrows(ChannelClosedException.class, () -> sender.sendAll(messages));
    for (Duration timeout : List.of(HOUR, Duration.ZERO)) {
      assertThrows(ChannelClosedException.class, () -> sender.trySendAll(messages, timeout));
    }
    assertEquals(numbers(0, 2), List.copyOf(messages));
    assertNull(receiver.tryReceive());
  }

  @ThreadKinds
  void x13_closingTheHandleMeanwhileLosesNothing(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      Queue<Integer> messages = queue(6);
      Pending<Integer> send = fixture.begin(channel, () -> sender.sendAll(messages));
      sender.close();
      List<Integer> received = new ArrayList<>();
      fixture.begin(channel, () -> addAll(received)).await();
      assertThrows(ChannelClosedException.class, send::await);
      assertEquals(4, received.size(), "the three that fitted and the one that waited");
      received.addAll(messages);
      assertEquals(numbers(0, 6), received);
    }
  }

  private Void addAll(List<Integer> received) {
    receiver.forEach(received::add);
    return null;
  }

  @ThreadKinds
  void i1_anInterruptLeavesWhatWasNotSent(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      for (Duration timeout : new Duration[] {null, HOUR}) {
        Queue<Integer> messages = queue(5);
        Pending<Integer> send =
            fixture.begin(
                channel,
                () ->
                    timeout == null
                        ? sender.sendAll(messages)
                        : sender.trySendAll(messages, timeout));
        assertTrue(send.withdraw());
        assertEquals(numbers(3, 5), List.copyOf(messages));
        assertEquals(numbers(0, 3), takeAll());
        assertEquals(3, sender.remainingCapacity());
      }
    }
  }

  @Test
  void i2_aThreadInterruptedBeforeStillSendsWhatFits() {
    Queue<Integer> messages = queue(5);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> sender.sendAll(messages));
    assertFalse(Thread.interrupted());
    assertEquals(numbers(3, 5), List.copyOf(messages));
    assertEquals(numbers(0, 3), takeAll());
  }

  @ThreadKinds
  void i4_whenTheTimeoutHasExpiredTheRestIsLeft(ThreadKind threads) throws Exception {
    for (Duration none :
        List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
      Queue<Integer> messages = queue(5);
      assertEquals(3, sender.trySendAll(messages, none));
      assertEquals(numbers(3, 5), List.copyOf(messages));
      assertEquals(0, sender.trySendAll(messages, none));
      assertFalse(sender.isClosed());
      assertEquals(numbers(0, 3), takeAll());
    }
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      for (long nanos : new long[] {1_000, 3_000_000, 30_000_000}) {
        Queue<Integer> messages = queue(5);
        Pending<Long> send =
            fixture.begin(
                channel,
                () -> {
                  long start = System.nanoTime();
                  assertEquals(3, sender.trySendAll(messages, Duration.ofNanos(nanos)));
                  return System.nanoTime() - start;
                });
        assertTrue(send.await() >= nanos, "sendAll in " + nanos);
        assertEquals(numbers(3, 5), List.copyOf(messages));
        assertEquals(numbers(0, 3), takeAll());
      }
    }
  }

  @Test
  @SuppressWarnings("NullAway")
  void s5_noQueueOrTimeoutIsRejectedBeforeAnyEffect() {
    Queue<Integer> messages = queue(2);
    assertThrows(NullPointerException.class, () -> sender.sendAll(null));
    assertThrows(NullPointerException.class, () -> sender.trySendAll(null, HOUR));
    assertThrows(NullPointerException.class, () -> sender.trySendAll(messages, null));
    assertEquals(2, messages.size());
    assertEquals(0, sender.size());
  }

  @Test
  void s5_b28_aNullInTheQueueIsLeftThereWithTheRest() throws Exception {
    for (int way = 0; way < 2; way++) {
      Queue<Integer> messages = new LinkedList<>(Arrays.asList(0, 1, null, 3));
      boolean timed = way == 1;
      assertThrows(NullPointerException.class, () -> sendOrBeRefused(sender, messages, timed));
      assertEquals(Arrays.asList(null, 3), messages);
      assertEquals(numbers(0, 2), takeAll());
      assertEquals(3, sender.remainingCapacity());
    }
  }

  @ThreadKinds
  void b28_whatIsLeftIsExactlyWhatWasNotSentHoweverItIsCutShort(ThreadKind threads)
      throws Exception {
    int[] outcomes = new int[2];
    AtomicInteger round = new AtomicInteger();
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      Race.rounds(
          fixture,
          Race.times(3000),
          () -> {
            boolean cancel = round.getAndIncrement() % 2 == 0;
            List<Integer> undelivered = new ArrayList<>();
            BlockingChannel<Integer> closing = BlockingChannel.bounded(2, undelivered::add);
            BlockingSender<Integer> handle = closing.sender();
            Queue<Integer> messages = queue(8);
            int[] reported = {-1};
            List<Integer> received = new ArrayList<>();
            return Race.of(
                    closing,
                    () -> reported[0] = sendOrBeRefused(handle, messages, !cancel),
                    () -> {
                      closing.receiver().receiveMany(received, 2);
                      closing.receiver().receiveMany(received, 1);
                      if (cancel) {
                        closing.receiver().cancel();
                      } else {
                        closing.receiver().close();
                        closing.receiver().forEach(received::add);
                      }
                    })
                .then(
                    () -> {
                      outcomes[messages.isEmpty() ? 1 : 0]++;
                      int sent = received.size() + undelivered.size();
                      assertTrue(reported[0] == sent || reported[0] == -1);
                      received.addAll(undelivered);
                      received.addAll(messages);
                      assertEquals(numbers(0, 8), received);
                    });
          });
    }
    assertTrue(outcomes[0] + outcomes[1] > 0);
    assertTrue(outcomes[0] > 0, "never cut short");
  }

  /** Returns how many were sent, or -1 for not said. */
  private static int sendOrBeRefused(
      BlockingSender<Integer> sender, Queue<Integer> messages, boolean timed)
      throws InterruptedException {
    try {
      return timed ? sender.trySendAll(messages, HOUR) : sender.sendAll(messages);
    } catch (ChannelClosedException e) {
      return -1;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.ChannelStats;
import io.github.sluice.channel.Overflow;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.select.Selection;
import io.github.sluice.channel.select.Selector;
import io.github.sluice.channel.tck.Pending;
import io.github.sluice.channel.tck.PendingThreads;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Races;
import io.github.sluice.channel.tck.ThreadKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** OV1 to OV6: channels whose senders never wait. */
@Timeout(60)
class OverflowTest {
  private final List<Integer> undelivered = Collections.synchronizedList(new ArrayList<>());

  private BlockingChannel<Integer> channel(int capacity, Overflow overflow) {
    return BlockingChannel.<Integer>builder(capacity)
        .overflow(overflow)
        .onUndelivered(undelivered::add)
        .build();
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  private static List<Integer> takeAll(BlockingChannel<Integer> channel) {
    List<Integer> taken = new ArrayList<>();
    channel.receiver().drain(taken::add, 99);
    return taken;
  }

  @Test
  void ov1_everySendIsAcceptedAtOnce() throws Exception {
    for (Overflow overflow : List.of(Overflow.DROP_NEWEST, Overflow.DROP_OLDEST)) {
      BlockingChannel<Integer> channel = channel(2, overflow);
      BlockingSender<Integer> sender = channel.sender();
      for (int i = 0; i < 10; i++) {
        assertEquals(SendResult.SENT, sender.trySend(i));
        assertEquals(SendResult.SENT, sender.trySend(i, Duration.ZERO));
        sender.send(i);
        assertEquals(3, sender.sendAll(new ArrayDeque<>(List.of(i, i, i))));
      }
      assertEquals(2, channel.size());
      assertEquals(0, channel.remainingCapacity());
      assertEquals(58, undelivered.size());
      undelivered.clear();
    }
  }

  @Test
  void ov2_theMessageThatIsSentIsDropped() {
    BlockingChannel<Integer> channel = channel(3, Overflow.DROP_NEWEST);
    BlockingSender<Integer> sender = channel.sender();
    numbers(0, 8).forEach(sender::trySend);
    assertEquals(numbers(3, 8), undelivered);
    assertEquals(numbers(0, 3), takeAll(channel));
    assertEquals(new ChannelStats(3, 3, 5, 0, 0, 0, 0), channel.stats());
  }

  @Test
  void ov3_theOldestMessageIsDropped() {
    BlockingChannel<Integer> channel = channel(3, Overflow.DROP_OLDEST);
    BlockingSender<Integer> sender = channel.sender();
    numbers(0, 8).forEach(sender::trySend);
    assertEquals(numbers(0, 5), undelivered);
    assertEquals(5, channel.receiver().peek());
    assertEquals(numbers(5, 8), takeAll(channel));
    assertEquals(new ChannelStats(8, 3, 5, 0, 0, 0, 0), channel.stats());
  }

  @Test
  void ov3_onlyTheLatestMessageIsKept() throws Exception {
    BlockingChannel<Integer> latest = channel(1, Overflow.DROP_OLDEST);
    BlockingSender<Integer> sender = latest.sender();
    sender.send(1);
    sender.send(2);
    assertEquals(2, latest.receiver().receive());
    assertNull(latest.receiver().tryReceive());
    sender.send(3);
    assertEquals(3, latest.receiver().receive());
    assertEquals(List.of(1), undelivered);
  }

  @Test
  void ov1_nothingIsDroppedWhileThereIsCapacity() throws Exception {
    BlockingChannel<Integer> channel = channel(4, Overflow.DROP_OLDEST);
    BlockingSender<Integer> sender = channel.sender();
    for (int i = 0; i < 1000; i++) {
      sender.send(i);
      assertEquals(i, channel.receiver().receive());
    }
    assertEquals(List.of(), undelivered);
  }

  @Test
  void ov6_aReceiverThatWaitsIsWoken() throws Exception {
    BlockingChannel<Integer> channel = channel(1, Overflow.DROP_OLDEST);
    BlockingSender<Integer> sender = channel.sender();
    try (PendingThreads threads = new PendingThreads(Thread::new)) {
      for (int i = 0; i < 10; i++) {
        Pending<@Nullable Integer> receive = threads.begin(channel, channel.receiver()::receive);
        sender.send(i);
        assertEquals(i, receive.await());
      }
    }
  }

  @Test
  void ov5_noCapacityCanBeReserved() {
    for (Overflow overflow : List.of(Overflow.DROP_NEWEST, Overflow.DROP_OLDEST)) {
      BlockingSender<Integer> sender = channel(2, overflow).sender();
      assertThrows(UnsupportedOperationException.class, () -> sender.reserve());
      assertThrows(UnsupportedOperationException.class, () -> sender.tryReserve(1));
      assertThrows(
          UnsupportedOperationException.class, () -> sender.tryReserve(1, Duration.ofDays(1)));
    }
  }

  @Test
  void ov5_noCapacityToDropFromIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> channel(0, Overflow.DROP_OLDEST));
    BlockingChannel.Builder<Integer> weighing =
        BlockingChannel.<Integer>builder(9).weigher(m -> m).overflow(Overflow.DROP_OLDEST);
    assertThrows(IllegalArgumentException.class, weighing::build);
  }

  @Test
  void ov2_withoutCapacityAMessageIsDroppedUnlessTheReceiverWaits() {
    BlockingChannel<Integer> channel = channel(0, Overflow.DROP_NEWEST);
    BlockingSender<Integer> sender = channel.sender();
    assertEquals(SendResult.SENT, sender.trySend(1));
    try (PendingThreads threads = new PendingThreads(Thread::new)) {
      Pending<@Nullable Integer> receive = threads.begin(channel, channel.receiver()::receive);
      assertEquals(SendResult.SENT, sender.trySend(2));
      assertEquals(2, receive.await());
    }
    assertEquals(List.of(1), undelivered);
  }

  @Test
  void x2_aClosedChannelRefusesAndDropsNothing() {
    for (Overflow overflow : List.of(Overflow.DROP_NEWEST, Overflow.DROP_OLDEST)) {
      BlockingChannel<Integer> channel = channel(1, overflow);
      BlockingSender<Integer> sender = channel.sender();
      sender.trySend(1);
      channel.receiver().close();
      assertEquals(SendResult.CLOSED, sender.trySend(2));
      assertThrows(ChannelClosedException.class, () -> sender.send(3));
      assertEquals(List.of(), undelivered);
      assertEquals(List.of(1), takeAll(channel));
    }
  }

  @Test
  void ov6_aThrowingConsumerDoesNotFailTheSend() {
    Thread.UncaughtExceptionHandler before = Thread.currentThread().getUncaughtExceptionHandler();
    List<Throwable> reported = new ArrayList<>();
    Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> reported.add(e));
    try {
      BlockingChannel<Integer> channel =
          BlockingChannel.<Integer>builder(1)
              .overflow(Overflow.DROP_OLDEST)
              .onUndelivered(
                  message -> {
                    throw new IllegalStateException("dropped " + message);
                  })
              .build();
      BlockingSender<Integer> sender = channel.sender();
      assertEquals(SendResult.SENT, sender.trySend(1));
      assertEquals(SendResult.SENT, sender.trySend(2));
      assertEquals(2, channel.receiver().tryReceive());
    } finally {
      Thread.currentThread().setUncaughtExceptionHandler(before);
    }
    assertEquals(1, reported.size());
  }

  @Test
  void g3_whatACollectionRefusesIsUndelivered() throws Exception {
    BlockingChannel<Integer> channel = channel(3, Overflow.DROP_OLDEST);
    BlockingSender<Integer> sender = channel.sender();
    numbers(0, 3).forEach(sender::trySend);
    List<Integer> two =
        new ArrayList<>() {
          @Override
          public boolean add(Integer message) {
            if (message == 1) {
              throw new IllegalStateException("refused");
            }
            return super.add(message);
          }
        };
    assertThrows(IllegalStateException.class, () -> channel.receiver().receiveMany(two, 9));
    assertEquals(List.of(0), two);
    assertEquals(List.of(1), undelivered);
    assertEquals(1, channel.receiver().receiveMany(two, 9));
    assertEquals(List.of(0, 2), two);
  }

  @Test
  void sel9_aSelectorReceivesWhatIsLeft() {
    BlockingChannel<Integer> channel = channel(2, Overflow.DROP_OLDEST);
    BlockingSender<Integer> sender = channel.sender();
    Selector<Integer> selector = Selector.fair();
    selector.add(channel.receiver());
    assertNull(selector.trySelect());
    numbers(0, 5).forEach(sender::trySend);
    for (int expected : new int[] {3, 4}) {
      Selection<Integer> selection = selector.trySelect();
      assertEquals(expected, selection == null ? null : selection.message());
    }
    assertNull(selector.trySelect());
  }

  @Test
  void sel3_aReceiverWhoseMessagesAreDroppedIsSelectedAsOftenAsOthers() {
    BlockingChannel<Integer> dropping = channel(1, Overflow.DROP_OLDEST);
    BlockingChannel<Integer> other = BlockingChannel.bounded(100);
    BlockingSender<Integer> sender = dropping.sender();
    BlockingSender<Integer> toOther = other.sender();
    Selector<Integer> selector = Selector.fair();
    selector.add(dropping.receiver());
    selector.add(other.receiver());
    int selected = 0;
    for (int i = 0; i < 100; i++) {
      toOther.trySend(-1);
      sender.trySend(i);
      sender.trySend(i);
      Selection<Integer> selection = selector.trySelect();
      selected += selection != null && selection.message() == i ? 1 : 0;
    }
    assertEquals(50, selected);
  }

  @Test
  void v7_anObjectThatReplacesItselfIsCountedEachTime() {
    BlockingChannel<Integer> channel = channel(1, Overflow.DROP_OLDEST);
    BlockingSender<Integer> sender = channel.sender();
    for (int i = 0; i < 5; i++) {
      sender.trySend(7);
    }
    assertEquals(new ChannelStats(5, 0, 4, 0, 0, 0, 1), channel.stats());
  }

  @Test
  @Races
  void v7_nothingIsUndeliveredWhileEverythingIsReceived() throws Exception {
    int count = Race.times(100_000);
    BlockingChannel<Integer> channel = channel(1000, Overflow.DROP_OLDEST);
    BlockingSender<Integer> sender = channel.sender();
    Race.of(
            channel,
            () -> {
              for (int i = 0; i < count; i++) {
                sender.trySend(i);
                assertEquals(i, channel.receiver().tryReceive());
              }
              sender.close();
            },
            () -> {
              while (!channel.receiver().isTerminated()) {
                assertEquals(0, channel.stats().undelivered());
              }
            })
        .run(new BlockingFixture(ThreadKind.PLATFORM));
  }

  @Test
  void a8_whatACollectionRefusesIsUndeliveredWhenTheReceiverIsFree() {
    List<Integer> seen = new ArrayList<>();
    AtomicReference<BlockingReceiver<Integer>> receiver = new AtomicReference<>();
    BlockingChannel<Integer> channel =
        BlockingChannel.<Integer>builder(2)
            .overflow(Overflow.DROP_OLDEST)
            .onUndelivered(message -> seen.add(receiver.get().tryReceive()))
            .build();
    receiver.set(channel.receiver());
    BlockingSender<Integer> sender = channel.sender();
    sender.trySend(1);
    sender.trySend(2);
    List<Integer> refusing =
        new ArrayList<>() {
          @Override
          public boolean add(Integer message) {
            throw new IllegalStateException("refused");
          }
        };
    assertThrows(IllegalStateException.class, () -> channel.receiver().receiveMany(refusing, 9));
    assertEquals(List.of(2), seen);
  }

  @Test
  @Races
  void ov3_everyMessageIsReceivedOrUndeliveredOnce() throws Exception {
    for (int capacity : new int[] {1, 2, 8}) {
      undelivered.clear();
      int each = Race.times(30_000);
      BlockingChannel<Integer> channel = channel(capacity, Overflow.DROP_OLDEST);
      List<Integer> received = new ArrayList<>();
      List<Race.Task> tasks = new ArrayList<>();
      for (int first : new int[] {0, each}) {
        BlockingSender<Integer> sender = channel.sender();
        tasks.add(
            () -> {
              for (int i = first; i < first + each; i++) {
                sender.send(i);
              }
              sender.close();
            });
      }
      tasks.add(
          () -> {
            BlockingReceiver<Integer> receiver = channel.receiver();
            Integer message;
            while ((message = receiver.receive()) != null) {
              received.add(message);
              receiver.receiveMany(received, 2);
              receiver.drain(received::add, 3);
            }
          });
      Race.of(channel, tasks.toArray(new Race.Task[0]))
          .run(new BlockingFixture(ThreadKind.PLATFORM));
      List<Integer> all = new ArrayList<>(undelivered);
      all.addAll(received);
      Collections.sort(all);
      assertEquals(numbers(0, 2 * each), all);
      assertTrue(channel.receiver().isTerminated());
      assertEquals(received.size(), channel.stats().received());
      assertEquals(undelivered.size(), channel.stats().undelivered());
    }
  }
}

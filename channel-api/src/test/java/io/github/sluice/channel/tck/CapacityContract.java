// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static io.github.sluice.channel.tck.ContractPart.fill;
import static io.github.sluice.channel.tck.ContractPart.numbers;
import static io.github.sluice.channel.tck.ContractPart.takeAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C and V: exactly the capacity that was asked for, and what the channel reports of it. */
public interface CapacityContract extends ContractPart {
  @Capacities
  default void c1_sendsAreNeverAheadOfReceivesByMoreThanTheCapacity(int capacity) throws Exception {
    int each = 1000;
    TestedChannel<Integer> channel = open(capacity);
    AtomicInteger sent = new AtomicInteger();
    AtomicInteger begun = new AtomicInteger();
    Sender<Integer> one = channel.sender();
    Sender<Integer> two = channel.sender();
    Race.of(
            channel,
            () -> sendAndCompare(channel, one, each, sent, begun),
            () -> sendAndCompare(channel, two, each, sent, begun),
            () -> {
              for (int i = 0; i < 2 * each; i++) {
                begun.incrementAndGet();
                assertNotNull(channel.receive());
              }
            })
        .run(fixture());
    assertEquals(2 * each, sent.get());
  }

  private static void sendAndCompare(
      TestedChannel<Integer> channel,
      Sender<Integer> sender,
      int count,
      AtomicInteger sent,
      AtomicInteger begun)
      throws InterruptedException {
    for (int i = 0; i < count; i++) {
      channel.send(sender, i);
      int ahead = sent.incrementAndGet() - begun.get(); // begun is read later: never too large
      assertTrue(ahead <= channel.receiver().capacity(), "ahead by " + ahead);
    }
  }

  @Capacities
  default void c2_capacityMessagesFitAndOneMoreIsFull(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    for (int lap = 0; lap < 5; lap++) {
      fill(sender, 0, capacity);
      assertEquals(SendResult.FULL, sender.trySend(-1));
      assertEquals(SendResult.FULL, channel.sender().trySend(-1));
      assertEquals(numbers(0, capacity), takeAll(channel.receiver()));
    }
  }

  @Capacities
  default void c2_capacitySendsDoNotWait(int capacity) throws Exception {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    for (int message = 0; message < capacity; message++) {
      channel.send(sender, message);
    }
    assertFalse(channel.beginSend(sender, capacity).isDone());
    assertEquals(SendResult.FULL, sender.trySend(-1));
  }

  @Capacities
  default void c3_aReceiveReleasesCapacityForExactlyOne(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, capacity);
    for (int message = 0; message < 2 * capacity; message++) {
      assertEquals(message, channel.receiver().tryReceive());
      assertEquals(SendResult.SENT, sender.trySend(message + capacity));
      assertEquals(SendResult.FULL, sender.trySend(-1));
    }
  }

  @Capacities
  default void c3_oneOfTwoRacingSendsGetsTheLastSlot(int capacity) throws Exception {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, capacity);
    SendResult[] results = new SendResult[2];
    Race.rounds(
        fixture(),
        100,
        () -> {
          channel.receiver().tryReceive();
          return Race.of(
                  channel,
                  () -> results[0] = sender.trySend(-1),
                  () -> results[1] = sender.trySend(-2))
              .then(
                  () -> {
                    assertTrue(results[0] != results[1], "both " + results[0]);
                    assertTrue(List.of(results).contains(SendResult.SENT));
                    assertTrue(List.of(results).contains(SendResult.FULL));
                  });
        });
  }

  @Capacities
  default void c4_withdrawnSendsAndReceivesLoseNoCapacity(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    for (int lap = 0; lap < 3; lap++) {
      assertTrue(channel.beginReceive().withdraw());
      fill(sender, 0, capacity);
      Pending<?> first = channel.beginSend(sender, -1);
      Pending<?> second = channel.beginSend(sender, -2);
      assertTrue(second.withdraw());
      assertTrue(first.withdraw());
      assertEquals(SendResult.FULL, sender.trySend(-3));
      assertEquals(numbers(0, capacity), takeAll(channel.receiver()));
    }
  }

  @Capacities
  default void c4_v2_withdrawnSendsAndReceivesLeaveTheSizesAsTheyWere(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    assertTrue(channel.beginReceive().withdraw());
    assertEquals(capacity, sender.remainingCapacity());
    fill(sender, 0, capacity);
    assertTrue(channel.beginSend(sender, -1).withdraw());
    assertEquals(0, sender.remainingCapacity());
    assertEquals(capacity, sender.size());
    takeAll(channel.receiver());
    assertEquals(capacity, sender.remainingCapacity());
  }

  @Capacities
  default void c5_neitherFullNorEmptyIsSpurious(int capacity) throws Exception {
    int count = Race.times(3000);
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    AtomicInteger sent = new AtomicInteger();
    AtomicInteger received = new AtomicInteger();
    Race.of(
            channel,
            () -> {
              for (int message = 0; message < count; ) {
                boolean fits = message - received.get() < capacity;
                boolean accepted = sender.trySend(message) == SendResult.SENT;
                assertTrue(accepted || !fits, "FULL with capacity");
                if (accepted) {
                  sent.set(++message);
                } else {
                  Race.timedYield();
                }
              }
            },
            () -> {
              for (int next = 0; next < count; ) {
                boolean some = sent.get() > next;
                Integer message = channel.receiver().tryReceive();
                assertTrue(message != null || !some, "nothing, with messages");
                if (message != null) {
                  received.set(++next);
                } else {
                  Race.timedYield();
                }
              }
            })
        .run(fixture());
    assertEquals(count, received.get());
  }

  @Capacities
  default void c6_waitingSendsAreNotInTheChannel(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, capacity);
    List<Pending<?>> waiting = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      waiting.add(channel.beginSend(sender, capacity + i));
      assertEquals(capacity, sender.size());
      assertEquals(capacity, channel.receiver().size());
      assertEquals(0, sender.remainingCapacity());
    }
    for (Pending<?> send : waiting) {
      assertFalse(send.isDone());
    }
  }

  @Test
  default void b8_emptyAgainAfterEveryMessage() {
    for (int capacity : new int[] {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65}) {
      TestedChannel<Integer> channel = open(capacity);
      Sender<Integer> sender = channel.sender();
      for (int message = 0; message < 1024; message++) {
        fill(sender, message, 1);
        assertEquals(1, sender.size());
        assertEquals(message, channel.receiver().tryReceive());
        assertEquals(0, sender.size(), "after " + message + " with capacity " + capacity);
        assertEquals(0, channel.receiver().size());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE, (1 << 30) + 1, Integer.MAX_VALUE})
  default void b22_aCapacityOutOfRangeIsRefusedWithTheLargest(int capacity) {
    assumeTrue(capacity != 0 || !fixture().hasRendezvous(), "0 is in the range");
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> open(capacity));
    String text = String.valueOf(refused.getMessage());
    assertTrue(text.contains("1073741824") || text.contains("1_073_741_824"), text);
  }

  @Test
  @SuppressWarnings("NullAway")
  default void b22_noConsumerForUndeliveredMessagesIsRefused() {
    assertThrows(NullPointerException.class, () -> fixture().create(1, null));
  }

  @Test
  default void b23_noCapacityMoreForManyHandlesOrAWaitingReceiver() {
    TestedChannel<Integer> channel = open(3);
    List<Sender<Integer>> handles = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      handles.add(channel.sender());
    }
    assertTrue(channel.beginReceive().withdraw());
    Pending<?> receive = channel.beginReceive();
    fill(handles.get(0), 0, 1);
    assertEquals(0, receive.await());
    int accepted = 0;
    for (Sender<Integer> handle : handles) {
      accepted += handle.trySend(1) == SendResult.SENT ? 1 : 0;
    }
    assertEquals(3, accepted);
    assertEquals(3, takeAll(channel.receiver()).size());
  }

  @Capacities
  default void v2_sizesAreExactAtRest(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    Receiver<Integer> receiver = channel.receiver();
    assertEquals(capacity, sender.capacity());
    assertEquals(capacity, receiver.capacity());
    for (int size = 0; size < capacity; size++) {
      assertSizes(size, sender, receiver);
      fill(sender, size, 1);
    }
    for (int size = capacity; size > 0; size--) {
      assertSizes(size, sender, receiver);
      receiver.tryReceive();
    }
    assertSizes(0, sender, receiver);
  }

  private static void assertSizes(int size, Sender<?> sender, Receiver<?> receiver) {
    assertEquals(size, sender.size());
    assertEquals(size, receiver.size());
    assertEquals(sender.capacity() - size, sender.remainingCapacity());
  }

  @Capacities
  default void v3_theOwnMessageIsSeenInTheSize(int capacity) throws Exception {
    TestedChannel<Integer> channel = open(capacity);
    List<Race.Task> tasks = new ArrayList<>();
    AtomicInteger accepted = new AtomicInteger();
    for (int i = 0; i < 3; i++) {
      Sender<Integer> sender = channel.sender();
      tasks.add(
          () -> {
            while (sender.trySend(1) == SendResult.SENT) {
              accepted.incrementAndGet();
              assertTrue(sender.size() >= 1);
            }
          });
    }
    Race.of(channel, tasks.toArray(new Race.Task[0])).run(fixture());
    assertEquals(capacity, accepted.get());
  }

  @Capacities
  default void v4_closingDoesNotCountAsAMessage(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    Receiver<Integer> receiver = channel.receiver();
    fill(sender, 0, capacity);
    receiver.close();
    for (int size = capacity; size > 0; size--) {
      assertEquals(size, receiver.size());
      assertEquals(size, sender.size());
      receiver.tryReceive();
    }
    assertEquals(0, receiver.size());
    TestedChannel<Integer> empty = open(capacity);
    empty.sender().close();
    assertEquals(0, empty.receiver().size());
  }
}

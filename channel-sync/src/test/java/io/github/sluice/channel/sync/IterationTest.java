// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Pending;
import io.github.sluice.channel.tck.PendingThread;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.ThreadKind;
import io.github.sluice.channel.tck.ThreadKinds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** O3 and S1: the messages as something to iterate over, which loses none when it is abandoned. */
class IterationTest {
  private final BlockingChannel<Integer> channel = BlockingChannel.bounded(8);
  private final BlockingSender<Integer> sender = channel.sender();
  private final BlockingReceiver<Integer> receiver = channel.receiver();
  private final List<Integer> taken = new ArrayList<>();

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  private void send(Integer... messages) {
    for (Integer message : messages) {
      assertEquals(SendResult.SENT, sender.trySend(message));
    }
  }

  private List<Integer> rest() {
    List<Integer> rest = new ArrayList<>();
    receiver.drain(rest::add, 100);
    return rest;
  }

  @ThreadKinds
  void o3_everyWayOfIteratingSeesAllMessagesInOrder(ThreadKind threads) throws Exception {
    int count = 2_000;
    List<List<Integer>> seen = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      for (int way = 0; way < 3; way++) {
        BlockingChannel<Integer> small = BlockingChannel.bounded(3);
        BlockingSender<Integer> producer = small.sender();
        List<Integer> received = seen.get(way);
        Race.Task consume =
            List.<Race.Task>of(
                    () -> small.receiver().forEach(received::add),
                    () -> {
                      for (Integer message : small.receiver()) {
                        received.add(message);
                      }
                    },
                    () -> received.addAll(small.receiver().stream().collect(Collectors.toList())))
                .get(way);
        Race.of(
                small,
                () -> {
                  for (int message = 0; message < count; message++) {
                    producer.send(message);
                  }
                  producer.close();
                },
                consume)
            .run(fixture);
        assertEquals(count, received.size(), "way " + way);
        assertEquals(received.stream().sorted().toList(), received, "way " + way);
        assertTrue(small.receiver().isTerminated());
      }
    }
  }

  @Test
  void hasNextTakesNothingHoweverOftenItIsAsked() {
    send(1, 2);
    Iterator<Integer> messages = receiver.iterator();
    for (int i = 0; i < 5; i++) {
      assertTrue(messages.hasNext());
      assertEquals(2, receiver.size());
    }
    assertEquals(1, messages.next());
    assertEquals(1, receiver.size());
    assertEquals(2, messages.next(), "without asking");
    assertEquals(0, receiver.size());
    assertEquals(8, sender.remainingCapacity());
  }

  @Test
  void atTheEndThereIsNoNext() {
    send(1);
    sender.close();
    Iterator<Integer> messages = receiver.iterator();
    assertEquals(1, messages.next());
    for (int i = 0; i < 3; i++) {
      assertFalse(messages.hasNext());
      assertThrows(NoSuchElementException.class, messages::next);
      assertFalse(receiver.iterator().hasNext());
      assertEquals(0, receiver.stream().count());
    }
    receiver.forEach(message -> taken.add(message));
    assertEquals(List.of(), taken);
  }

  @Test
  void s1_anIteratorThatIsAbandonedHasLostNothing() {
    send(1, 2, 3, 4);
    assertTrue(receiver.iterator().hasNext());
    assertEquals(1, receiver.tryReceive());
    for (Integer message : receiver) {
      taken.add(message);
      break;
    }
    Iterator<Integer> one = receiver.iterator();
    Iterator<Integer> two = receiver.iterator();
    assertTrue(one.hasNext());
    assertTrue(two.hasNext());
    assertEquals(3, two.next());
    assertEquals(4, one.next(), "the one that is there now");
    assertEquals(List.of(2), taken);
    assertThrows(UnsupportedOperationException.class, one::remove);
  }

  @ThreadKinds
  void nextWaitsIfWhatHasNextSawHasBeenTaken(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      Iterator<Integer> messages = receiver.iterator();
      send(1);
      assertTrue(messages.hasNext());
      assertEquals(1, receiver.tryReceive());
      Pending<Integer> next = fixture.begin(channel, messages::next);
      assertFalse(next.isDone());
      send(2);
      assertEquals(2, next.await());
    }
  }

  @ThreadKinds
  void p1_hasNextWaitsForAMessageOrTheEnd(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      Pending<Boolean> more = fixture.begin(channel, () -> receiver.iterator().hasNext());
      assertFalse(more.isDone());
      send(1);
      assertTrue(more.await());
      assertEquals(List.of(1), rest());
      Pending<Boolean> end = fixture.begin(channel, () -> receiver.iterator().hasNext());
      sender.close();
      assertFalse(end.await());
    }
  }

  @Test
  void s1_anExceptionFromTheActionKeepsTheOthersInTheChannel() {
    send(1, 2, 3, 4);
    IllegalStateException thrown = new IllegalStateException("a test's");
    assertSame(
        thrown,
        assertThrows(
            IllegalStateException.class,
            () ->
                receiver.forEach(
                    message -> {
                      taken.add(message);
                      if (message == 2) {
                        throw thrown;
                      }
                    })));
    assertEquals(List.of(1, 2), taken);
    assertThrows(
        IllegalStateException.class,
        () ->
            receiver.stream()
                .forEach(
                    message -> {
                      throw thrown;
                    }));
    assertEquals(List.of(4), rest());
  }

  @Test
  @SuppressWarnings("NullAway")
  void s5_noActionIsRejectedBeforeAnyEffect() {
    send(1);
    assertThrows(NullPointerException.class, () -> receiver.forEach(null));
    assertEquals(List.of(1), rest());
    sender.close();
    assertThrows(NullPointerException.class, () -> receiver.forEach(null));
  }

  @ThreadKinds
  void i1_anInterruptEndsTheWaitAndStaysToBeSeen(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      List<PendingThread<?>> waits = new ArrayList<>();
      for (int way = 0; way < 4; way++) {
        int which = way;
        PendingThread<?> wait = fixture.begin(channel, () -> iterate(which));
        assertFalse(wait.isDone());
        wait.thread().interrupt();
        assertThrows(CancellationException.class, wait::await, "way " + way);
        assertTrue(wait.isInterruptedAfter(), "way " + way);
        waits.add(wait);
        send(way);
        assertEquals(List.of(way), rest());
      }
      assertEquals(4, waits.size());
      assertEquals(List.of(), taken);
    }
  }

  /** Waits in one of four ways. */
  private Object iterate(int way) {
    switch (way) {
      case 0:
        return receiver.iterator().hasNext();
      case 1:
        return receiver.iterator().next();
      case 2:
        receiver.forEach(taken::add);
        return true;
      default:
        return receiver.stream().peek(taken::add).count();
    }
  }

  @Test
  void i2_aThreadInterruptedBeforeStillSeesWhatIsThere() {
    send(1, 2);
    Thread.currentThread().interrupt();
    Iterator<Integer> messages = receiver.iterator();
    assertTrue(messages.hasNext());
    assertEquals(1, messages.next());
    assertThrows(CancellationException.class, () -> receiver.forEach(taken::add));
    assertTrue(Thread.interrupted());
    assertEquals(List.of(2), taken);
  }

  @ThreadKinds
  void x4_aFailureIsReportedWhenEverythingHasBeenSeen(ThreadKind threads) {
    Throwable cause = new IOException("a test's");
    for (int way = 0; way < 4; way++) {
      BlockingChannel<Integer> failing = BlockingChannel.bounded(2);
      BlockingSender<Integer> producer = failing.sender();
      List<Integer> seen = new ArrayList<>();
      producer.trySend(1);
      int which = way;
      try (BlockingFixture fixture = new BlockingFixture(threads)) {
        Pending<?> all = fixture.begin(failing, () -> iterateToTheEnd(failing, which, seen));
        producer.closeExceptionally(cause);
        assertSame(cause, assertThrows(ChannelFailedException.class, all::await).getCause());
      }
      assertEquals(List.of(1), seen, "way " + way);
      assertThrows(ChannelFailedException.class, () -> failing.receiver().iterator().hasNext());
      assertThrows(ChannelFailedException.class, () -> failing.receiver().iterator().next());
    }
  }

  private static Void iterateToTheEnd(
      BlockingChannel<Integer> channel, int way, List<Integer> seen) {
    Iterator<Integer> messages = channel.receiver().iterator();
    switch (way) {
      case 0 -> channel.receiver().forEach(seen::add);
      case 1 -> messages.forEachRemaining(seen::add);
      case 2 -> channel.receiver().stream().forEach(seen::add);
      default -> {
        while (messages.hasNext()) {
          seen.add(messages.next());
        }
      }
    }
    return null;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Pending;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.ThreadKind;
import io.github.sluice.channel.tck.ThreadKinds;
import io.github.sluice.channel.tck.Watchdog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** O3, B15, P2: receiving what is there into a collection, waiting only for the first. */
class ReceiveManyTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final BlockingChannel<Integer> channel = BlockingChannel.bounded(4);
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

  @Test
  void o3_whatIsThereIsTakenInOrderUpToTheLimit() throws Exception {
    send(0, 1, 2, 3);
    assertEquals(3, receiver.receiveMany(taken, 3));
    assertEquals(List.of(0, 1, 2), taken);
    send(4);
    assertEquals(2, receiver.receiveMany(taken, 3));
    assertEquals(List.of(0, 1, 2, 3, 4), taken, "added to what was there");
    send(5, 6, 7);
    assertEquals(3, receiver.receiveMany(taken, Integer.MAX_VALUE));
    send(8, 9);
    assertEquals(2, receiver.tryReceiveMany(taken, 4, Duration.ZERO));
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), taken);
    assertEquals(4, sender.remainingCapacity());
  }

  @ThreadKinds
  void p1_theFirstMessageIsWaitedFor(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      for (Duration timeout : new Duration[] {null, HOUR, Duration.ofSeconds(Long.MAX_VALUE)}) {
        Pending<Integer> receive = fixture.begin(channel, () -> receive(timeout));
        assertFalse(receive.isDone());
        send(7);
        assertEquals(1, receive.await());
        assertEquals(List.of(7), taken);
        taken.clear();
      }
    }
  }

  /** Receives up to three. */
  private int receive(Duration timeout) throws InterruptedException {
    return timeout == null
        ? receiver.receiveMany(taken, 3)
        : receiver.tryReceiveMany(taken, 3, timeout);
  }

  @Test
  void aLimitOfNoneNeedsNoWaiting() throws Exception {
    assertEquals(0, receiver.receiveMany(taken, 0));
    assertEquals(0, receiver.tryReceiveMany(taken, 0, HOUR));
    send(1);
    assertEquals(0, receiver.receiveMany(taken, 0));
    assertEquals(0, receiver.tryReceiveMany(taken, 0, HOUR));
    assertEquals(1, receiver.size());
    receiver.close();
    assertEquals(0, receiver.receiveMany(taken, 0));
    receiver.tryReceive();
    assertEquals(0, receiver.receiveMany(taken, 0));
    assertEquals(List.of(), taken);
  }

  @Test
  @SuppressWarnings("NullAway")
  void wrongArgumentsAreRejectedBeforeAnyEffect() throws Exception {
    send(1);
    assertThrows(IllegalArgumentException.class, () -> receiver.receiveMany(taken, -1));
    assertThrows(IllegalArgumentException.class, () -> receiver.tryReceiveMany(taken, -1, HOUR));
    assertThrows(NullPointerException.class, () -> receiver.receiveMany(null, 1));
    assertThrows(NullPointerException.class, () -> receiver.tryReceiveMany(null, 1, HOUR));
    assertThrows(NullPointerException.class, () -> receiver.tryReceiveMany(taken, 1, null));
    assertEquals(List.of(), taken);
    assertEquals(1, receiver.receiveMany(taken, 1));
  }

  @Test
  void b15_theEndLeavesTheCollectionAsItIs() throws Exception {
    send(1, 2);
    receiver.close();
    assertEquals(2, receiver.receiveMany(taken, 5));
    for (int i = 0; i < 3; i++) {
      assertEquals(0, receiver.receiveMany(taken, 5));
      assertEquals(0, receiver.tryReceiveMany(taken, 5, HOUR));
      assertEquals(0, receiver.tryReceiveMany(taken, 5, Duration.ZERO));
      assertEquals(List.of(1, 2), taken);
      assertTrue(receiver.isTerminated());
    }
  }

  @ThreadKinds
  void x6_theEndIsNotWaitedFor(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      Pending<Integer> receive = fixture.begin(channel, () -> receive(null));
      Permit<Integer> permit = sender.tryReserve(2);
      sender.close();
      assertFalse(receive.isDone());
      assertEquals(SendResult.SENT, permit.send(1));
      assertEquals(1, receive.await());
      Pending<Integer> last = fixture.begin(channel, () -> receive(HOUR));
      permit.close();
      assertEquals(0, last.await());
      assertEquals(List.of(1), taken);
      assertTrue(receiver.isTerminated());
    }
  }

  @ThreadKinds
  void x4_aFailureIsReportedWhenEverythingHasBeenTaken(ThreadKind threads) throws Exception {
    Throwable cause = new IOException("a test's");
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      BlockingChannel<Integer> waited = BlockingChannel.bounded(1);
      Pending<?> receive =
          fixture.begin(waited, () -> waited.receiver().receiveMany(new ArrayList<>(), 1));
      waited.sender().closeExceptionally(cause);
      assertSame(cause, assertThrows(ChannelFailedException.class, receive::await).getCause());
    }
    send(1, 2);
    sender.closeExceptionally(cause);
    assertEquals(1, receiver.receiveMany(taken, 1));
    assertEquals(1, receiver.receiveMany(taken, 5), "not an exception: one is there");
    for (Duration timeout : new Duration[] {null, HOUR, Duration.ZERO}) {
      assertSame(
          cause, assertThrows(ChannelFailedException.class, () -> receive(timeout)).getCause());
    }
    assertEquals(List.of(1, 2), taken);
  }

  @ThreadKinds
  void i1_anInterruptEndsTheWaitAndTakesNothing(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      for (Duration timeout : new Duration[] {null, HOUR}) {
        assertTrue(fixture.begin(channel, () -> receive(timeout)).withdraw());
        assertEquals(List.of(), taken);
        send(1);
        assertEquals(1, receiver.tryReceive());
      }
    }
  }

  @Test
  void i2_aThreadInterruptedBeforeStillTakesWhatIsThere() throws Exception {
    send(1, 2);
    Thread.currentThread().interrupt();
    assertEquals(1, receiver.receiveMany(taken, 1));
    assertEquals(1, receiver.tryReceiveMany(taken, 3, HOUR));
    assertEquals(0, receiver.tryReceiveMany(taken, 3, Duration.ZERO), "that is not waiting");
    assertThrows(InterruptedException.class, () -> receiver.receiveMany(taken, 3));
    assertFalse(Thread.interrupted());
    assertEquals(List.of(1, 2), taken);
  }

  @ThreadKinds
  void i4_noneInTimeIsNoneAndNotBeforeTheDeadline(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      for (long nanos : new long[] {-1, 0, 1_000, 3_000_000, 30_000_000}) {
        Pending<Long> receive =
            fixture.begin(
                channel,
                () -> {
                  long start = System.nanoTime();
                  assertEquals(0, receive(Duration.ofNanos(nanos)));
                  return System.nanoTime() - start;
                });
        assertTrue(receive.await() >= nanos, "receiveMany in " + nanos);
        assertFalse(receiver.isTerminated());
      }
    }
  }

  @ThreadKinds
  void p2_asManyWaitingSendsGoOnAsWereTaken(ThreadKind threads) throws Exception {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      send(0, 1, 2, 3);
      List<Pending<?>> sends = new ArrayList<>();
      for (int i = 4; i < 10; i++) {
        int message = i;
        sends.add(fixture.begin(channel, () -> sender.trySend(message, HOUR)));
      }
      int limit = 3;
      int count = receiver.receiveMany(taken, limit);
      assertEquals(limit, count);
      Watchdog.await(
          "three sends", channel, () -> sends.stream().filter(Pending::isDone).count() == limit);
      assertEquals(4, receiver.size());
      while (taken.size() < 10) {
        receiver.receiveMany(taken, 4);
      }
      sends.forEach(Pending::await);
      assertEquals(10, new HashSet<>(taken).size());
      assertNull(receiver.tryReceive());
    }
  }

  @ThreadKinds
  void s1_nothingIsLostOrDoubledAmongManySenders(ThreadKind threads) throws Exception {
    int each = 3_000;
    List<Race.Task> tasks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int first = i * each;
      BlockingSender<Integer> producer = channel.sender();
      tasks.add(
          () -> {
            for (int message = first; message < first + each; message++) {
              producer.send(message);
            }
            producer.close();
          });
    }
    sender.close();
    tasks.add(
        () -> {
          for (int limit = 1; receiver.receiveMany(taken, limit) > 0; limit = limit % 5 + 1) {
            assertTrue(receiver.size() <= 4);
          }
        });
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      Race.of(channel, tasks.toArray(new Race.Task[0])).run(fixture);
    }
    assertEquals(3 * each, taken.size());
    assertEquals(3 * each, new HashSet<>(taken).size());
    for (int i = 0; i < 3; i++) {
      int producer = i;
      List<Integer> ofProducer = new ArrayList<>(taken);
      ofProducer.removeIf(message -> message / each != producer);
      assertEquals(ofProducer.stream().sorted().toList(), ofProducer, "O1");
    }
  }
}

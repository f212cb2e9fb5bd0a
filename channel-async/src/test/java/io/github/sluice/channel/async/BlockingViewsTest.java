// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.PendingThread;
import io.github.sluice.channel.tck.ThreadKind;
import io.github.sluice.channel.tck.ThreadKinds;
import io.github.sluice.channel.tck.Watchdog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A12: threads and futures at the same ends of a channel. */
class BlockingViewsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final List<Integer> undelivered = new ArrayList<>();
  private final AsyncChannel<Integer> channel =
      AsyncChannel.<Integer>builder(1)
          .executor(FutureFixture::refuse)
          .onUndelivered(undelivered::add)
          .build();
  private final AsyncSender<Integer> sender = channel.sender();
  private final BlockingSender<Integer> parking = sender.blocking();
  private final AsyncReceiver<Integer> receiver = channel.receiver();
  private final BlockingReceiver<Integer> taking = receiver.blocking();

  @ThreadKinds
  void o5_threadsAndFuturesAreGrantedInTheOrderInWhichTheyCame(ThreadKind threads) {
    try (ViewsFixture fixture = new ViewsFixture(threads)) {
      assertEquals(SendResult.SENT, sender.trySend(0));
      CompletableFuture<Void> one = sender.send(1);
      PendingThread<?> two = fixture.begin(channel, () -> parking.trySend(2, HOUR));
      CompletableFuture<Void> three = sender.send(3);
      PendingThread<Permit<Integer>> four = fixture.begin(channel, () -> parking.reserve());
      assertEquals(SendResult.FULL, parking.trySend(-1), "O6");
      for (int message = 0; message < 4; message++) {
        assertEquals(message, receiver.tryReceive());
        assertEquals(SendResult.FULL, sender.trySend(-1), "O6");
      }
      one.join();
      assertEquals(SendResult.SENT, two.await());
      three.join();
      four.await().send(4);
      assertEquals(4, receiver.tryReceive());
    }
  }

  @ThreadKinds
  void i3_anInterruptedOrTimedOutSendLeavesNothingBehind(ThreadKind threads) throws Exception {
    try (ViewsFixture fixture = new ViewsFixture(threads)) {
      sender.trySend(0);
      PendingThread<?> first = fixture.begin(channel, () -> parking.trySend(1, HOUR));
      CompletableFuture<Void> second = sender.send(2);
      assertTrue(first.withdraw(), "I1");
      assertEquals(SendResult.TIMED_OUT, parking.trySend(3, Duration.ofMillis(5)));
      assertNull(parking.tryReserve(1, Duration.ofMillis(5)));
      assertEquals(0, receiver.tryReceive());
      second.join();
      assertEquals(2, receiver.tryReceive());
      assertEquals(1, sender.remainingCapacity(), "C4");
    }
  }

  @ThreadKinds
  void a7_aThreadAndAFutureDoNotReceiveAtTheSameTime(ThreadKind threads) throws Exception {
    try (ViewsFixture fixture = new ViewsFixture(threads)) {
      CompletableFuture<Integer> future = receiver.receive();
      assertThrows(IllegalStateException.class, taking::receive);
      assertThrows(IllegalStateException.class, taking::tryReceive);
      assertThrows(IllegalStateException.class, () -> taking.receiveMany(undelivered, 1));
      assertThrows(IllegalStateException.class, taking.iterator()::hasNext);
      assertTrue(future.cancel(false));
      PendingThread<Integer> thread = fixture.begin(channel, taking::receive);
      assertThrows(IllegalStateException.class, receiver::receive);
      assertThrows(IllegalStateException.class, receiver::tryReceive);
      assertThrows(IllegalStateException.class, () -> receiver.poll(() -> {}));
      assertThrows(IllegalStateException.class, () -> receiver.pollMany(undelivered, 1, () -> {}));
      assertThrows(IllegalStateException.class, () -> receiver.receiveMany(undelivered, 1));
      assertThrows(IllegalStateException.class, () -> receiver.forEach(undelivered::add));
      RecordingSubscriber subscriber = new RecordingSubscriber();
      receiver.publisher().subscribe(subscriber);
      assertInstanceOf(IllegalStateException.class, subscriber.end);
      sender.send(1).join();
      assertEquals(1, thread.await());
      assertEquals(List.of(), undelivered);
    }
  }

  @ThreadKinds
  void x3_closingTheReceiverEndsTheWaitOfASender(ThreadKind threads) {
    try (ViewsFixture fixture = new ViewsFixture(threads)) {
      sender.trySend(0);
      PendingThread<?> send = fixture.begin(channel, () -> sendTo(parking, 1));
      taking.close();
      ChannelClosedException refused = assertThrows(ChannelClosedException.class, send::await);
      assertEquals(1, refused.undelivered());
      assertEquals(0, receiver.tryReceive());
      assertTrue(receiver.isTerminated());
    }
  }

  private static Void sendTo(BlockingSender<Integer> through, int message)
      throws InterruptedException {
    through.send(message);
    return null;
  }

  @ThreadKinds
  void x6_closingTheHandleEndsTheWaitOfAReceiver(ThreadKind threads) {
    try (ViewsFixture fixture = new ViewsFixture(threads)) {
      PendingThread<Integer> receive = fixture.begin(channel, taking::receive);
      parking.close();
      assertNull(receive.await());
      assertEquals(SendResult.CLOSED, sender.trySend(1));
    }
  }

  @ThreadKinds
  void x13_aSendThatWaitsOutlivesItsHandle(ThreadKind threads) {
    try (ViewsFixture fixture = new ViewsFixture(threads)) {
      sender.trySend(0);
      PendingThread<?> send = fixture.begin(channel, () -> sendTo(parking, 1));
      sender.close();
      assertEquals(SendResult.CLOSED, parking.trySend(2));
      assertEquals(0, receiver.tryReceive());
      send.await();
      assertEquals(1, receiver.tryReceive());
      assertTrue(receiver.isTerminated());
    }
  }

  @Test
  void x7_copiesOfAViewAreHandlesOfTheirOwn() throws InterruptedException {
    assertSame(parking, sender.blocking());
    BlockingSender<Integer> copy = parking.copy();
    assertEquals(2, sender.senderCount());
    assertTrue(copy.sameChannel(sender));
    parking.close();
    parking.close();
    sender.close();
    assertEquals(1, copy.senderCount());
    assertThrows(ChannelClosedException.class, parking::copy);
    assertThrows(ChannelClosedException.class, () -> parking.send(1));
    BlockingSender<Integer> upgraded = requireNonNull(copy.downgrade().upgrade());
    copy.close();
    upgraded.send(1);
    upgraded.close();
    assertEquals(1, taking.receive());
    assertNull(taking.receive());
  }

  @ThreadKinds
  void x10_cancellingEndsAThreadsWaitAndHandsOverWhatIsThere(ThreadKind threads) {
    try (ViewsFixture fixture = new ViewsFixture(threads)) {
      PendingThread<Integer> receive = fixture.begin(channel, taking::receive);
      receiver.cancel();
      assertNull(receive.await());
      AsyncChannel<Integer> other =
          AsyncChannel.<Integer>builder(2).onUndelivered(undelivered::add).build();
      other.sender().trySend(1);
      other.sender().trySend(2);
      other.receiver().blocking().cancel();
      assertEquals(List.of(1, 2), undelivered);
    }
  }

  @Test
  void p8_theOnlyThreadOfTheChannelsExecutorMayWaitInAView() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      AsyncChannel<Integer> loop = AsyncChannel.bounded(1, executor);
      AsyncSender<Integer> toLoop = loop.sender();
      Future<List<Integer>> both =
          executor.submit(
              () ->
                  List.of(
                      loop.receiver().blocking().receive(), loop.receiver().blocking().receive()));
      toLoop.blocking().send(1);
      toLoop.blocking().send(2);
      assertEquals(List.of(1, 2), both.get(Watchdog.SECONDS, TimeUnit.SECONDS));
      Future<?> sends =
          executor.submit(
              () -> {
                toLoop.blocking().send(3);
                toLoop.blocking().send(4);
                return null;
              });
      assertEquals(3, loop.receiver().blocking().receive());
      assertEquals(4, loop.receiver().blocking().receive());
      sends.get(Watchdog.SECONDS, TimeUnit.SECONDS);
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void i2_whatNeedsNoWaitingSucceedsInAnInterruptedThread() throws InterruptedException {
    Thread.currentThread().interrupt();
    parking.send(1);
    assertEquals(1, taking.receive());
    assertTrue(Thread.interrupted());
    assertFalse(receiver.isClosed());
  }
}

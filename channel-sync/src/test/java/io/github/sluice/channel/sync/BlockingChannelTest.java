// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.PendingThread;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.ThreadKind;
import io.github.sluice.channel.tck.ThreadKinds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is peculiar to threads that park: P5, P6, P8, M3, and the one receiver. */
class BlockingChannelTest {
  @Test
  void senderIsNewAndReceiverTheSameEveryTime() {
    BlockingChannel<Integer> channel = BlockingChannel.bounded(1);
    assertNotSame(channel.sender(), channel.sender());
    assertSame(channel.receiver(), channel.receiver());
    assertTrue(channel.toString().contains("BlockingChannel"), channel.toString());
  }

  @Test
  void toStringDoesNotShowMessages() {
    BlockingChannel<Object> channel = BlockingChannel.bounded(1);
    Object secret =
        new Object() {
          @Override
          public String toString() {
            throw new AssertionError("printed");
          }
        };
    BlockingSender<Object> sender = channel.sender();
    Permit<Object> permit = sender.tryReserve();
    permit.send(secret);
    for (Object part : List.of(channel, channel.receiver(), sender, permit, sender.downgrade())) {
      assertFalse(part.toString().isEmpty());
    }
    sender.closeFuture();
    sender.closeExceptionally(new IllegalStateException("not shown"));
    for (Object part : List.of(channel, channel.receiver(), sender, permit, sender.closeFuture())) {
      assertFalse(part.toString().contains("not shown"), part.toString());
    }
  }

  @ThreadKinds
  void p5_aSpuriousUnparkCompletesNothing(ThreadKind threads) {
    BlockingChannel<Integer> channel = BlockingChannel.bounded(1);
    BlockingSender<Integer> sender = channel.sender();
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      for (Duration timeout : List.of(Duration.ofHours(1), Duration.ofSeconds(Long.MAX_VALUE))) {
        PendingThread<Integer> receive =
            fixture.begin(channel, () -> channel.receiver().tryReceive(timeout));
        unparkOften(receive);
        assertFalse(receive.isDone());
        sender.trySend(1);
        assertEquals(1, receive.await());
        sender.trySend(2);
        PendingThread<SendResult> send = fixture.begin(channel, () -> sender.trySend(3, timeout));
        unparkOften(send);
        assertFalse(send.isDone());
        assertEquals(2, channel.receiver().tryReceive());
        assertEquals(SendResult.SENT, send.await());
        assertEquals(3, channel.receiver().tryReceive());
      }
    }
  }

  private static void unparkOften(PendingThread<?> waiting) {
    for (int i = 0; i < 200; i++) {
      LockSupport.unpark(waiting.thread());
      Race.timedYield();
    }
  }

  @ThreadKinds
  void p5_aPermitFromBeforeCompletesNothing(ThreadKind threads) {
    BlockingChannel<Integer> channel = BlockingChannel.bounded(1);
    BlockingSender<Integer> sender = channel.sender();
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      PendingThread<Integer> receive =
          fixture.begin(
              channel,
              () -> {
                LockSupport.unpark(Thread.currentThread());
                return channel.receiver().receive();
              });
      assertFalse(receive.isDone());
      sender.trySend(1);
      assertEquals(1, receive.await());
    }
  }

  @ThreadKinds
  void p6_moreProducersThanProcessorsGetThrough(ThreadKind threads) throws Exception {
    int producers = 24;
    int each = 200;
    for (int capacity : new int[] {1, 3, 64}) {
      BlockingChannel<Integer> channel = BlockingChannel.bounded(capacity);
      List<Race.Task> tasks = new ArrayList<>();
      for (int i = 0; i < producers; i++) {
        BlockingSender<Integer> sender = channel.sender();
        tasks.add(
            () -> {
              for (int message = 0; message < each; message++) {
                sender.send(message);
              }
              sender.close();
            });
      }
      int[] received = {0};
      tasks.add(
          () -> {
            while (channel.receiver().receive() != null) {
              received[0]++;
            }
          });
      try (BlockingFixture fixture = new BlockingFixture(threads)) {
        Race.of(channel, tasks.toArray(new Race.Task[0])).run(fixture);
      }
      assertEquals(producers * each, received[0]);
    }
  }

  @ThreadKinds
  void p8_manyThreadsWaitAtOnce(ThreadKind threads) {
    int waiting = 200;
    BlockingChannel<Integer> channel = BlockingChannel.bounded(1);
    BlockingSender<Integer> sender = channel.sender();
    sender.trySend(0);
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      List<PendingThread<?>> sends = new ArrayList<>();
      for (int i = 1; i <= waiting; i++) {
        int message = i;
        sends.add(fixture.begin(channel, () -> sender.trySend(message, Duration.ofHours(1))));
      }
      boolean[] seen = new boolean[waiting + 1];
      for (int i = 0; i <= waiting; i++) {
        Integer message = fixture.begin(channel, () -> channel.receiver().receive()).await();
        assertFalse(seen[message], "twice: " + message);
        seen[message] = true;
      }
      sends.forEach(PendingThread::await);
      assertNull(channel.receiver().tryReceive());
    }
  }

  @Test
  void whatDependsOnClosedRunsInTheThreadThatCloses() throws Exception {
    List<Consumer<BlockingChannel<Integer>>> ways =
        List.of(
            channel -> channel.receiver().close(),
            channel -> channel.receiver().cancel(),
            channel -> channel.sender().closeExceptionally(new IllegalStateException("a test's")));
    for (Consumer<BlockingChannel<Integer>> way : ways) {
      BlockingChannel<Integer> channel = BlockingChannel.bounded(1);
      List<Thread> threads = new ArrayList<>();
      channel.sender().closeFuture().thenRun(() -> threads.add(Thread.currentThread()));
      way.accept(channel);
      assertEquals(List.of(Thread.currentThread()), threads);
    }
  }

  @Test
  void m3_sendingAndReceivingAllocateNothing() throws Exception {
    BlockingChannel<Integer> channel = BlockingChannel.bounded(100);
    BlockingSender<Integer> sender = channel.sender();
    int laps = 2_000;
    fillAndEmpty(channel, sender, laps);
    long before = allocatedBytes();
    fillAndEmpty(channel, sender, laps);
    long allocated = allocatedBytes() - before;
    assertTrue(allocated < laps * 100L, allocated + " bytes for " + laps * 100 + " messages");
  }

  private static void fillAndEmpty(
      BlockingChannel<Integer> channel, BlockingSender<Integer> sender, int laps)
      throws InterruptedException {
    Integer message = 1;
    for (int lap = 0; lap < laps; lap++) {
      for (int i = 0; i < 100; i++) {
        sender.send(message);
      }
      for (int i = 0; i < 100; i++) {
        assertSame(message, channel.receiver().receive());
      }
    }
  }

  /** By reflection, because the module under test does not need java.management. */
  private static long allocatedBytes() throws ReflectiveOperationException {
    Object threads =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getThreadMXBean")
            .invoke(null);
    return (long)
        Class.forName("com.sun.management.ThreadMXBean")
            .getMethod("getThreadAllocatedBytes", long.class)
            .invoke(threads, Thread.currentThread().getId());
  }

  @Test
  void a8_onUndeliveredFindsTheEndWhereverItReceives() {
    List<Integer> undelivered = new ArrayList<>();
    AtomicReference<BlockingReceiver<Integer>> receiver = new AtomicReference<>();
    BlockingChannel<Integer> channel =
        BlockingChannel.bounded(
            1,
            message -> {
              undelivered.add(message);
              assertNull(assertDoesNotThrow(() -> receiver.get().receive()));
              assertFalse(receiver.get().iterator().hasNext());
              assertEquals(0, assertDoesNotThrow(() -> receiver.get().receiveMany(undelivered, 1)));
            });
    receiver.set(channel.receiver());
    channel.sender().trySend(1);
    channel.receiver().cancel();
    assertEquals(List.of(1), undelivered);
  }
}

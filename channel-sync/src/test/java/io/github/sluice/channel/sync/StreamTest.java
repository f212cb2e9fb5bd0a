// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Garbage;
import io.github.sluice.channel.tck.Pending;
import io.github.sluice.channel.tck.PendingThread;
import io.github.sluice.channel.tck.ThreadKind;
import io.github.sluice.channel.tck.ThreadKinds;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** S1: the messages as a stream, which loses none when it stops early. */
class StreamTest {
  private final BlockingChannel<Integer> channel = BlockingChannel.bounded(8);
  private final BlockingSender<Integer> sender = channel.sender();
  private final BlockingReceiver<Integer> receiver = channel.receiver();

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

  @Test
  void s1_aStreamThatStopsEarlyLeavesTheRest() {
    send(1, 2, 3, 4, 5, 6, 7);
    assertEquals(List.of(1, 2), receiver.stream().limit(2).collect(Collectors.toList()));
    assertEquals(3, receiver.stream().findFirst().orElseThrow());
    assertTrue(receiver.stream().anyMatch(message -> message == 4));
    assertEquals(
        List.of(50), receiver.stream().map(m -> m * 10).limit(1).collect(Collectors.toList()));
    assertEquals(0, receiver.stream().limit(0).count());
    assertEquals(List.of(6, 7), rest());
    assertFalse(receiver.isClosed());
  }

  @ThreadKinds
  void aStreamDoesNotWaitForMoreThanItNeeds(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      send(1, 2);
      Pending<List<Integer>> limited =
          fixture.begin(channel, () -> receiver.stream().limit(3).collect(Collectors.toList()));
      assertFalse(limited.isDone());
      send(3);
      assertEquals(List.of(1, 2, 3), limited.await());
    }
  }

  @Test
  void aStreamEndsWithTheChannelAndDoesNotCloseIt() {
    send(1, 2, 3);
    try (Stream<Integer> messages = receiver.stream()) {
      assertEquals(1, messages.limit(1).count());
    }
    assertFalse(receiver.isClosed() || sender.isClosed());
    sender.close();
    assertEquals(2, receiver.stream().count());
    assertTrue(receiver.isTerminated());
  }

  @Test
  void askingForAParallelStreamDoesNoHarm() {
    send(1, 2, 3, 4, 5, 6);
    List<Integer> ordered = new ArrayList<>();
    receiver.stream().parallel().limit(2).forEachOrdered(ordered::add);
    assertEquals(List.of(1, 2), ordered);
    assertEquals(3, receiver.stream().parallel().findFirst().orElseThrow());
    assertEquals(3, receiver.size());
    sender.close();
    ConcurrentLinkedQueue<Integer> seen = new ConcurrentLinkedQueue<>();
    List<Integer> mapped =
        receiver.stream().parallel().peek(seen::add).map(m -> -m).collect(Collectors.toList());
    assertEquals(List.of(-4, -5, -6), mapped);
    assertEquals(List.of(4, 5, 6), List.copyOf(seen));
  }

  @ThreadKinds
  void askingForAParallelStreamStillMeansThisThread(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      send(1, 2, 3);
      sender.close();
      Pending<List<Thread>> receive =
          fixture.begin(
              channel,
              () ->
                  receiver.stream()
                      .parallel()
                      .map(message -> Thread.currentThread())
                      .distinct()
                      .collect(Collectors.toList()));
      assertEquals(List.of(((PendingThread<?>) receive).thread()), receive.await());
    }
  }

  @ThreadKinds
  void m1_b29_aLoopHoldsNoMessageWhileItWaitsForTheNext(ThreadKind threads) throws Exception {
    BlockingChannel<Object> objects = BlockingChannel.bounded(1);
    BlockingSender<Object> handle = objects.sender();
    List<Runnable> loops =
        List.of(
            () -> objects.receiver().forEach(object -> {}),
            () -> objects.receiver().iterator().forEachRemaining(object -> {}),
            () -> objects.receiver().stream().forEach(object -> {}));
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      for (Runnable loop : loops) {
        PendingThread<?> running = fixture.begin(objects, Executors.callable(loop));
        WeakReference<Object> message = new WeakReference<>(sendNew(handle));
        Garbage.awaitCollected("the message", objects, List.of(message));
        running.thread().interrupt();
        running.awaitEnd();
      }
    }
  }

  private static Object sendNew(BlockingSender<Object> handle) {
    Object message = new Object();
    assertEquals(SendResult.SENT, handle.trySend(message));
    return message;
  }
}

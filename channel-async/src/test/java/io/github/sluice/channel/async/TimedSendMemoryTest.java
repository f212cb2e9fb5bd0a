// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Garbage;
import io.github.sluice.channel.tck.Watchdog;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** I5, M2: sends with a timeout leave nothing behind. */
class TimedSendMemoryTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final int MANY = 100_000;
  private static final long LITTLE = 1_000_000; // bytes; a node for each of MANY needs more

  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();

  @Test
  void i5_m2_manyTimeoutsLeaveNothing() {
    AsyncChannel<Object> objects = AsyncChannel.bounded(1);
    AsyncSender<Object> handle = objects.sender();
    handle.trySend("first");
    sendMany(
        objects, handle, MANY); // the timer of the JDK grows with what is pending, and stays so
    long used = Garbage.usedBytes();
    List<WeakReference<Object>> messages = sendMany(objects, handle, MANY);
    Garbage.awaitCollected("messages", List.of(objects, handle), messages);
    assertLittle(Garbage.usedBytes() - used);
    assertTrue(objects.toString().contains("waitingSenders=0"), objects.toString());
    assertEquals("first", objects.receiver().tryReceive());
    assertEquals(1, handle.remainingCapacity());
  }

  private static List<WeakReference<Object>> sendMany(
      AsyncChannel<Object> channel, AsyncSender<Object> sender, int count) {
    List<WeakReference<Object>> messages = new ArrayList<>();
    List<CompletableFuture<SendResult>> sends = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Object message = new Object();
      if (i % 1_000 == 0) {
        messages.add(new WeakReference<>(message));
      }
      sends.add(sender.trySend(message, Duration.ofNanos(1_000L * (i % 1000))));
    }
    for (CompletableFuture<SendResult> send : sends) {
      assertEquals(SendResult.TIMED_OUT, Watchdog.get("a timeout", channel, send));
    }
    return messages;
  }

  private static void assertLittle(long grown) {
    assertTrue(grown < LITTLE, "grown by " + grown + " bytes");
  }

  @Test
  void i5_b30_timesThatAreNotUsedUpLeaveNoTimers() {
    exchange(2_000);
    long used = Garbage.usedBytes();
    exchange(MANY);
    assertLittle(Garbage.usedBytes() - used);
  }

  private void exchange(int count) {
    for (int i = 0; i < count; i++) {
      sender.trySend(i);
      CompletableFuture<SendResult> send = sender.trySend(-i, LONG);
      assertTrue(sender.trySend(0, LONG).cancel(false));
      assertTrue(sender.trySend(0, LONG).completeExceptionally(new IllegalStateException()));
      assertEquals(i, receiver.tryReceive());
      assertEquals(SendResult.SENT, send.getNow(null));
      assertEquals(-i, receiver.tryReceive());
    }
  }

  @Test
  void i5_b30_channelsThatCloseLeaveNoTimers() {
    closeChannels(100);
    long used = Garbage.usedBytes();
    closeChannels(3_000);
    assertLittle(Garbage.usedBytes() - used);
  }

  private static void closeChannels(int count) {
    for (int i = 0; i < count; i++) {
      AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
      AsyncSender<Integer> sender = channel.sender();
      sender.trySend(1);
      List<CompletableFuture<SendResult>> sends =
          IntStream.range(0, 10).mapToObj(message -> sender.trySend(message, LONG)).toList();
      channel.receiver().cancel();
      for (CompletableFuture<SendResult> send : sends) {
        assertTrue(send.isCompletedExceptionally());
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Garbage;
import io.github.sluice.channel.tck.Race;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** M2, M3, M5, B6, B30: what futures and wakers leave behind. */
class AsyncMemoryTest {
  private static final int MANY = 100_000;
  private static final long LITTLE = 1_000_000; // bytes; a node for each of MANY needs more

  @Test
  void m2_withdrawnSendsLeaveNothingBehind() {
    AsyncChannel<Object> channel = AsyncChannel.bounded(1);
    AsyncSender<Object> sender = channel.sender();
    sender.trySend("first");
    CompletableFuture<Void> before = sender.send("before");
    sendAndCancel(sender, 2_000, 1);
    long used = Garbage.usedBytes();
    List<WeakReference<Object>> messages = sendAndCancel(sender, MANY, 1);
    Garbage.awaitCollected("withdrawn messages", List.of(channel, sender), messages);
    assertLittle(Garbage.usedBytes() - used);
    CompletableFuture<Void> after = sender.send("after");
    assertEquals("first", channel.receiver().tryReceive());
    assertTrue(before.isDone());
    assertEquals("before", channel.receiver().tryReceive());
    assertTrue(after.isDone());
    assertEquals("after", channel.receiver().tryReceive());
  }

  @Test
  void m2_sendsWithdrawnInTheOrderOppositeToTheirComingLeaveNothingBehind() {
    AsyncChannel<Object> channel = AsyncChannel.bounded(1);
    AsyncSender<Object> sender = channel.sender();
    sender.trySend("first");
    sendAndCancel(sender, 2_000, 1_000);
    long used = Garbage.usedBytes();
    List<WeakReference<Object>> messages = sendAndCancel(sender, MANY, 1_000);
    CompletableFuture<Void> after = sender.send("after");
    Garbage.awaitCollected("withdrawn messages", List.of(channel, sender), messages);
    assertLittle(Garbage.usedBytes() - used);
    assertEquals("first", channel.receiver().tryReceive());
    assertTrue(after.isDone());
  }

  /** Sends messages that have to wait, and cancels them, the latest first, in groups. */
  private static List<WeakReference<Object>> sendAndCancel(
      AsyncSender<Object> sender, int count, int group) {
    List<WeakReference<Object>> messages = new ArrayList<>();
    List<CompletableFuture<Void>> sends = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      Object message = new Object();
      if (i % 1_000 == 0) {
        messages.add(new WeakReference<>(message));
      }
      sends.add(sender.send(message));
      if (i % group == 0) {
        for (int last = sends.size() - 1; last >= 0; last--) {
          assertTrue(sends.get(last).cancel(false));
        }
        sends.clear();
      }
    }
    return messages;
  }

  private static void assertLittle(long grown) {
    assertTrue(grown < LITTLE, "grown by " + grown + " bytes");
  }

  @Test
  void m2_withdrawnReceivesLeaveNothingBehind() throws Exception {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
    AsyncSender<Integer> sender = channel.sender();
    long used = 0;
    for (int i = 0; i < MANY; i++) {
      if (i == 2_000) {
        used = Garbage.usedBytes();
      }
      assertTrue(channel.receiver().receive().cancel(false));
    }
    assertLittle(Garbage.usedBytes() - used);
    CompletableFuture<Integer> receive = channel.receiver().receive();
    sender.trySend(1);
    assertEquals(1, receive.get());
  }

  @Test
  void m2_replacedWakersAndClosedHandlesLeaveNothingBehind() {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
    AsyncSender<Integer> sender = channel.sender();
    sender.trySend(1);
    long used = 0;
    for (int i = 0; i < MANY; i++) {
      if (i == 2_000) {
        used = Garbage.usedBytes();
      }
      SendPoller<Integer> poller = sender.poller();
      assertFalse(poller.pollReady(() -> {}));
      assertFalse(poller.pollReady(() -> {}));
      poller.close();
    }
    assertLittle(Garbage.usedBytes() - used);
    assertEquals(1, channel.receiver().tryReceive());
    assertEquals(SendResult.SENT, sender.trySend(2));
  }

  @Test
  void b30_timeoutsThatAreNotUsedUpLeaveNoTimers() throws Exception {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
    AsyncSender<Integer> sender = channel.sender();
    exchangeWithTimeouts(channel, sender, 2_000);
    long used = Garbage.usedBytes();
    exchangeWithTimeouts(channel, sender, MANY);
    assertLittle(Garbage.usedBytes() - used);
  }

  private static void exchangeWithTimeouts(
      AsyncChannel<Integer> channel, AsyncSender<Integer> sender, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      CompletableFuture<Integer> receive =
          channel.receiver().receive().orTimeout(1, TimeUnit.HOURS);
      sender.trySend(i);
      assertEquals(i, receive.get());
      sender.trySend(-1);
      CompletableFuture<Void> send = sender.send(i).orTimeout(1, TimeUnit.HOURS);
      channel.receiver().tryReceive();
      assertNull(send.get());
      sender.send(-2).completeOnTimeout(null, 1, TimeUnit.HOURS).cancel(false);
      assertEquals(i, channel.receiver().tryReceive());
    }
  }

  @Test
  void m5_b6_forgottenOperationsDoNotKeepTheChannel() {
    List<WeakReference<Object>> channels = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      waitAndForget(channels);
    }
    Garbage.awaitCollected("forgotten channels", this, channels);
  }

  private static void waitAndForget(List<WeakReference<Object>> channels) {
    AsyncChannel<Object> full = AsyncChannel.bounded(1);
    AsyncSender<Object> sender = full.sender();
    sender.trySend(new Object());
    sender.send(new Object());
    assertFalse(full.sender().poller().pollReady(() -> {}));
    AsyncChannel<Object> empty = AsyncChannel.bounded(1);
    empty.sender();
    empty.receiver().receive();
    channels.add(new WeakReference<>(full));
    channels.add(new WeakReference<>(sender));
    channels.add(new WeakReference<>(empty));
    channels.add(new WeakReference<>(empty.receiver()));
  }

  @Test
  void m5_callbacksThatHaveRunDoNotKeepTheirChannels() {
    List<WeakReference<Object>> channels = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      queueAndForget(channels);
    }
    Garbage.awaitCollected("channels", "nothing", channels);
  }

  /** Has callbacks of a second channel wait in this thread for one of the first. */
  private static void queueAndForget(List<WeakReference<Object>> channels) {
    AsyncChannel<Object> first = AsyncChannel.bounded(1);
    AsyncChannel<Object> second = AsyncChannel.bounded(1);
    AsyncSender<Object> toSecond = second.sender();
    CompletableFuture<Object> last = second.receiver().receive();
    first.receiver().receive().thenAccept(toSecond::trySend);
    first.sender().trySend(1);
    assertTrue(last.isDone());
    channels.add(new WeakReference<>(first));
    channels.add(new WeakReference<>(second));
  }

  @Test
  void m1_b29_aMessageReceivedByAFutureIsNotHeldByTheChannel() {
    AsyncChannel<Object> channel = AsyncChannel.bounded(2);
    AsyncSender<Object> sender = channel.sender();
    List<WeakReference<Object>> messages = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      receiveAndForget(channel, sender, messages);
    }
    Garbage.awaitCollected("received messages", List.of(channel, sender), messages);
  }

  private static void receiveAndForget(
      AsyncChannel<Object> channel,
      AsyncSender<Object> sender,
      List<WeakReference<Object>> messages) {
    Object message = new Object();
    messages.add(new WeakReference<>(message));
    CompletableFuture<Object> receive = channel.receiver().receive();
    assertEquals(SendResult.SENT, sender.trySend(message));
    assertSame(message, receive.join());
  }

  @Test
  void m3_pollingAllocatesNothing() throws Exception {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(100);
    AsyncSender<Integer> sender = channel.sender();
    int laps = 2_000;
    fillAndEmpty(channel, sender, laps);
    long before = allocatedBytes();
    fillAndEmpty(channel, sender, laps);
    long allocated = allocatedBytes() - before;
    assertTrue(allocated < laps * 100L, allocated + " bytes for " + laps * 100 + " messages");
  }

  private static void fillAndEmpty(
      AsyncChannel<Integer> channel, AsyncSender<Integer> sender, int laps) {
    Integer message = 1;
    CountingWaker waker = new CountingWaker();
    for (int lap = 0; lap < laps; lap++) {
      for (int i = 0; i < 100; i++) {
        assertSame(SendResult.SENT, sender.trySend(message));
      }
      for (int i = 0; i < 100; i++) {
        assertSame(message, channel.receiver().poll(waker));
      }
      assertNull(channel.receiver().poll(waker));
    }
  }

  /** A message may come while the receiver registers: then the registration is given up. */
  @Test
  void m3_pollingBesideASenderAllocatesNothing() throws Exception {
    pollBesideASender(MANY); // classes are loaded
    long before = allocatedBytes();
    pollBesideASender(10 * MANY);
    long allocated = allocatedBytes() - before;
    assertTrue(allocated < MANY / 10, allocated + " bytes for " + 10 * MANY + " messages");
  }

  private static void pollBesideASender(int messages) throws Exception {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(1_000);
    Thread sending = new Thread(() -> sendWithPauses(channel.sender(), messages));
    sending.start();
    CountingWaker waker = new CountingWaker();
    int waits = 0;
    for (int received = 0; received < messages; ) {
      if (channel.receiver().poll(waker) != null) {
        received++;
      } else {
        waits++;
        for (int looks = 0; waker.calls() < waits; looks++) {
          if (looks < 10_000) {
            Thread.onSpinWait();
          } else {
            Race.timedYield();
          }
        }
      }
    }
    sending.join();
  }

  private static void sendWithPauses(AsyncSender<Integer> sender, int messages) {
    Integer message = 1;
    for (int sent = 0; sent < messages; ) {
      if (sender.trySend(message) == SendResult.SENT) {
        sent++;
      } else {
        Race.timedYield();
      }
      for (int pause = ThreadLocalRandom.current().nextInt(20); pause > 0; pause--) {
        Thread.onSpinWait();
      }
    }
  }

  /** By reflection, because the module under test does not need java.management. */
  static long allocatedBytes() throws ReflectiveOperationException {
    Object threads =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getThreadMXBean")
            .invoke(null);
    return (long)
        Class.forName("com.sun.management.ThreadMXBean")
            .getMethod("getThreadAllocatedBytes", long.class)
            .invoke(threads, Thread.currentThread().getId());
  }
}

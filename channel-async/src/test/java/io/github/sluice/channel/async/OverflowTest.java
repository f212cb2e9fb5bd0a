// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.Overflow;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.StackEnd;
import io.github.sluice.channel.tck.Watchdog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** OV1 to OV6 for futures, wakers and subscribers. */
@Timeout(60)
class OverflowTest {
  private final List<Integer> undelivered = new ArrayList<>();
  private final AsyncChannel<Integer> channel =
      AsyncChannel.<Integer>builder(2)
          .overflow(Overflow.DROP_OLDEST)
          .onUndelivered(undelivered::add)
          .build();
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();

  @Test
  void ov1_noSendIsEverPending() {
    for (int i = 0; i < 5; i++) {
      assertTrue(sender.send(i).isDone());
      assertEquals(SendResult.SENT, sender.trySend(i, Duration.ofDays(1)).join());
    }
    assertEquals(0, channel.waitingSenders());
    assertEquals(8, undelivered.size());
  }

  @Test
  void ov3_loopsAndBatchesGetWhatIsLeft() {
    for (int i = 0; i < 5; i++) {
      sender.trySend(i);
    }
    List<Integer> into = new ArrayList<>();
    assertEquals(2, receiver.receiveMany(into, 9).join());
    assertEquals(List.of(3, 4), into);
    CompletableFuture<@Nullable Void> loop = receiver.forEach(into::add);
    sender.trySend(5);
    sender.trySend(6);
    sender.close();
    loop.join();
    assertEquals(List.of(3, 4, 5, 6), into);
    assertEquals(List.of(0, 1, 2), undelivered);
  }

  @Test
  void ov6_aWakerIsCalledOnceForTheFirstMessage() {
    CountingWaker waker = new CountingWaker();
    assertNull(receiver.poll(waker));
    for (int i = 0; i < 4; i++) {
      sender.trySend(i);
    }
    assertEquals(1, waker.calls());
    assertEquals(2, receiver.poll(waker));
    assertEquals(3, receiver.poll(waker));
    assertNull(receiver.poll(waker));
  }

  @Test
  void ov3_aPublisherIsNotHeldUpByASlowReceiver() throws Exception {
    try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>(Runnable::run, 8)) {
      publisher.subscribe(sender.subscriber());
      for (int i = 0; i < 1000; i++) {
        publisher.submit(i);
      }
    }
    List<Integer> received = new ArrayList<>();
    receiver.forEach(received::add).get(Watchdog.SECONDS, TimeUnit.SECONDS);
    assertEquals(List.of(998, 999), received);
    assertEquals(998, undelivered.size());
  }

  @Test
  void ov5_noTaskCanReserve() {
    assertThrows(UnsupportedOperationException.class, sender::poller);
    assertThrows(UnsupportedOperationException.class, () -> sender.reserve(1));
  }

  @Test
  void w1_aPendingSendIsGrantedWhenItsWeightFits() {
    AsyncChannel<String> weighing =
        AsyncChannel.<String>builder(10).weigher(String::length).build();
    AsyncSender<String> toWeighing = weighing.sender();
    toWeighing.send("123456").join();
    CompletableFuture<@Nullable Void> heavy = toWeighing.send("12345678");
    CompletableFuture<@Nullable Void> light = toWeighing.send("1");
    assertFalse(heavy.isDone() || light.isDone(), "nothing overtakes");
    assertEquals(SendResult.FULL, toWeighing.trySend("1"));
    assertEquals("123456", weighing.receiver().receive().join());
    assertTrue(heavy.isDone() && light.isDone());
    assertEquals(1, weighing.remainingCapacity());
    CompletableFuture<@Nullable Void> withdrawn = toWeighing.send("12345678");
    CompletableFuture<@Nullable Void> behind = toWeighing.send("1");
    assertTrue(withdrawn.cancel(true));
    assertTrue(behind.isDone());
    assertEquals(3, weighing.receiver().drain(message -> {}, 99));
    assertEquals(10, weighing.remainingCapacity());
  }

  @Test
  void w1_theWeightOfASendThatIsRefusedIsNotHeld() {
    AsyncChannel<String> weighing = AsyncChannel.<String>builder(4).weigher(String::length).build();
    AsyncSender<String> toWeighing = weighing.sender();
    toWeighing.send("1234").join();
    CompletableFuture<@Nullable Void> waiting = toWeighing.send("1234");
    weighing.receiver().close();
    assertTrue(waiting.isCompletedExceptionally());
    assertEquals("1234", weighing.receiver().tryReceive());
    assertTrue(weighing.receiver().isTerminated());
    assertThrows(UnsupportedOperationException.class, toWeighing::poller);
  }

  @Test
  void s8_aMessageThatCannotBeWeighedIsUndeliveredAndEndsTheSubscription() throws Exception {
    List<String> lost = new ArrayList<>();
    AsyncChannel<String> weighing =
        AsyncChannel.<String>builder(4).weigher(String::length).onUndelivered(lost::add).build();
    SubmissionPublisher<String> publisher = new SubmissionPublisher<>(Runnable::run, 8);
    publisher.subscribe(weighing.sender().subscriber());
    publisher.submit("1");
    publisher.submit(""); // weighs nothing, which is refused
    assertEquals(List.of(""), lost);
    assertFalse(publisher.hasSubscribers());
    List<String> received = new ArrayList<>();
    weighing.receiver().forEach(received::add).get(Watchdog.SECONDS, TimeUnit.SECONDS);
    assertEquals(List.of("1"), received);
  }

  @Test
  void p1_aSendAtTheEndOfTheStackLeavesNoReceiveBehind() throws Exception {
    for (int distance = 0; distance < 800 * StackEnd.PHASES; distance += 5) {
      CompletableFuture<@Nullable Integer> receive = receiver.receive();
      CompletableFuture<Boolean> isReceived = new CompletableFuture<>();
      StackEnd.newThread(
              distance,
              () -> sender.trySend(1),
              () -> {
                if (!receive.isDone()) {
                  sender.trySend(2);
                }
                isReceived.complete(receive.isDone());
              })
          .start();
      assertTrue(
          isReceived.get(Watchdog.SECONDS, TimeUnit.SECONDS), "stuck at distance " + distance);
      receiver.drain(message -> {}, 9);
    }
  }
}

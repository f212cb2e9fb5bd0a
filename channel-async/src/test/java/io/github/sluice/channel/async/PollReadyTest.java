// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.tck.Garbage;
import io.github.sluice.channel.tck.Race;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Places set aside for tasks that send with wakers: C1, C4, O5, X5, A1 to A4. */
class PollReadyTest {
  private final CountingWaker waker = new CountingWaker();
  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(2);
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncSender<Integer> other = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();

  @Test
  void c1_aPlaceSetAsideCountsAgainstTheCapacity() {
    assertTrue(sender.pollReady(waker));
    assertEquals(0, sender.size());
    assertEquals(1, sender.remainingCapacity());
    assertEquals(SendResult.SENT, other.trySend(1));
    assertEquals(SendResult.FULL, other.trySend(2));
    assertEquals(SendResult.SENT, sender.trySend(3));
    assertEquals(SendResult.FULL, sender.trySend(4));
    assertEquals(0, waker.calls());
    assertEquals(1, receiver.tryReceive());
    assertEquals(3, receiver.tryReceive());
    assertEquals(2, sender.remainingCapacity());
  }

  @Test
  void askingAgainKeepsThePlaceAndTakesNoSecondOne() {
    for (int i = 0; i < 5; i++) {
      assertTrue(sender.pollReady(waker));
      assertEquals(1, sender.remainingCapacity());
    }
    assertTrue(other.pollReady(waker));
    assertEquals(0, sender.remainingCapacity());
    AsyncSender<Integer> third = channel.sender();
    assertFalse(third.pollReady(waker));
    assertFalse(third.pollReady(waker));
    other.close();
    assertEquals(1, waker.calls());
    assertTrue(third.pollReady(waker));
    assertEquals(SendResult.SENT, third.trySend(1));
    assertEquals(1, waker.calls());
  }

  @Test
  void o5_handlesThatAskAreServedInTheirTurn() {
    other.trySend(1);
    other.trySend(2);
    assertFalse(sender.pollReady(waker));
    CompletableFuture<Void> behind = other.send(4);
    assertEquals(1, receiver.tryReceive());
    assertEquals(1, waker.calls());
    assertFalse(behind.isDone());
    assertEquals(SendResult.FULL, other.trySend(-1));
    assertEquals(SendResult.SENT, sender.trySend(3), "the place was promised");
    assertEquals(2, receiver.tryReceive());
    assertTrue(behind.isDone());
    assertEquals(3, receiver.tryReceive());
    assertEquals(4, receiver.tryReceive());
  }

  @Test
  void o6_theOwnTrySendWaitsItsTurnToo() {
    other.trySend(1);
    other.trySend(2);
    CompletableFuture<Void> ahead = other.send(3);
    assertFalse(sender.pollReady(waker));
    assertEquals(SendResult.FULL, sender.trySend(-1));
    assertEquals(1, receiver.tryReceive());
    assertTrue(ahead.isDone());
    assertEquals(0, waker.calls());
    assertEquals(SendResult.FULL, sender.trySend(-1));
    assertEquals(2, receiver.tryReceive());
    assertEquals(1, waker.calls());
    assertTrue(sender.pollReady(waker));
    assertEquals(SendResult.SENT, sender.trySend(4));
    assertEquals(3, receiver.tryReceive());
    assertEquals(4, receiver.tryReceive());
  }

  @Test
  void c5_othersAreNotToldFullBecauseAHandleAsksForRoomThatThereIs() throws Exception {
    try (WakerFixture fixture = new WakerFixture()) {
      Race.rounds(
          fixture,
          Race.times(5000),
          () ->
              Race.of(
                      channel,
                      () -> assertTrue(sender.pollReady(waker)),
                      () -> assertEquals(SendResult.SENT, other.trySend(1)))
                  .then(
                      () -> {
                        assertEquals(SendResult.SENT, sender.trySend(2));
                        assertEquals(2, receiver.drain(message -> {}, 3));
                      }));
    }
    assertEquals(0, waker.calls());
  }

  @Test
  void a1_onlyTheLatestWakerOfAHandleIsCalled() {
    CountingWaker replaced = new CountingWaker();
    other.trySend(1);
    other.trySend(2);
    assertFalse(sender.pollReady(replaced));
    assertFalse(sender.pollReady(waker));
    assertEquals(1, receiver.tryReceive());
    assertEquals(2, receiver.tryReceive());
    assertEquals(0, replaced.calls());
    assertEquals(1, waker.calls());
  }

  @Test
  void a3_aCallbackThatComesLateDoesNotCallTheWakerOfTheNextRegistration() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    AsyncChannel<Integer> deferred = AsyncChannel.bounded(1, tasks::add);
    AsyncSender<Integer> handle = deferred.sender();
    CountingWaker first = new CountingWaker();
    CountingWaker second = new CountingWaker();
    handle.trySend(1);
    assertFalse(handle.pollReady(first));
    assertEquals(1, deferred.receiver().tryReceive());
    assertTrue(handle.pollReady(first), "asked before the executor came to call the waker");
    assertEquals(SendResult.SENT, handle.trySend(2));
    assertFalse(handle.pollReady(second));
    tasks.forEach(Runnable::run);
    tasks.clear();
    assertTrue(first.calls() <= 1);
    assertEquals(0, second.calls(), "its turn has not come");
    assertEquals(2, deferred.receiver().tryReceive());
    tasks.forEach(Runnable::run);
    assertEquals(1, second.calls());
    assertTrue(handle.pollReady(second));
  }

  @Test
  void a4_theWakerOfAHandleIsNotHeldAfterItsTurnOrItsClosing() {
    other.trySend(1);
    other.trySend(2);
    List<WeakReference<Object>> wakers = new ArrayList<>();
    askForgotten(sender, wakers);
    AsyncSender<Integer> closed = channel.sender();
    askForgotten(closed, wakers);
    closed.close();
    receiver.tryReceive();
    Garbage.awaitCollected("wakers", List.of(channel, sender, closed, other), wakers);
  }

  private static void askForgotten(
      AsyncSender<Integer> sender, List<WeakReference<Object>> wakers) {
    Waker forgotten = new CountingWaker();
    assertFalse(sender.pollReady(forgotten));
    wakers.add(new WeakReference<>(forgotten));
  }

  @Test
  void a2_askingRacingAReceiveIsWokenOnceOrReadyAtOnce() throws Exception {
    other.trySend(1);
    other.trySend(1);
    int[] outcomes = new int[2];
    try (WakerFixture fixture = new WakerFixture()) {
      Race.rounds(
          fixture,
          Race.times(5000),
          () -> {
            CountingWaker racer = new CountingWaker();
            boolean[] ready = {false};
            return Race.of(
                    channel,
                    () -> assertEquals(1, receiver.tryReceive()),
                    () -> ready[0] = sender.pollReady(racer))
                .then(
                    () -> {
                      outcomes[ready[0] ? 1 : 0]++;
                      assertTrue(racer.calls() <= (ready[0] ? 0 : 1), "A3");
                      assertTrue(ready[0] || racer.calls() == 1, "A2");
                      assertEquals(SendResult.SENT, sender.trySend(1));
                      assertEquals(SendResult.FULL, other.trySend(1));
                    });
          });
    }
    assertTrue(outcomes[0] + outcomes[1] > 0);
  }

  @Test
  void c4_b1_closingAHandleRacingItsTurnLosesNoRoom() throws Exception {
    try (WakerFixture fixture = new WakerFixture()) {
      Race.rounds(
          fixture,
          Race.times(5000),
          () -> {
            AsyncChannel<Integer> raced = AsyncChannel.bounded(1);
            AsyncSender<Integer> leaving = raced.sender();
            AsyncSender<Integer> staying = raced.sender();
            staying.trySend(1);
            assertFalse(leaving.pollReady(new CountingWaker()));
            CompletableFuture<Void> behind = staying.send(2);
            return Race.of(raced, leaving::close, () -> raced.receiver().tryReceive())
                .then(
                    () -> {
                      assertTrue(behind.isDone(), "the place was lost");
                      assertEquals(2, raced.receiver().tryReceive());
                      assertEquals(1, staying.remainingCapacity());
                      staying.close();
                      assertTrue(raced.receiver().isTerminated());
                    });
          });
    }
  }

  @Test
  void c4_aHandleThatBecomesASubscriberGivesItsPlaceBack() {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
    AsyncSender<Integer> handle = channel.sender();
    assertTrue(handle.pollReady(new CountingWaker()));
    assertEquals(0, handle.remainingCapacity());
    handle.subscriber();
    assertEquals(1, handle.remainingCapacity());
    handle.close();
    assertTrue(channel.receiver().isTerminated());
  }
}

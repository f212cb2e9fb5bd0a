// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.tck.Garbage;
import io.github.sluice.channel.tck.Race;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Permits reserved for tasks that send with wakers: C1, C4, O5, X5, A1 to A4. */
class PollReadyTest {
  private final CountingWaker waker = new CountingWaker();
  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(2);
  private final AsyncSender<Integer> sender = channel.sender();
  private final SendPoller<Integer> poller = sender.poller();
  private final AsyncSender<Integer> other = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();

  @Test
  void c1_aReservedPermitCountsAgainstTheCapacity() {
    assertTrue(poller.pollReady(waker));
    assertEquals(0, sender.size());
    assertEquals(1, sender.remainingCapacity());
    assertEquals(SendResult.SENT, other.trySend(1));
    assertEquals(SendResult.FULL, other.trySend(2));
    assertEquals(SendResult.SENT, poller.trySend(3));
    assertEquals(SendResult.FULL, poller.trySend(4));
    assertEquals(0, waker.calls());
    assertEquals(1, receiver.tryReceive());
    assertEquals(3, receiver.tryReceive());
    assertEquals(2, sender.remainingCapacity());
  }

  @Test
  void askingAgainKeepsThePermitAndTakesNoSecondOne() {
    for (int i = 0; i < 5; i++) {
      assertTrue(poller.pollReady(waker));
      assertEquals(1, sender.remainingCapacity());
    }
    SendPoller<Integer> second = other.poller();
    assertTrue(second.pollReady(waker));
    assertEquals(0, sender.remainingCapacity());
    SendPoller<Integer> third = other.poller();
    assertFalse(third.pollReady(waker));
    assertFalse(third.pollReady(waker));
    second.close();
    assertEquals(1, waker.calls());
    assertTrue(third.pollReady(waker));
    assertEquals(SendResult.SENT, third.trySend(1));
    assertEquals(1, waker.calls());
  }

  @Test
  void o5_pollersAreGrantedInTheOrderOfTheirComing() {
    other.trySend(1);
    other.trySend(2);
    assertFalse(poller.pollReady(waker));
    CompletableFuture<Void> behind = other.send(4);
    assertEquals(1, receiver.tryReceive());
    assertEquals(1, waker.calls());
    assertFalse(behind.isDone());
    assertEquals(SendResult.FULL, other.trySend(-1));
    assertEquals(SendResult.SENT, poller.trySend(3), "the permit was granted");
    assertEquals(2, receiver.tryReceive());
    assertTrue(behind.isDone());
    assertEquals(3, receiver.tryReceive());
    assertEquals(4, receiver.tryReceive());
  }

  @Test
  void o6_theOwnTrySendDoesNotOvertakeEither() {
    other.trySend(1);
    other.trySend(2);
    CompletableFuture<Void> ahead = other.send(3);
    assertFalse(poller.pollReady(waker));
    assertEquals(SendResult.FULL, poller.trySend(-1));
    assertEquals(1, receiver.tryReceive());
    assertTrue(ahead.isDone());
    assertEquals(0, waker.calls());
    assertEquals(SendResult.FULL, poller.trySend(-1));
    assertEquals(2, receiver.tryReceive());
    assertEquals(1, waker.calls());
    assertTrue(poller.pollReady(waker));
    assertEquals(SendResult.SENT, poller.trySend(4));
    assertEquals(3, receiver.tryReceive());
    assertEquals(4, receiver.tryReceive());
  }

  @Test
  void c5_otherSendsAreNotFullBecauseAHandleAsksForCapacityThatIsFree() throws Exception {
    try (WakerFixture fixture = new WakerFixture()) {
      Race.rounds(
          fixture,
          Race.times(5000),
          () ->
              Race.of(
                      channel,
                      () -> assertTrue(poller.pollReady(waker)),
                      () -> assertEquals(SendResult.SENT, other.trySend(1)))
                  .then(
                      () -> {
                        assertEquals(SendResult.SENT, poller.trySend(2));
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
    assertFalse(poller.pollReady(replaced));
    assertFalse(poller.pollReady(waker));
    assertEquals(1, receiver.tryReceive());
    assertEquals(2, receiver.tryReceive());
    assertEquals(0, replaced.calls());
    assertEquals(1, waker.calls());
  }

  @Test
  void a3_aCallbackThatComesLateDoesNotCallTheWakerOfTheNextRegistration() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    AsyncChannel<Integer> deferred = AsyncChannel.bounded(1, tasks::add);
    SendPoller<Integer> handle = deferred.sender().poller();
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
    assertEquals(0, second.calls(), "it has not been granted");
    assertEquals(2, deferred.receiver().tryReceive());
    tasks.forEach(Runnable::run);
    assertEquals(1, second.calls());
    assertTrue(handle.pollReady(second));
  }

  @Test
  void a4_theWakerOfAHandleIsNotHeldAfterItsGrantOrItsClosing() {
    other.trySend(1);
    other.trySend(2);
    List<WeakReference<Object>> wakers = new ArrayList<>();
    askForgotten(poller, wakers);
    SendPoller<Integer> closed = sender.poller();
    askForgotten(closed, wakers);
    closed.close();
    receiver.tryReceive();
    Garbage.awaitCollected("wakers", List.of(channel, poller, closed, other), wakers);
  }

  private static void askForgotten(SendPoller<Integer> poller, List<WeakReference<Object>> wakers) {
    Waker forgotten = new CountingWaker();
    assertFalse(poller.pollReady(forgotten));
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
                    () -> ready[0] = poller.pollReady(racer))
                .then(
                    () -> {
                      outcomes[ready[0] ? 1 : 0]++;
                      assertTrue(racer.calls() <= (ready[0] ? 0 : 1), "A3");
                      assertTrue(ready[0] || racer.calls() == 1, "A2");
                      assertEquals(SendResult.SENT, poller.trySend(1));
                      assertEquals(SendResult.FULL, other.trySend(1));
                    });
          });
    }
    assertTrue(outcomes[0] + outcomes[1] > 0);
  }

  @Test
  void c4_b1_closingAPollerRacingItsGrantLosesNoCapacity() throws Exception {
    try (WakerFixture fixture = new WakerFixture()) {
      Race.rounds(
          fixture,
          Race.times(5000),
          () -> {
            AsyncChannel<Integer> raced = AsyncChannel.bounded(1);
            AsyncSender<Integer> staying = raced.sender();
            SendPoller<Integer> leaving = staying.poller();
            staying.trySend(1);
            assertFalse(leaving.pollReady(new CountingWaker()));
            CompletableFuture<Void> behind = staying.send(2);
            return Race.of(raced, leaving::close, () -> raced.receiver().tryReceive())
                .then(
                    () -> {
                      assertTrue(behind.isDone(), "the permit was lost");
                      assertEquals(2, raced.receiver().tryReceive());
                      assertEquals(1, staying.remainingCapacity());
                      staying.close();
                      assertTrue(raced.receiver().isTerminated());
                    });
          });
    }
  }

  @Test
  void r9_aPermitIsThePollersAloneWhateverItsHandleDoes() {
    assertTrue(poller.pollReady(waker));
    assertEquals(SendResult.SENT, sender.trySend(1));
    assertEquals(SendResult.FULL, sender.trySend(-1), "the permit is the poller's");
    CompletableFuture<Void> pending = sender.send(3);
    sender.subscriber();
    assertEquals(SendResult.SENT, poller.trySend(2));
    assertEquals(SendResult.FULL, poller.trySend(-1), "without a permit it is a handle as any");
    assertEquals(1, receiver.tryReceive());
    assertTrue(pending.isDone());
    assertEquals(2, receiver.tryReceive());
    assertEquals(3, receiver.tryReceive());
  }

  @Test
  void r9_handlesAreUsedByOtherThreadsWhileTheirPollersWait() throws Exception {
    try (WakerFixture fixture = new WakerFixture()) {
      Race.rounds(
          fixture,
          2000,
          () -> {
            AsyncChannel<Integer> raced = AsyncChannel.bounded(1);
            AsyncSender<Integer> shared = raced.sender();
            SendPoller<Integer> one = shared.poller();
            SendPoller<Integer> two = shared.poller();
            List<SendResult> results = new CopyOnWriteArrayList<>();
            return Race.of(
                    raced,
                    () -> results.add(one.pollReady(waker) ? one.trySend(1) : SendResult.FULL),
                    () -> results.add(two.pollReady(waker) ? two.trySend(2) : SendResult.FULL),
                    () -> results.add(shared.trySend(3)))
                .then(
                    () -> {
                      one.close();
                      two.close();
                      assertEquals(1, Collections.frequency(results, SendResult.SENT));
                      assertEquals(1, raced.receiver().drain(message -> {}, 3));
                      assertEquals(1, shared.remainingCapacity());
                    });
          });
    }
  }

  @Test
  void c4_aPollerThatReleasesItsPermitCanAskAgain() {
    poller.close();
    assertTrue(poller.pollReady(waker));
    poller.close();
    poller.close();
    assertEquals(2, sender.remainingCapacity());
    assertFalse(sender.isClosed());
    other.trySend(1);
    other.trySend(2);
    assertFalse(poller.pollReady(waker));
    CompletableFuture<Void> behind = other.send(3);
    poller.close();
    assertEquals(1, receiver.tryReceive());
    assertTrue(behind.isDone());
    assertEquals(0, waker.calls(), "it waits no more");
    assertFalse(poller.pollReady(waker));
    assertEquals(2, receiver.tryReceive());
    assertEquals(1, waker.calls());
    assertEquals(SendResult.SENT, poller.trySend(4));
    assertEquals(3, receiver.tryReceive());
    assertEquals(4, receiver.tryReceive());
  }
}

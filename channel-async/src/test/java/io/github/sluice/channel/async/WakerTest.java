// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.tck.Garbage;
import io.github.sluice.channel.tck.Race;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A1 to A4: wakers of the receiver. */
class WakerTest {
  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(2);
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();

  @Test
  void a1_b24_onlyTheLatestWakerIsCalled() {
    CountingWaker replaced = new CountingWaker();
    CountingWaker latest = new CountingWaker();
    assertNull(receiver.poll(replaced));
    assertNull(receiver.poll(latest));
    sender.trySend(1);
    assertEquals(0, replaced.calls());
    assertEquals(1, latest.calls());
    assertEquals(1, receiver.poll(replaced));
    sender.trySend(2);
    assertEquals(0, replaced.calls(), "a poll that finds a message registers nothing");
  }

  @Test
  void a1_theSameWakerMayBeRegisteredAgain() {
    CountingWaker waker = new CountingWaker();
    for (int message = 0; message < 10; message++) {
      assertNull(receiver.poll(waker));
      assertNull(receiver.poll(waker));
      sender.trySend(message);
      assertEquals(message + 1, waker.calls());
      assertEquals(message, receiver.poll(waker));
    }
  }

  @Test
  void a2_aMessageFromBeforeIsFoundWithoutWaker() {
    CountingWaker waker = new CountingWaker();
    sender.trySend(1);
    assertEquals(1, receiver.poll(waker));
    assertEquals(0, waker.calls());
  }

  @Test
  void a3_oneWakePerRegistration() {
    CountingWaker waker = new CountingWaker();
    assertNull(receiver.poll(waker));
    sender.trySend(1);
    sender.trySend(2);
    sender.close();
    receiver.close();
    assertEquals(1, waker.calls());
    assertEquals(1, receiver.tryReceive());
    assertEquals(2, receiver.tryReceive());
    assertEquals(1, waker.calls());
  }

  @Test
  void a3_aPollAtTheEndRegistersNothing() {
    CountingWaker waker = new CountingWaker();
    sender.close();
    assertNull(receiver.poll(waker));
    assertTrue(receiver.isTerminated());
    receiver.close();
    receiver.cancel();
    assertEquals(0, waker.calls());
  }

  @Test
  void x6_theEndCallsTheWaker() {
    List<Consumer<AsyncChannel<Integer>>> ends =
        List.of(ended -> ended.receiver().close(), ended -> ended.receiver().cancel());
    for (Consumer<AsyncChannel<Integer>> end : ends) {
      AsyncChannel<Integer> ended = AsyncChannel.bounded(1);
      CountingWaker waker = new CountingWaker();
      assertNull(ended.receiver().poll(waker));
      end.accept(ended);
      assertEquals(1, waker.calls(), "end " + ends.indexOf(end));
      assertTrue(ended.receiver().isTerminated());
    }
    CountingWaker waker = new CountingWaker();
    assertNull(receiver.poll(waker));
    AsyncSender<Integer> copy = sender.copy();
    sender.close();
    assertFalse(receiver.isTerminated());
    copy.close();
    assertEquals(1, waker.calls());
    assertTrue(receiver.isTerminated());
  }

  @Test
  void x6_theEndCallsTheWakerInAnExecutorToo() {
    List<Consumer<AsyncChannel<Integer>>> ends =
        List.of(
            ended -> ended.sender().close(),
            ended -> ended.receiver().close(),
            ended -> ended.receiver().cancel());
    for (Consumer<AsyncChannel<Integer>> end : ends) {
      Queue<Runnable> tasks = new ArrayDeque<>();
      AsyncChannel<Integer> ended = AsyncChannel.bounded(1, tasks::add);
      CountingWaker waker = new CountingWaker();
      assertNull(ended.receiver().poll(waker));
      end.accept(ended);
      tasks.forEach(Runnable::run);
      assertEquals(1, waker.calls(), "end " + ends.indexOf(end));
    }
  }

  @Test
  @SuppressWarnings("NullAway")
  void s5_noWakerIsRefusedBeforeAnyEffect() {
    sender.trySend(1);
    assertThrows(NullPointerException.class, () -> receiver.poll(null));
    assertThrows(NullPointerException.class, () -> sender.poller().pollReady(null));
    assertEquals(1, receiver.tryReceive());
    assertEquals(2, sender.remainingCapacity());
    assertThrows(NullPointerException.class, () -> receiver.poll(null));
    receiver.close();
    assertThrows(NullPointerException.class, () -> receiver.poll(null));
    assertThrows(NullPointerException.class, () -> sender.poller().pollReady(null));
  }

  @Test
  void a4_b13_wakersAreNotHeldWhenTheyCanNotBeCalledAnyMore() {
    List<Consumer<AsyncChannel<Integer>>> ends =
        List.of(
            ended -> ended.receiver().close(),
            ended -> ended.receiver().cancel(),
            ended -> ended.sender().close(),
            ended -> {
              AsyncSender<Integer> handle = ended.sender();
              handle.trySend(1);
              ended.receiver().tryReceive();
            },
            ended -> assertNull(ended.receiver().poll(() -> {})));
    for (Consumer<AsyncChannel<Integer>> end : ends) {
      AsyncChannel<Integer> ended = AsyncChannel.bounded(1);
      List<WeakReference<Object>> wakers = registerForgotten(ended);
      end.accept(ended);
      Garbage.awaitCollected(
          "the waker after end " + ends.indexOf(end), List.of(ended, ended.receiver()), wakers);
    }
  }

  @Test
  void a4_b13_aWakerIsNotHeldAfterAThreadHasWaited() throws Exception {
    List<WeakReference<Object>> wakers = registerForgotten(channel);
    assertNull(receiver.blocking().tryReceive(Duration.ofMillis(1)));
    sender.close();
    Garbage.awaitCollected("the waker", List.of(channel, receiver), wakers);
  }

  private static List<WeakReference<Object>> registerForgotten(AsyncChannel<Integer> channel) {
    List<WeakReference<Object>> wakers = new ArrayList<>();
    Waker waker = new CountingWaker();
    assertNull(channel.receiver().poll(waker));
    wakers.add(new WeakReference<>(waker));
    return wakers;
  }

  @Test
  void a2_a3_aPollRacingASendIsWokenOnceOrFindsTheMessage() throws Exception {
    pollRacingASend(() -> {});
  }

  @Test
  void a3_whatACancelledReceiveHasLeftDoesNotCallTheWakerOfAPollThatFindsTheMessage()
      throws Exception {
    pollRacingASend(() -> assertTrue(receiver.receive().cancel(false)));
  }

  private void pollRacingASend(Runnable before) throws Exception {
    try (WakerFixture fixture = new WakerFixture()) {
      Race.rounds(
          fixture,
          Race.times(20_000),
          () -> {
            before.run();
            CountingWaker waker = new CountingWaker();
            AtomicReference<Integer> polled = new AtomicReference<>();
            return Race.of(
                    channel,
                    () -> assertEquals(SendResult.SENT, sender.trySend(1)),
                    () -> polled.set(receiver.poll(waker)))
                .then(
                    () -> {
                      boolean found = polled.get() != null;
                      assertEquals(found ? 0 : 1, waker.calls(), "A2, A3");
                      assertEquals(found ? null : 1, receiver.tryReceive());
                    });
          });
    }
  }

  @Test
  void a1_b24_ofTwoWakersRegisteredWhileASendComesTheLatestIsCalled() throws Exception {
    try (WakerFixture fixture = new WakerFixture()) {
      Race.rounds(
          fixture,
          Race.times(5000),
          () -> {
            CountingWaker first = new CountingWaker();
            CountingWaker second = new CountingWaker();
            int[] received = {0};
            return Race.of(
                    channel,
                    () -> assertEquals(SendResult.SENT, sender.trySend(1)),
                    () -> {
                      if (receiver.poll(first) != null || receiver.poll(second) != null) {
                        received[0]++;
                      }
                    })
                .then(
                    () -> {
                      assertTrue(first.calls() <= 1 && second.calls() <= 1, "A3");
                      assertTrue(received[0] == 1 || second.calls() == 1, "A1: lost");
                      received[0] += receiver.tryReceive() != null ? 1 : 0;
                      assertEquals(1, received[0]);
                    });
          });
    }
  }
}

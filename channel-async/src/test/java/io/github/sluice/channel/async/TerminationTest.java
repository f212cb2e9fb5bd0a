// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** E1, E2, L2: the end of the stream, in corners. */
class TerminationTest {
  @Test
  void e1_close_permitReturned_loop() throws Exception {
    try (FutureFixture fixture = new FutureFixture(null)) {
      Race.rounds(
          fixture,
          3000,
          () -> {
            AsyncChannel<Integer> raced = AsyncChannel.bounded(4);
            AsyncReceiver<Integer> receiver = raced.receiver();
            AsyncSender<Integer> sender = raced.sender();
            Permit<Integer> permit = sender.tryReserve(1);
            assertNotNull(permit);
            CompletableFuture<Void> end = receiver.terminationFuture();
            sender.trySend(1);
            receiver.close();
            AtomicReference<CompletableFuture<Void>> loop = new AtomicReference<>();
            return Race.of(raced, permit::close, () -> loop.set(receiver.forEach(message -> {})))
                .then(
                    () -> {
                      Watchdog.get("the loop", raced, loop.get());
                      Watchdog.get("the end", raced, end);
                    });
          });
    }
  }

  @Test
  void e2_aCancelAfterTheEndHidesNoFailure() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    AsyncChannel<Integer> channel = AsyncChannel.bounded(4, tasks::add);
    CompletableFuture<Void> end = channel.receiver().terminationFuture();
    channel.sender().closeExceptionally(new Exception("a test's"));
    channel.receiver().cancel();
    tasks.remove().run();
    assertThrows(ChannelFailedException.class, () -> Watchdog.get("the end", channel, end));
  }

  @Test
  void e1_theLastUndeliveredMessageIsHandedOverBeforeTheEnd() {
    AtomicReference<Permit<Integer>> permit = new AtomicReference<>();
    AtomicReference<CompletableFuture<Void>> end = new AtomicReference<>();
    List<Boolean> ended = new ArrayList<>();
    AsyncChannel<Integer> channel =
        AsyncChannel.<Integer>builder(4)
            .onUndelivered(
                message -> {
                  permit.get().close();
                  ended.add(end.get().isDone());
                })
            .build();
    AsyncSender<Integer> sender = channel.sender();
    end.set(channel.receiver().terminationFuture());
    permit.set(sender.tryReserve(1));
    sender.trySend(1);
    channel.receiver().cancel();
    assertEquals(List.of(false), ended);
    assertTrue(end.get().isDone());
  }

  @Test
  void e1_aCancelInsideOfADrainIsTheEnd() {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(4);
    AsyncReceiver<Integer> receiver = channel.receiver();
    AsyncSender<Integer> sender = channel.sender();
    Permit<Integer> permit = sender.tryReserve(1);
    sender.trySend(1);
    receiver.close();
    List<Boolean> ended = new ArrayList<>();
    receiver.drain(
        message -> {
          receiver.cancel();
          ended.add(receiver.isTerminated());
          ended.add(receiver.terminationFuture().isDone());
        },
        2);
    assertEquals(List.of(true, true), ended);
    assertNotNull(permit);
  }

  @Test
  void l2_a2_aTaskThatAsksWhileTheChannelIsDiscardedIsWokenOrAsksAgain() {
    AtomicReference<AsyncReceiver<Integer>> receiver = new AtomicReference<>();
    CountingWaker waker = new CountingWaker();
    List<Integer> into = new ArrayList<>();
    List<String> asked = new ArrayList<>();
    AsyncChannel<Integer> channel =
        AsyncChannel.<Integer>builder(4)
            .onUndelivered(
                message -> {
                  if (message == 1) { // the other is still there
                    asked.add("ready " + receiver.get().pollReady(waker));
                    asked.add("many " + receiver.get().pollMany(into, 3, waker));
                  }
                })
            .build();
    receiver.set(channel.receiver());
    AsyncSender<Integer> sender = channel.sender();
    sender.trySend(1);
    sender.trySend(2);
    channel.receiver().cancel();
    assertEquals(List.of("ready false", "many 0"), asked);
    assertEquals(2, waker.calls(), "once for each, when the last message has been handed over");
    assertFalse(channel.receiver().pollReady(waker));
    assertTrue(channel.receiver().isTerminated());
  }
}

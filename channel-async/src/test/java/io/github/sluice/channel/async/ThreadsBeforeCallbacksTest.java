// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.PendingThread;
import io.github.sluice.channel.tck.ThreadKind;
import io.github.sluice.channel.tck.ThreadKinds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** P1: threads are unparked before any callback runs, and a callback that blocks delays none. */
class ThreadsBeforeCallbacksTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private static final Consumer<AsyncChannel<Integer>> CLOSE =
      channel -> channel.receiver().close();
  private static final Consumer<AsyncChannel<Integer>> CANCEL =
      channel -> channel.receiver().cancel();
  private static final Consumer<AsyncChannel<Integer>> FAIL =
      channel -> channel.sender().closeExceptionally(new IllegalStateException("a test's"));

  // ---- refused threads

  @ThreadKinds
  void p1_aDependentOfClosedDelaysNoRefusedThread(ThreadKind threads) {
    for (Consumer<AsyncChannel<Integer>> closing : List.of(CLOSE, CANCEL, FAIL)) {
      assertRefusedInTime(threads, channel -> channel.sender().closeFuture(), closing);
    }
  }

  @ThreadKinds
  void p1_aDependentOfARefusedSendDelaysNoRefusedThread(ThreadKind threads) {
    for (Consumer<AsyncChannel<Integer>> closing : List.of(CLOSE, CANCEL, FAIL)) {
      assertRefusedInTime(threads, channel -> channel.sender().send(1), closing);
      assertRefusedInTime(threads, channel -> channel.sender().reserve(), closing);
    }
  }

  @ThreadKinds
  void p1_aDependentOfForEachDelaysNoRefusedThread(ThreadKind threads) {
    assertRefusedInTime(threads, channel -> channel.receiver().forEach(message -> {}), CANCEL);
  }

  @ThreadKinds
  void p1_aDependentOfForEachDelaysNoThreadThatItsActionRefuses(ThreadKind threads) {
    for (Consumer<AsyncChannel<Integer>> closing : List.of(CLOSE, CANCEL)) {
      for (InlineCallbacks where : InlineCallbacks.values()) {
        AsyncChannel<Integer> channel = where.channel(1);
        AsyncSender<Integer> sender = channel.sender();
        try (ViewsFixture fixture = new ViewsFixture(threads)) {
          CompletableFuture<Integer> begin = channel.receiver().receive();
          CompletableFuture<SendResult> waitsForIt =
              begin.thenCompose(
                  message -> {
                    sender.trySend(1);
                    sender.send(2); // which the action's message lets in
                    PendingThread<SendResult> send =
                        fixture.begin(channel, () -> sender.blocking().trySend(3, HOUR));
                    return channel
                        .receiver()
                        .forEach(taken -> closing.accept(channel))
                        .thenApply(end -> send.await());
                  });
          assertEquals(SendResult.SENT, sender.trySend(0));
          assertEquals(SendResult.CLOSED, waitsForIt.join());
        }
      }
    }
  }

  @ThreadKinds
  void p1_aDependentOfAReceiveDelaysNoRefusedThread(ThreadKind threads) {
    assertRefusedInTime(threads, channel -> channel.receiver().receive(), CANCEL);
  }

  /** A dependent of what the closing completes waits for a thread that the closing refuses. */
  private static void assertRefusedInTime(
      ThreadKind threads,
      Function<AsyncChannel<Integer>, CompletableFuture<?>> completed,
      Consumer<AsyncChannel<Integer>> closing) {
    for (InlineCallbacks where : InlineCallbacks.values()) {
      AsyncChannel<Integer> channel = where.channel(1);
      AsyncSender<Integer> sender = channel.sender();
      try (ViewsFixture fixture = new ViewsFixture(threads)) {
        assertEquals(1, sender.tryReserve().remaining());
        CompletableFuture<?> before = completed.apply(channel);
        PendingThread<SendResult> send =
            fixture.begin(channel, () -> sender.blocking().trySend(2, HOUR));
        CompletableFuture<SendResult> waitsForIt = before.handle((result, failure) -> send.await());
        assertFalse(waitsForIt.isDone());
        closing.accept(channel);
        assertEquals(SendResult.CLOSED, waitsForIt.join());
      }
    }
  }

  @ThreadKinds
  void p1_onUndeliveredDelaysNoRefusedThread(ThreadKind threads) {
    for (InlineCallbacks where : InlineCallbacks.values()) {
      List<PendingThread<SendResult>> sends = new ArrayList<>();
      List<SendResult> results = new ArrayList<>();
      AsyncChannel<Integer> channel =
          where.channel(1, message -> results.add(sends.get(0).await()));
      AsyncSender<Integer> sender = channel.sender();
      try (ViewsFixture fixture = new ViewsFixture(threads)) {
        assertEquals(SendResult.SENT, sender.trySend(1));
        sends.add(fixture.begin(channel, () -> sender.blocking().trySend(2, HOUR)));
        channel.receiver().cancel();
        assertEquals(List.of(SendResult.CLOSED), results);
      }
    }
  }

  // ---- granted threads

  @ThreadKinds
  void p7_aDependentOfAGrantedSendDelaysNoThreadGrantedByTheSameOperation(ThreadKind threads) {
    List<Consumer<AsyncReceiver<Integer>>> takesOfTwo =
        List.of(
            receiver -> receiver.drain(message -> {}, 2),
            receiver -> receiver.receiveMany(new ArrayList<>(), 2),
            receiver -> receiver.pollMany(new ArrayList<>(), 2, () -> {}));
    for (InlineCallbacks where : InlineCallbacks.values()) {
      for (Consumer<AsyncReceiver<Integer>> take : takesOfTwo) {
        AsyncChannel<Integer> channel = where.channel(2);
        AsyncSender<Integer> sender = channel.sender();
        try (ViewsFixture fixture = new ViewsFixture(threads)) {
          assertEquals(SendResult.SENT, sender.trySend(0));
          assertEquals(SendResult.SENT, sender.trySend(1));
          CompletableFuture<Void> first = sender.send(2);
          PendingThread<SendResult> second =
              fixture.begin(channel, () -> sender.blocking().trySend(3, HOUR));
          CompletableFuture<SendResult> waitsForIt = first.thenApply(sent -> second.await());
          take.accept(channel.receiver());
          assertEquals(SendResult.SENT, waitsForIt.join());
        }
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static java.util.concurrent.CompletableFuture.runAsync;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Watchdog;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Many messages at a time, by a future or a waker. */
class AsyncReceiveManyTest {
  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(4);
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();
  private final List<Integer> into = new ArrayList<>(List.of(-1));
  private final CountingWaker waker = new CountingWaker();

  private void send(int... messages) {
    for (int message : messages) {
      assertEquals(SendResult.SENT, sender.trySend(message));
    }
  }

  private static void assertFailsWith(String text, CompletableFuture<?> future) {
    CompletionException failed = assertThrows(CompletionException.class, future::join);
    assertEquals(text, failed.getCause().getMessage());
  }

  // ---- futures

  @Test
  void o3_whatIsThereIsTakenAtOnceUpToTheLimit() {
    send(1, 2, 3);
    CompletableFuture<Integer> two = receiver.receiveMany(into, 2);
    assertEquals(2, two.getNow(null));
    assertEquals(List.of(-1, 1, 2), into);
    assertEquals(1, receiver.receiveMany(into, 5).getNow(null));
    assertEquals(List.of(-1, 1, 2, 3), into);
  }

  @Test
  void p1_theFirstMessageToComeCompletesIt() {
    CompletableFuture<Integer> receive = receiver.receiveMany(into, 5);
    assertFalse(receive.isDone());
    send(1);
    assertEquals(1, receive.getNow(null));
    assertEquals(List.of(-1, 1), into);
    assertEquals(0, receiver.size());
  }

  @Test
  void messagesAreAddedWhereCallbacksRun() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    AsyncChannel<Integer> deferred = AsyncChannel.bounded(4, tasks::add);
    AsyncSender<Integer> handle = deferred.sender();
    CompletableFuture<Integer> receive = deferred.receiver().receiveMany(into, 3);
    for (int i = 1; i <= 4; i++) {
      handle.trySend(i);
    }
    assertEquals(List.of(-1), into);
    assertEquals(4, deferred.receiver().size());
    assertEquals(1, tasks.size());
    tasks.remove().run();
    assertEquals(3, receive.getNow(null));
    assertEquals(List.of(-1, 1, 2, 3), into);
    assertEquals(4, deferred.receiver().tryReceive());
  }

  @Test
  void p2_itLetsInAsManyWaitingSendsAsItTakes() {
    send(1, 2, 3, 4);
    List<CompletableFuture<Void>> sends = new ArrayList<>();
    for (int i = 5; i <= 8; i++) {
      sends.add(sender.send(i));
    }
    assertEquals(3, receiver.receiveMany(into, 3).getNow(null));
    assertEquals(3, sends.stream().filter(CompletableFuture::isDone).count());
    assertFalse(sends.get(3).isDone());
  }

  @Test
  void b15_atTheEndItIs0AndTheCollectionUntouched() {
    send(1);
    receiver.close();
    assertEquals(1, receiver.receiveMany(into, 5).getNow(null));
    assertEquals(0, receiver.receiveMany(into, 5).getNow(null));
    assertEquals(List.of(-1, 1), into);
  }

  @Test
  void x6_theLastSenderCompletesItWith0() {
    CompletableFuture<Integer> receive = receiver.receiveMany(into, 5);
    sender.close();
    assertEquals(0, receive.getNow(null));
    assertEquals(List.of(-1), into);
  }

  @Test
  void b1_b25_theLastPermitCompletesIt() {
    Permit<Integer> used = sender.tryReserve();
    Permit<Integer> unused = sender.tryReserve();
    receiver.close();
    CompletableFuture<Integer> receive = receiver.receiveMany(into, 5);
    used.send(1);
    assertEquals(1, receive.getNow(null));
    receive = receiver.receiveMany(into, 5);
    assertFalse(receive.isDone());
    unused.close();
    assertEquals(0, receive.getNow(null));
  }

  @Test
  void x6_aFailureIsReportedAfterWhatWasAccepted() {
    IOException cause = new IOException("a test's");
    send(1);
    sender.closeExceptionally(cause);
    assertEquals(1, receiver.receiveMany(into, 5).getNow(null));
    CompletableFuture<Integer> failed = receiver.receiveMany(into, 5);
    Throwable failure = assertThrows(CompletionException.class, failed::join).getCause();
    assertEquals(ChannelFailedException.class, failure.getClass());
    assertSame(cause, failure.getCause());
    assertEquals(0, receiver.receiveMany(into, 0).getNow(null));
  }

  @Test
  void x6_aFailureCompletesTheOneThatWaits() {
    CompletableFuture<Integer> receive = receiver.receiveMany(into, 5);
    IOException cause = new IOException("a test's");
    sender.closeExceptionally(cause);
    assertFailsWith(new ChannelFailedException(receiver.name(), cause).getMessage(), receive);
    assertThrows(ChannelFailedException.class, receiver::tryReceive);
  }

  @Test
  void aLimitOf0NeedsNoWaiting() {
    assertEquals(0, receiver.receiveMany(into, 0).getNow(null));
    assertEquals(0, receiver.pollMany(into, 0, waker));
    send(1);
    assertEquals(0, receiver.receiveMany(into, 0).getNow(null));
    assertEquals(0, receiver.pollMany(into, 0, waker));
    assertEquals(0, waker.calls());
    assertEquals(1, receiver.tryReceive());
  }

  @Test
  @SuppressWarnings("NullAway")
  void s5_misuseIsRefusedBeforeAnythingHappens() {
    send(1);
    assertThrows(NullPointerException.class, () -> receiver.receiveMany(null, 1));
    assertThrows(IllegalArgumentException.class, () -> receiver.receiveMany(into, -1));
    assertThrows(NullPointerException.class, () -> receiver.pollMany(null, 1, waker));
    assertThrows(NullPointerException.class, () -> receiver.pollMany(into, 1, null));
    assertThrows(IllegalArgumentException.class, () -> receiver.pollMany(into, -1, waker));
    assertThrows(NullPointerException.class, () -> receiver.forEach(null));
    assertEquals(1, receiver.tryReceive());
    assertEquals(List.of(-1), into);
  }

  @Test
  void a7_itHasTheReceiverToItself() {
    CompletableFuture<Integer> receive = receiver.receiveMany(into, 5);
    assertThrows(IllegalStateException.class, () -> receiver.receiveMany(into, 5));
    assertThrows(IllegalStateException.class, () -> receiver.receiveMany(into, 0));
    assertThrows(IllegalStateException.class, () -> receiver.pollMany(into, 5, waker));
    assertThrows(IllegalStateException.class, () -> receiver.forEach(into::add));
    assertThrows(IllegalStateException.class, receiver::receive);
    assertThrows(IllegalStateException.class, receiver::tryReceive);
    send(1);
    assertEquals(1, receive.getNow(null));
    assertEquals(null, receiver.tryReceive());
  }

  @Test
  void a5_whatTheCollectionRefusesStaysInTheChannel() {
    send(1, 2, 3);
    List<Integer> refusing = new RefusingList(() -> {});
    assertFailsWith("refused", receiver.receiveMany(refusing, 5));
    assertEquals(List.of(1), refusing);
    assertEquals(2, receiver.tryReceive());
    assertEquals(3, receiver.tryReceive());
    CompletableFuture<Integer> waiting = receiver.receiveMany(refusing, 5);
    send(2);
    assertFailsWith("refused", waiting);
    assertEquals(2, receiver.tryReceive());
  }

  @Test
  void b16_aCollectionThatUsesTheReceiverGetsAnException() {
    List<Consumer<AsyncReceiver<Integer>>> uses =
        List.of(
            AsyncReceiver::tryReceive, AsyncReceiver::receive, one -> one.drain(message -> {}, 1));
    for (Consumer<AsyncReceiver<Integer>> use : uses) {
      List<Integer> collection = new RefusingList(() -> use.accept(receiver));
      send(1, 2, 3);
      CompletableFuture<Integer> now = receiver.receiveMany(collection, 5);
      assertEquals(
          IllegalStateException.class,
          assertThrows(CompletionException.class, now::join).getCause().getClass());
      assertEquals(2, receiver.tryReceive());
      assertEquals(3, receiver.tryReceive());
      CompletableFuture<Integer> later = receiver.receiveMany(collection, 5);
      send(2);
      assertTrue(later.isCompletedExceptionally());
      assertEquals(2, receiver.tryReceive());
      assertFalse(receiver.isClosed());
    }
  }

  @Test
  void a5_a11_completingItFromOutsideWithdrawsIt() {
    List<Consumer<CompletableFuture<Integer>>> ways =
        List.of(
            future -> future.complete(7),
            future -> future.completeOnTimeout(7, 1, TimeUnit.MICROSECONDS),
            future -> future.completeAsync(() -> 7, Runnable::run),
            future -> assertTrue(future.cancel(true)),
            future -> future.orTimeout(1, TimeUnit.MICROSECONDS),
            future -> future.completeExceptionally(new IllegalStateException("outside")));
    for (Consumer<CompletableFuture<Integer>> way : ways) {
      CompletableFuture<Integer> receive = receiver.receiveMany(into, 5);
      way.accept(receive);
      Watchdog.await("the withdrawal", channel, receive::isDone);
      Watchdog.await("the receiver to be free", channel, () -> isFree());
      send(1);
      assertEquals(1, receiver.tryReceive());
      assertEquals(List.of(-1), into);
    }
  }

  private boolean isFree() {
    try {
      return receiver.drain(message -> {}, 0) == 0;
    } catch (IllegalStateException inUse) {
      return false;
    }
  }

  @Test
  void a5_itCanBeWithdrawnUntilItsCallbackRuns() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    AsyncChannel<Integer> deferred = AsyncChannel.bounded(4, tasks::add);
    AsyncSender<Integer> handle = deferred.sender();
    CompletableFuture<Integer> receive = deferred.receiver().receiveMany(into, 3);
    handle.trySend(1);
    assertTrue(receive.cancel(true));
    assertEquals(1, deferred.receiver().tryReceive());
    CompletableFuture<Integer> next = deferred.receiver().receiveMany(into, 3);
    tasks.remove().run();
    assertFalse(next.isDone());
    handle.trySend(2);
    tasks.remove().run();
    assertEquals(1, next.getNow(null));
    assertFalse(next.cancel(true));
    assertEquals(List.of(-1, 2), into);
  }

  @Test
  void a8_x10_aSendThatItLetsInMayCancelTheReceiver() {
    List<Integer> undelivered = new ArrayList<>();
    AsyncChannel<Integer> full =
        AsyncChannel.<Integer>builder(1)
            .executor(FutureFixture::refuse)
            .onUndelivered(undelivered::add)
            .build();
    AsyncSender<Integer> handle = full.sender();
    handle.trySend(1);
    CompletableFuture<Void> cancelled =
        handle
            .send(2)
            .thenRun(() -> Watchdog.get("cancel", full, runAsync(full.receiver()::cancel)))
            .thenRun(full.receiver()::cancel);
    assertEquals(1, full.receiver().receiveMany(into, 10).getNow(null));
    cancelled.join();
    assertEquals(List.of(-1, 1), into);
    assertEquals(List.of(2), undelivered);
    assertTrue(full.receiver().isTerminated());
  }

  @Test
  void x10_cancellingTheReceiverCompletesItWith0() {
    List<Integer> undelivered = new ArrayList<>();
    Queue<Runnable> tasks = new ArrayDeque<>();
    AsyncChannel<Integer> deferred =
        AsyncChannel.<Integer>builder(4)
            .executor(tasks::add)
            .onUndelivered(undelivered::add)
            .build();
    AsyncSender<Integer> handle = deferred.sender();
    CompletableFuture<Integer> receive = deferred.receiver().receiveMany(into, 3);
    handle.trySend(1);
    deferred.receiver().cancel();
    assertEquals(List.of(1), undelivered);
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
    assertEquals(0, receive.getNow(null));
    assertEquals(List.of(-1), into);
    assertTrue(deferred.receiver().isTerminated());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A10: a callback may throw anything, and everybody else is completed all the same. */
class ThrowingCallbacksTest {
  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(2);
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();
  private final List<Integer> into = new ArrayList<>();
  private final List<Throwable> uncaught = new ArrayList<>();

  private static Stream<Supplier<Throwable>> throwables() {
    return Stream.of(
        IllegalStateException::new,
        StackOverflowError::new,
        OutOfMemoryError::new,
        AssertionError::new,
        () -> new Exception("sneaked"));
  }

  @BeforeEach
  void collectUncaught() {
    Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
  }

  @AfterEach
  void restoreUncaught() {
    Thread.currentThread().setUncaughtExceptionHandler(null);
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> void sneak(Throwable thrown) throws X {
    throw (X) thrown;
  }

  private void fill(int from) {
    sender.trySend(from);
    sender.trySend(from + 1);
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void a10_wakersThatThrowAtTheEndKeepNobodyFromIt(Supplier<Throwable> throwable) {
    fill(1);
    List<SendPoller<Integer>> pollers = List.of(sender.poller(), sender.poller());
    CompletableFuture<Void> before = sender.send(3);
    Throwable thrown = throwable.get();
    assertFalse(pollers.get(0).pollReady(() -> sneak(thrown)));
    CompletableFuture<Void> between = sender.send(4);
    CountingWaker waker = new CountingWaker();
    assertFalse(pollers.get(1).pollReady(waker));
    CompletableFuture<Void> after = sender.send(5);
    receiver.close();
    for (CompletableFuture<Void> send : List.of(before, between, after)) {
      assertThrows(ChannelClosedException.class, () -> Watchdog.get("a send", channel, send));
    }
    assertEquals(1, waker.calls());
    assertTrue(sender.closeFuture().isDone());
    assertEquals(List.of(thrown), uncaught);
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void a10_aCollectionThatThrowsReleasesTheCapacityOfWhatItTook(Supplier<Throwable> throwable) {
    for (int way = 0; way < 2; way++) {
      fill(1);
      CompletableFuture<Void> first = sender.send(3);
      CompletableFuture<Void> second = sender.send(4);
      Throwable thrown = throwable.get();
      List<Integer> refusing = new RefusingList(() -> sneak(thrown));
      if (way == 0) {
        assertSame(
            thrown, assertThrows(Throwable.class, () -> receiver.pollMany(refusing, 5, () -> {})));
      } else {
        CompletableFuture<Integer> receive = receiver.receiveMany(refusing, 5);
        assertTrue(receive.isCompletedExceptionally());
      }
      assertEquals(List.of(1), refusing);
      assertTrue(first.isDone(), "way " + way);
      assertFalse(second.isDone());
      assertEquals(2, receiver.tryReceive());
      assertTrue(second.isDone());
      assertEquals(2, receiver.drain(into::add, 5));
    }
    assertEquals(List.of(3, 4, 3, 4), into);
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void a10_anActionThatThrowsReleasesTheCapacityOfItsMessage(Supplier<Throwable> throwable) {
    for (int way = 0; way < 2; way++) {
      fill(1);
      CompletableFuture<Void> first = sender.send(3);
      CompletableFuture<Void> second = sender.send(4);
      Throwable thrown = throwable.get();
      if (way == 0) {
        assertSame(
            thrown,
            assertThrows(Throwable.class, () -> receiver.drain(message -> sneak(thrown), 5)));
      } else {
        assertTrue(receiver.forEach(message -> sneak(thrown)).isCompletedExceptionally());
      }
      assertTrue(first.isDone(), "way " + way);
      assertFalse(second.isDone());
      assertEquals(3, drainAll());
      assertTrue(second.isDone());
    }
    assertEquals(List.of(2, 3, 4, 2, 3, 4), into);
    assertEquals(2, sender.remainingCapacity());
  }

  private int drainAll() {
    int taken = 0;
    for (int n = 1; n > 0; taken += n) {
      n = receiver.drain(into::add, 5);
    }
    return taken;
  }
}

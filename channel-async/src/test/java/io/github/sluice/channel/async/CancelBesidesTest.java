// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** S1, P1: the receiver is used while it is being cancelled, in {@code onUndelivered}. */
class CancelBesidesTest {
  private static final int MESSAGES = 6;

  /** A use of the receiver, of which each ends at once. */
  interface Use {
    void use(AsyncReceiver<Integer> receiver, List<Integer> received) throws Exception;
  }

  private static Stream<Named<Use>> uses() {
    return Stream.of(
        Named.of("poll", (receiver, into) -> add(into, receiver.poll(() -> {}))),
        Named.of("pollMany", (receiver, into) -> receiver.pollMany(into, 5, () -> {})),
        Named.of("receive", (receiver, into) -> add(into, now(receiver::receive))),
        Named.of("receiveMany", (receiver, into) -> now(() -> receiver.receiveMany(into, 5))),
        Named.of("forEach", (receiver, into) -> now(() -> receiver.forEach(into::add))),
        Named.of("drain", (receiver, into) -> receiver.drain(into::add, 5)),
        Named.of("blocking receive", (receiver, into) -> add(into, receiver.blocking().receive())),
        Named.of("blocking receiveMany", (receiver, into) -> blockingMany(receiver, into)),
        Named.of("blocking forEach", (receiver, into) -> receiver.blocking().forEach(into::add)),
        Named.of("iterator", CancelBesidesTest::iterate));
  }

  private static void add(List<Integer> into, Integer message) {
    if (message != null) {
      into.add(message);
    }
  }

  private static <R> R now(Supplier<CompletableFuture<R>> begin) {
    CompletableFuture<R> future = begin.get();
    assertTrue(future.isDone());
    return future.join();
  }

  private static void blockingMany(AsyncReceiver<Integer> receiver, List<Integer> into)
      throws InterruptedException {
    receiver.blocking().receiveMany(into, 5);
  }

  private static void iterate(AsyncReceiver<Integer> receiver, List<Integer> into) {
    Iterator<Integer> messages = receiver.blocking().iterator();
    if (messages.hasNext()) {
      into.add(messages.next());
    }
  }

  @ParameterizedTest
  @MethodSource("uses")
  void s1_p1_aUseInsideOfOnUndeliveredEndsAtOnceAndNoMessageIsLost(Use use) {
    List<AsyncReceiver<Integer>> receivers = new ArrayList<>();
    List<Integer> seen = new ArrayList<>();
    List<Integer> uses = new ArrayList<>();
    AsyncChannel<Integer> channel =
        AsyncChannel.<Integer>builder(MESSAGES)
            .onUndelivered(
                message -> {
                  seen.add(message);
                  useUnchecked(use, receivers.get(0), seen);
                  uses.add(message);
                })
            .build();
    receivers.add(channel.receiver());
    AsyncSender<Integer> sender = channel.sender();
    for (int i = 0; i < MESSAGES; i++) {
      assertEquals(SendResult.SENT, sender.trySend(i));
    }
    inAnotherThread(channel, channel.receiver()::cancel);
    seen.sort(null);
    assertEquals(List.of(0, 1, 2, 3, 4, 5), seen, "received or undelivered");
    assertFalse(uses.isEmpty());
    assertEquals(0, sender.size());
    assertTrue(channel.receiver().isTerminated());
  }

  private static void useUnchecked(Use use, AsyncReceiver<Integer> receiver, List<Integer> into) {
    try {
      use.use(receiver, into);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Runs what may never end in a thread that does not keep the JVM alive. */
  private static void inAnotherThread(Object channel, Runnable task) {
    FutureTask<Void> future = new FutureTask<>(task, null);
    Thread thread = new Thread(future);
    thread.setDaemon(true);
    thread.start();
    Watchdog.get("the end of a cancel()", channel, future);
  }
}

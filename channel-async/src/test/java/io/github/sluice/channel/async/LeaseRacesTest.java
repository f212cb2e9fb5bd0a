// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Races;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A7: one thread at a time is at the receiving end. */
@Races
class LeaseRacesTest {
  private static final int ROUNDS = Race.times(3_000);

  private final FutureFixture fixture = new FutureFixture(null);

  private static List<Integer> synchronizedList() {
    return Collections.synchronizedList(new ArrayList<>());
  }

  private static void assertEachOnce(int count, List<Integer> messages) {
    List<Integer> sorted = new ArrayList<>(messages);
    Collections.sort(sorted);
    assertEquals(IntStream.range(0, count).boxed().toList(), sorted);
  }

  private static void sendAndClose(AsyncSender<Integer> sender, int first, int last) {
    for (int message = first; message <= last; message++) {
      while (sender.trySend(message) != SendResult.SENT) {
        Race.timedYield();
      }
    }
    sender.close();
  }

  // ---- a callback that receives, and continues in another thread

  /** Receives with futures, each begun by a dependent of the one before, until the end. */
  private static final class Chain {
    final CompletableFuture<Void> end = new CompletableFuture<>();
    final List<Integer> received = synchronizedList();
    private final AsyncReceiver<Integer> receiver;
    private final AtomicBoolean met = new AtomicBoolean();
    volatile Thread first;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    Chain(AsyncReceiver<Integer> receiver) {
      this.receiver = receiver;
    }

    /** Begins, and if that hands over, returns in the taking thread when another one continues. */
    void begin(boolean handsOver) {
      if (Thread.currentThread() != first) { // which may still have the receiver
        beginAfterTaking();
        return;
      }
      receiveNext();
      if (handsOver) {
        Watchdog.await("another thread", receiver, () -> threads.size() > 1 || end.isDone());
      }
    }

    /** Called by the taking thread at its end, and if need be by another one: the second begins. */
    void beginAfterTaking() {
      if (threads.isEmpty() && !met.compareAndSet(false, true)) {
        receiveNext();
      }
    }

    private void receiveNext() {
      threads.add(Thread.currentThread());
      try {
        receiver.receive().whenComplete(this::received);
      } catch (Throwable refused) {
        end.completeExceptionally(refused);
      }
    }

    private void received(Integer message, Throwable failure) {
      if (failure != null) {
        end.completeExceptionally(failure);
      } else if (message == null) {
        end.complete(null);
      } else {
        received.add(message);
        receiveNext();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {"FOR_EACH", "SUBSCRIBE"},
      mode = EnumSource.Mode.EXCLUDE)
  void a7_receive_aSendThatItLetsInReceives_sends(AsyncUse use) throws Exception {
    int messages = 12;
    AtomicInteger round = new AtomicInteger();
    Race.rounds(
        fixture,
        ROUNDS,
        () -> {
          AsyncChannel<Integer> channel = AsyncChannel.bounded(2);
          AsyncSender<Integer> sender = channel.sender();
          AsyncReceiver<Integer> receiver = channel.receiver();
          List<Integer> received = synchronizedList();
          Chain chain = new Chain(receiver);
          assertEquals(SendResult.SENT, sender.trySend(0));
          assertEquals(SendResult.SENT, sender.trySend(1));
          boolean handsOver = round.getAndIncrement() % 2 == 1;
          sender.send(2).thenRun(() -> chain.begin(handsOver));
          return Race.of(
                  channel,
                  () -> {
                    chain.first = Thread.currentThread();
                    use.receiveToTheEnd(receiver, received);
                    chain.beginAfterTaking();
                  },
                  () -> sendAndClose(sender, 3, messages - 1))
              .then(
                  () -> {
                    Watchdog.get("the end of the chain", channel, chain.end);
                    received.addAll(chain.received);
                    assertEachOnce(messages, received);
                  });
        });
  }

  // ---- a withdrawal beside a cancel

  @Test
  void a10_aForEachWithdrawnBesideACancelWhoseCallbackThrowsIsCompleted() throws Exception {
    Race.rounds(fixture, ROUNDS, LeaseRacesTest::withdrawalBesideCancel);
  }

  private static Race withdrawalBesideCancel() {
    IllegalStateException thrown = new IllegalStateException("of onUndelivered");
    Queue<Runnable> callbacks = new ConcurrentLinkedQueue<>();
    List<Integer> undelivered = synchronizedList();
    AsyncChannel<Integer> channel =
        AsyncChannel.<Integer>builder(2)
            .executor(callbacks::add)
            .onUndelivered(
                message -> {
                  undelivered.add(message);
                  throw thrown;
                })
            .build();
    CompletableFuture<Void> loop = channel.receiver().forEach(undelivered::add);
    AsyncSender<Integer> sender = channel.sender();
    sender.trySend(0);
    sender.trySend(1);
    return Race.of(
            channel,
            () -> unlessThrown(thrown, channel.receiver()::cancel),
            () -> unlessThrown(thrown, () -> loop.cancel(false)))
        .then(
            () -> {
              callbacks.forEach(Runnable::run);
              assertTrue(loop.isDone());
              assertEachOnce(2, undelivered);
            });
  }

  private static void unlessThrown(RuntimeException expected, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      assertSame(expected, e);
    }
  }
}

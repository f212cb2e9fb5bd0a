// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.PendingThread;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.ThreadKind;
import io.github.sluice.channel.tck.ThreadKinds;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A7, A8: receiving from the code that runs inside of a receiving method. */
class ReentryTest {
  private static final int ROUNDS = Race.times(5000);

  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();
  private final List<Integer> into = new ArrayList<>();

  // ---- a collection

  @ThreadKinds
  void a7_theThreadThatWaitsDoesNotReceiveInAnotherWay(ThreadKind threads) {
    List<Callable<?>> ways =
        List.of(
            receiver::receive,
            () -> receiver.receiveMany(into, 1),
            () -> receiver.forEach(into::add),
            () -> receiver.poll(() -> {}),
            () -> receiver.pollMany(into, 1, () -> {}),
            this::subscribe);
    try (ViewsFixture fixture = new ViewsFixture(threads)) {
      for (Callable<?> way : ways) {
        List<Integer> collection =
            new RefusingList(
                () -> assertThrows(IllegalStateException.class, way::call, () -> "" + way));
        PendingThread<Integer> waiting =
            fixture.begin(channel, () -> receiver.blocking().receiveMany(collection, 5));
        assertFalse(waiting.isDone());
        sender.trySend(2);
        RuntimeException refused = assertThrows(RuntimeException.class, waiting::await);
        assertEquals("refused", refused.getMessage());
        assertEquals(2, receiver.tryReceive(), "way " + ways.indexOf(way));
        assertEquals(List.of(), into);
      }
    }
  }

  private Void subscribe() {
    RecordingSubscriber subscriber = new RecordingSubscriber();
    receiver.publisher().subscribe(subscriber);
    throw assertInstanceOf(IllegalStateException.class, subscriber.end);
  }

  // ---- the callback of a send

  /** A way to receive one message, if need be by asking again and again. */
  private interface Receive {
    void from(AsyncReceiver<Integer> receiver) throws Exception;
  }

  @Test
  void a7_aReceiveThatACallbackBeginsInsideAPollIsNotForgotten() throws Exception {
    receiveInsideOf(
        raced -> {
          Integer message = null;
          while (message == null) {
            message = raced.poll(() -> {});
          }
        });
  }

  @Test
  void a7_aReceiveThatACallbackBeginsInsideAPollOfManyIsNotForgotten() throws Exception {
    receiveInsideOf(
        raced -> {
          int taken = 0;
          while (taken == 0) {
            taken = raced.pollMany(new ArrayList<>(), 5, () -> {});
          }
        });
  }

  @Test
  void a8_callbacksOfAPollOfManyRunWhenItHasTakenWhatWasThere() {
    AsyncChannel<Integer> two = AsyncChannel.bounded(2);
    AsyncSender<Integer> handle = two.sender();
    AsyncReceiver<Integer> polled = two.receiver();
    assertEquals(SendResult.SENT, handle.trySend(1));
    assertEquals(SendResult.SENT, handle.trySend(2));
    List<CompletableFuture<Integer>> inside = new ArrayList<>();
    handle
        .send(3)
        .thenRun(
            () -> {
              inside.add(polled.receive());
              inside.add(polled.receive()); // which waits
            });
    assertEquals(2, polled.pollMany(into, 5, () -> {}));
    assertEquals(List.of(1, 2), into);
    assertEquals(3, inside.get(0).getNow(null));
    assertFalse(inside.get(1).isDone());
    assertEquals(SendResult.SENT, handle.trySend(4));
    assertEquals(4, inside.get(1).getNow(null));
  }

  @Test
  void a7_aReceiveThatACallbackBeginsInsideAThreadsReceiveIsNotForgotten() throws Exception {
    receiveInsideOf(raced -> raced.blocking().receive());
  }

  @Test
  void a7_aReceiveThatACallbackBeginsInsideAThreadsReceiveOfManyIsNotForgotten() throws Exception {
    receiveInsideOf(raced -> raced.blocking().receiveMany(new ArrayList<>(), 5));
  }

  @Test
  void a7_aReceiveThatACallbackBeginsInsideAThreadsIterationIsNotForgotten() throws Exception {
    receiveInsideOf(raced -> raced.blocking().iterator().next());
  }

  private static void receiveInsideOf(Receive receive) throws Exception {
    try (FutureFixture fixture = new FutureFixture(null)) {
      Race.rounds(fixture, ROUNDS, () -> new Round(receive).race());
    }
  }

  /**
   * A thread receives while another gives back the permit that a send waits for. If the send is
   * granted inside of the first thread's call, its callback begins receives until one waits.
   */
  private static final class Round {
    private final AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
    private final AsyncSender<Integer> sender = channel.sender();
    private final AsyncReceiver<Integer> receiver = channel.receiver();
    private final Permit<Integer> permit = sender.tryReserve();
    private final Receive receive;
    private final CompletableFuture<Void> callback;
    private volatile Thread receiving;
    private volatile boolean refused;
    private volatile boolean takenInside;
    private volatile CompletableFuture<Integer> waiting;

    Round(Receive receive) {
      this.receive = receive;
      callback = sender.send(1).thenRun(this::accepted);
    }

    private void accepted() {
      if (Thread.currentThread() != receiving) {
        return;
      }
      try {
        CompletableFuture<Integer> receive = receiver.receive();
        if (receive.isDone()) {
          assertEquals(1, receive.join());
          takenInside = true;
          receive = receiver.receive();
        }
        waiting = receive;
      } catch (IllegalStateException inUse) {
        // The callback runs while its own thread waits, which has the receiver.
      }
    }

    Race race() {
      return Race.of(channel, this::receive, permit::close).then(this::check);
    }

    private void receive() throws Exception {
      receiving = Thread.currentThread();
      try {
        receive.from(receiver);
      } catch (IllegalStateException inUse) {
        refused = true;
      }
    }

    private void check() {
      Watchdog.get("the callback of the send", channel, callback); // or its failure would be lost
      assertEquals(
          takenInside, refused, "the message is received by the callback or outside of it");
      if (waiting != null) {
        assertFalse(waiting.isDone());
        assertEquals(SendResult.SENT, sender.trySend(2));
        assertEquals(2, waiting.getNow(null), "forgotten");
      }
      assertEquals(0, receiver.drain(message -> {}, 1));
    }
  }
}

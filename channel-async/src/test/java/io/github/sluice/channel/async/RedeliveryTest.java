// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.Notification;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A10: what cannot be delivered for want of stack or memory is delivered when there is some. */
class RedeliveryTest {
  /** Throws an Error of the virtual machine so often, and then no more. */
  private static final class Fault {
    private final AtomicInteger left;

    Fault(int times) {
      left = new AtomicInteger(times);
    }

    void pass() {
      int before = left.getAndDecrement();
      if (before > 0) {
        throw before % 2 == 0 ? new StackOverflowError() : new OutOfMemoryError();
      }
    }
  }

  private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
  private Thread.@Nullable UncaughtExceptionHandler before;

  @BeforeEach
  void collectUncaught() {
    before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
  }

  @AfterEach
  void restoreUncaught() {
    awaitEnd();
    Thread.setDefaultUncaughtExceptionHandler(before);
  }

  private static void awaitEnd() {
    Watchdog.await("the end of the thread", null, () -> running().isEmpty());
  }

  private static List<Thread> running() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread instanceof Redelivery)
        .toList();
  }

  private static Stream<@Nullable Executor> executors() {
    return Stream.of(
        null,
        Runnable::run,
        task -> {
          throw new OutOfMemoryError();
        });
  }

  // ---- notifications

  private static final class Failing extends Notification {
    private final Fault fault;
    private final int number;
    private final List<Integer> delivered;
    private volatile @Nullable Thread thread;

    Failing(int times, int number, List<Integer> delivered) {
      fault = new Fault(times);
      this.number = number;
      this.delivered = delivered;
    }

    @Override
    public void deliver() {
      fault.pass();
      thread = Thread.currentThread();
      delivered.add(number);
    }
  }

  @ParameterizedTest
  @MethodSource("executors")
  void a10_eachNotificationIsDeliveredOnce(@Nullable Executor executor) {
    List<Integer> delivered = new CopyOnWriteArrayList<>();
    List<Failing> all = new ArrayList<>();
    Notification list = null;
    for (int number = 0; number < 9; number++) {
      Failing notification = new Failing(number % 3, number, delivered);
      all.add(notification);
      list = Notification.concat(list, notification.alone());
    }
    new Callbacks(executor).deliver(list);
    Watchdog.await("the deliveries", delivered, () -> delivered.size() == all.size());
    assertEquals(9, delivered.stream().distinct().count());
    for (Failing notification : all) {
      if (notification.number % 3 == 0) {
        assertSame(Thread.currentThread(), notification.thread);
      } else {
        assertNotSame(Thread.currentThread(), notification.thread);
      }
    }
    assertEquals(9, uncaught.size(), "failures that are reported");
  }

  @Test
  void a10_failuresThatComeWhileOthersAreDeliveredAgainAreNotForgotten() {
    List<Integer> delivered = new CopyOnWriteArrayList<>();
    Callbacks callbacks = new Callbacks(null);
    int rounds = 300;
    for (int number = 0; number < rounds; number++) {
      callbacks.deliver(new Failing(1 + number % 2, number, delivered).alone());
    }
    Watchdog.await("the deliveries", delivered, () -> delivered.size() == rounds);
    assertEquals(rounds, delivered.stream().distinct().count());
  }

  // ---- futures

  /** A send whose future cannot be completed at first. */
  private static final class FailingSend extends PendingSend<Integer, @Nullable Void> {
    private final Fault fault;

    FailingSend(PendingSends<Integer> sends, Integer message, int times) {
      super(sends, message, 0, null);
      fault = new Fault(times);
    }

    @Override
    void refuse() {
      fault.pass();
      super.refuse();
      fault.pass();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a10_aSendThatIsRefusedCompletesOnce(boolean cancels) {
    Callbacks callbacks = new Callbacks(null);
    ChannelCore<Integer> core = new ChannelCore<>(1, null, message -> {}, callbacks);
    PendingSends<Integer> sends = new PendingSends<>(core, callbacks, 5);
    AsyncSender<Integer> handle = core.opened(new AsyncSenderHandle<>(sends));
    handle.trySend(0);
    List<FailingSend> waiting = new ArrayList<>();
    List<Integer> refused = new CopyOnWriteArrayList<>();
    for (int message = 1; message <= 5; message++) {
      FailingSend send = new FailingSend(sends, message, message);
      assertTrue(send.enter());
      send.enqueue();
      send.future.whenComplete(
          (sent, failure) ->
              refused.add((Integer) ((ChannelClosedException) failure).undelivered()));
      waiting.add(send);
    }
    CompletableFuture<@Nullable Void> closed = handle.closeFuture();
    AsyncReceiver<Integer> end = new AsyncReceiverHandle<>(core, callbacks);
    if (cancels) {
      end.cancel();
    } else {
      end.close();
    }
    assertTrue(closed.isDone());
    for (FailingSend send : waiting) {
      assertThrows(
          ChannelClosedException.class, () -> Watchdog.get("a refused send", core, send.future));
    }
    awaitEnd();
    assertEquals(List.of(1, 2, 3, 4, 5), refused.stream().sorted().toList());
    for (int i = 0; i < 5; i++) {
      assertTrue(sends.countUp(), "a refused send counts as pending");
    }
  }

  // ---- wakers

  private static final class FailingWaker implements Waker {
    private final Fault fault;
    private final AtomicInteger calls = new AtomicInteger();

    FailingWaker(int times) {
      fault = new Fault(times);
    }

    @Override
    public void wake() {
      calls.incrementAndGet();
      fault.pass();
    }
  }

  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();

  /** A waker that fails where there is stack and memory is not called for ever. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, Integer.MAX_VALUE})
  void a3_aWakerThatFailsIsCalledOnceMore(int times) {
    FailingWaker ofReceiver = new FailingWaker(times);
    assertNull(receiver.poll(ofReceiver));
    sender.trySend(1);
    awaitEnd(); // it has been started before trySend returned
    assertEquals(2, ofReceiver.calls.get());
    FailingWaker ofSender = new FailingWaker(times);
    SendPoller<Integer> poller = sender.poller();
    assertFalse(poller.pollReady(ofSender));
    assertEquals(1, receiver.tryReceive());
    awaitEnd();
    assertEquals(2, ofSender.calls.get());
    assertEquals(2 * Math.min(times, 2), uncaught.size());
    CountingWaker next = new CountingWaker();
    assertTrue(poller.pollReady(next));
    poller.trySend(2);
    assertEquals(2, receiver.poll(next));
    assertNull(receiver.poll(next));
    sender.trySend(3);
    assertEquals(1, next.calls());
  }

  @Test
  void a3_aWakerThatFailsAfterItsTaskHasRegisteredAnotherIsNotCalledAgain() {
    CountingWaker newer = new CountingWaker();
    AtomicInteger calls = new AtomicInteger();
    assertNull(
        receiver.poll(
            () -> {
              calls.incrementAndGet();
              assertEquals(1, receiver.tryReceive());
              assertNull(receiver.poll(newer));
              throw new OutOfMemoryError();
            }));
    sender.trySend(1);
    assertEquals(List.of(), running());
    assertEquals(0, newer.calls());
    sender.trySend(2);
    assertEquals(1, newer.calls());
    assertEquals(1, calls.get());
  }

  // ---- loops

  /** A loop whose end cannot be signalled at first. */
  private static final class FailingLoop extends ReceiveLoop<Integer> {
    private final List<Integer> received = new CopyOnWriteArrayList<>();
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    private final Fault fault;

    FailingLoop(ChannelCore<Integer> core, Callbacks callbacks, int times) {
      super(core, callbacks, SCHEDULED);
      fault = new Fault(times);
      acquireLease();
    }

    @Override
    boolean isWanted() {
      return true;
    }

    @Override
    boolean hand(Integer message) {
      received.add(message);
      return true;
    }

    @Override
    void complete() {
      fault.pass();
      assertTrue(end.complete(null), "completed once");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void a10_aLoopEndsOnceAndReceivesEachMessageOnce(int times) {
    Callbacks callbacks = new Callbacks(null);
    ChannelCore<Integer> core = new ChannelCore<>(4, null, message -> {}, callbacks);
    AsyncSender<Integer> handle =
        core.opened(new AsyncSenderHandle<>(new PendingSends<>(core, callbacks, 9)));
    FailingLoop loop = new FailingLoop(core, callbacks, times);
    core.deliver(loop.alone());
    for (int message = 0; message < 300; message++) {
      handle.trySend(message);
    }
    handle.close();
    Watchdog.get("the end", core, loop.end);
    assertEquals(300, loop.received.size());
    awaitEnd();
    assertEquals(times, uncaught.size());
  }
}

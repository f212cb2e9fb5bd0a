// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.async.internal.callbacks.Callbacks;
import io.github.sluice.channel.async.internal.callbacks.RedeliveryFixture;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A10: what cannot be delivered for want of stack or memory is delivered when there is some. */
class RedeliveryTest extends RedeliveryFixture {
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
    new Callbacks(executor, null).deliver(list);
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
    Callbacks callbacks = new Callbacks(null, null);
    int rounds = 300;
    for (int number = 0; number < rounds; number++) {
      callbacks.deliver(new Failing(1 + number % 2, number, delivered).alone());
    }
    Watchdog.await("the deliveries", delivered, () -> delivered.size() == rounds);
    assertEquals(rounds, delivered.stream().distinct().count());
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
}

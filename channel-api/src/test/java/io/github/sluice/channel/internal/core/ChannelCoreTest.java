// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.core;

import static io.github.sluice.channel.internal.base.SpinWait.BRIEFLY;
import static io.github.sluice.channel.internal.base.SpinWait.FOREVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.WaitStrategy;
import io.github.sluice.channel.internal.base.CallbackExecutor;
import io.github.sluice.channel.internal.base.CountingSignal;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.queue.SendWaiter;
import io.github.sluice.channel.internal.queue.TestWaiter;
import io.github.sluice.channel.tck.Garbage;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What both channels are made of, by itself. */
class ChannelCoreTest {
  private final List<String> undelivered = new ArrayList<>();
  private final ChannelCore<String> core =
      Cores.create(2, "core", undelivered::add, CallbackExecutor.DIRECT, WaitStrategy.ADAPTIVE);

  private TestWaiter<String> enqueue(TestWaiter<String> waiter) {
    core.deliver(core.enqueue(waiter));
    return waiter;
  }

  @Test
  void x6_nothingKeepsAStreamOpenThatHasEnded() {
    core.tryRetain(StreamRefs.HANDLE);
    assertTrue(core.tryRetain());
    core.deliver(core.release(StreamRefs.HANDLE));
    assertFalse(core.isClosed(), "a permit still keeps it open");
    core.deliver(core.release());
    assertTrue(core.isClosed());
    assertFalse(core.tryRetain());
    assertFalse(core.tryRetain(StreamRefs.HANDLE));
    assertEquals(0, core.senderCount());
  }

  @Test
  void s7_aPermitThatComesTooLateIsUsedUp() {
    assertEquals(SendResult.SENT, core.tryReserve(1));
    core.cancel();
    assertTrue(core.toString().contains("permits=1"), core.toString());
    assertEquals(SendResult.CLOSED, core.sendPermitted("late", false));
    assertTrue(core.toString().contains("permits=0"), core.toString());
    assertEquals(List.of(), undelivered, "the caller keeps it");
  }

  @Test
  void p1_aRegistrationCanBeTakenBackUntilThereIsSomethingToReceive() {
    CountingSignal signal = new CountingSignal();
    assertTrue(core.register(signal));
    assertFalse(core.isReceiverNotified());
    assertTrue(core.unregister());
    assertTrue(core.isReceiverNotified());
    core.trySend("one");
    assertEquals(0, signal.signals());
    assertEquals("one", core.tryReceive(FOREVER));
    assertTrue(core.register(signal));
    core.trySend("two");
    assertEquals(1, signal.signals());
    assertFalse(core.unregister(), "there is something");
    assertEquals("two", core.tryReceive(FOREVER));
    core.close(null);
    assertFalse(core.unregister(), "the stream has ended");
  }

  @Test
  void x6_aParkedReceiverIsNotifiedOnceOfTheEnd() {
    CountingSignal signal = new CountingSignal();
    core.register(signal);
    core.close(null);
    core.close(null);
    core.cancel();
    assertEquals(1, signal.signals());
  }

  @Test
  void b1_returningTheLastPermitOfAClosedChannelNotifiesTheReceiver() {
    CountingSignal signal = new CountingSignal();
    core.tryReserve(2);
    core.close(null);
    assertTrue(core.register(signal));
    core.releasePermits(1);
    assertEquals(0, signal.signals());
    core.releasePermits(1);
    assertEquals(1, signal.signals());
    assertTrue(core.isTerminated());
  }

  @Test
  void m1_aReceiverThatIsNotRegisteredIsNotHeld() {
    core.trySend("one");
    CountingSignal signal = new CountingSignal();
    WeakReference<Object> reference = new WeakReference<>(signal);
    assertFalse(core.register(signal));
    signal = null;
    Garbage.awaitCollected("the signal", core, List.of(reference));
  }

  @Test
  void p2_everyWayOfReceivingGrantsTheHead() {
    List<Runnable> ways =
        List.of(
            () -> core.tryReceive(FOREVER),
            () -> core.tryReceive(BRIEFLY),
            () -> {
              core.take();
              core.deliver(core.grantReleased());
            },
            () -> {
              core.peek(FOREVER);
              core.ring.remove(false);
              core.ring.publishHead();
              core.deliver(core.grantReleased());
            },
            () -> {
              core.peek(FOREVER);
              core.ring.remove(true);
              core.deliver(core.grantReleased());
            });
    core.trySend("sent");
    core.trySend("sent");
    for (Runnable way : ways) {
      TestWaiter<String> waiter = enqueue(TestWaiter.fifo("waiter"));
      way.run();
      assertTrue(waiter.isGranted());
      assertEquals(1, waiter.timesDelivered());
    }
  }

  @Test
  void x3_closingCompletesTheFutureBeforeRefusedSends() {
    core.tryReserve(2);
    TestWaiter<String> waiter = enqueue(TestWaiter.fifo("waiter"));
    List<Integer> deliveredBefore = new ArrayList<>();
    core.closeFuture().thenRun(() -> deliveredBefore.add(waiter.timesDelivered()));
    core.close(null);
    assertEquals(List.of(0), deliveredBefore);
    assertEquals(1, waiter.timesDelivered());
    assertEquals(SendWaiter.State.REFUSED, waiter.state());
  }

  @Test
  void a8_notificationsAreDeliveredWhenAllEffectsHaveBeenMade() {
    List<Integer> lengths = new ArrayList<>();
    CallbackExecutor counting =
        list -> {
          int length = 0;
          for (Notification n = list; n != null; n = Notification.rest(n)) {
            length++;
          }
          lengths.add(length);
        };
    ChannelCore<String> several =
        Cores.create(3, null, undelivered::add, counting, WaitStrategy.ADAPTIVE);
    several.tryReserve(3);
    List<TestWaiter<String>> waiters = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiters.add(TestWaiter.forPermits(1));
      assertNull(several.enqueue(waiters.get(i)));
    }
    several.releasePermits(2);
    assertEquals(List.of(2), lengths);
    assertTrue(waiters.get(1).isGranted());
    assertFalse(waiters.get(2).isGranted());
  }

  @Test
  void itsTextShowsItsState() {
    core.tryRetain(StreamRefs.HANDLE);
    core.trySend("one");
    core.tryReserve(1);
    enqueue(TestWaiter.fifo("waiter"));
    assertEquals(
        "[name=core, size=1, capacity=2, permits=1, waitingSenders=1, senders=1, open]",
        core.toString());
    core.closeExceptionally(new IllegalStateException());
    assertEquals(
        "[name=core, size=1, capacity=2, permits=1, waitingSenders=0, senders=1, closed, failed]",
        core.toString());
    core.releasePermits(1);
    core.tryReceive(FOREVER);
    assertTrue(core.toString().endsWith("terminated, failed]"), core.toString());
  }

  @Test
  void withdrawingIsPossibleForOneCaller() {
    core.tryReserve(2);
    TestWaiter<String> waiter = enqueue(TestWaiter.fifo("waiter"));
    assertTrue(core.withdraw(waiter));
    assertFalse(core.withdraw(waiter));
    @Nullable String message = waiter.message();
    assertEquals("waiter", message);
  }
}

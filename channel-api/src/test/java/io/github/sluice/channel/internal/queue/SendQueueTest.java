// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.queue;

import static io.github.sluice.channel.internal.base.SpinWait.FOREVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.internal.base.CountingSignal;
import io.github.sluice.channel.internal.queue.SendWaiter.State;
import io.github.sluice.channel.internal.ring.RingProbe;
import io.github.sluice.channel.internal.ring.TailWord;
import io.github.sluice.channel.tck.Garbage;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;

/** FIFO waiters: what they are granted, when, and what nobody else gets meanwhile. */
class SendQueueTest {
  private final RingWithQueue two = new RingWithQueue(2, SendQueue.BYPASSES).full();

  private static TestWaiter<String> fifo(String message) {
    return TestWaiter.fifo(message);
  }

  private static TestWaiter<String> permits(int permits) {
    return TestWaiter.forPermits(permits);
  }

  @Test
  void p2_aWaiterIsGrantedByTheReceiveThatFreesCapacity() {
    TestWaiter<String> waiter = two.add(fifo("waiter"));
    assertTrue(waiter.isPending());
    assertFalse(two.isGateOpen());
    assertEquals("sent", two.receive());
    assertTrue(waiter.isGranted());
    assertEquals(1, waiter.timesSettled());
    assertEquals(1, waiter.timesDelivered());
    assertNull(waiter.message(), "the channel has it");
    assertTrue(two.isGateOpen());
    assertEquals("sent", two.receive());
    assertEquals("waiter", two.receive());
    assertNull(two.receive());
  }

  @Test
  void aWaiterForWhichThereIsCapacityIsGrantedWhenItIsAdded() {
    two.receive();
    assertTrue(two.add(fifo("waiter")).isGranted());
    assertTrue(two.isGateOpen());
    assertEquals(0, two.queue.length());
    assertFalse(two.ring.hasWaiters());
  }

  @Test
  void o5_waitersAreGrantedInTheOrderOfTheirArrival() {
    List<TestWaiter<String>> waiters = List.of(fifo("1"), fifo("2"), fifo("3"));
    waiters.forEach(two::add);
    assertEquals(3, two.queue.length());
    for (TestWaiter<String> waiter : waiters) {
      assertTrue(waiter.isPending());
      two.receive();
      assertTrue(waiter.isGranted());
    }
    assertEquals("2", two.receive());
    assertEquals("3", two.receive());
  }

  @Test
  void o6_nothingOvertakesAFifoWaiter() {
    two.receive();
    TestWaiter<String> waiter = two.add(permits(2)); // for which there is not enough
    assertFalse(two.trySend("overtaking"));
    assertFalse(two.tryReserve(1));
    assertEquals(0, two.ring.remainingCapacity());
    assertEquals(1, two.freeCapacity());
    two.receive();
    assertTrue(waiter.isGranted());
    assertEquals(2, two.ring.outstandingPermits());
    assertTrue(two.isGateOpen());
  }

  @Test
  void theGateStaysShutUntilTheLastFifoWaiterIsGranted() {
    two.add(fifo("1"));
    two.add(fifo("2"));
    two.receive();
    assertFalse(two.isGateOpen());
    two.receive();
    assertTrue(two.isGateOpen());
  }

  @Test
  void p2_aWaiterForManyPermitsIsDueOnlyWhenTheyFit() {
    RingWithQueue five = new RingWithQueue(5, SendQueue.BYPASSES).full();
    TestWaiter<String> waiter = five.add(permits(3));
    for (int received = 0; received < 2; received++) {
      RingProbe.poll(five.ring, FOREVER);
      assertFalse(five.ring.isGrantDue(), "after " + received);
    }
    RingProbe.poll(five.ring, FOREVER);
    assertTrue(five.ring.isGrantDue());
    five.drain();
    assertTrue(waiter.isGranted());
    assertFalse(five.ring.isGrantDue());
    assertFalse(five.ring.hasWaiters());
    assertEquals(3, five.ring.outstandingPermits());
  }

  @Test
  void p2_eachWaiterSetsTheThresholdWhenItBecomesTheHead() {
    RingWithQueue five = new RingWithQueue(5, SendQueue.BYPASSES).full();
    TestWaiter<String> first = five.add(permits(2));
    TestWaiter<String> second = five.add(fifo("second"));
    RingProbe.poll(five.ring, FOREVER);
    assertFalse(five.ring.isGrantDue());
    five.receive();
    assertTrue(first.isGranted());
    assertTrue(second.isPending());
    five.receive();
    assertTrue(second.isGranted());
  }

  @Test
  void r6_withdrawingALargeHeadGrantsWhatFitsBehindIt() {
    RingWithQueue five = new RingWithQueue(5, SendQueue.BYPASSES).full();
    TestWaiter<String> large = five.add(permits(4));
    TestWaiter<String> small = five.add(fifo("small"));
    five.receive();
    five.receive();
    assertTrue(small.isPending(), "a large head is not passed over");
    assertTrue(five.withdraw(large));
    assertTrue(small.isGranted());
    assertTrue(five.isGateOpen());
    assertTrue(five.trySend("sent"));
  }

  @Test
  void p2_oneReceivePerWaiterAndABatchForSeveral() {
    List<TestWaiter<String>> waiters = List.of(fifo("1"), fifo("2"));
    waiters.forEach(two::add);
    two.ring.peek(FOREVER);
    two.ring.remove(false);
    two.ring.peek(FOREVER);
    two.ring.remove(false);
    two.ring.publishHead();
    assertTrue(two.ring.isGrantDue());
    two.drain();
    assertTrue(waiters.stream().allMatch(TestWaiter::isGranted));
  }

  @Test
  void p2_returnedPermitsAreGranted() {
    RingWithQueue three = new RingWithQueue(3, SendQueue.BYPASSES);
    three.tryReserve(3);
    TestWaiter<String> waiter = three.add(fifo("waiter"));
    TestWaiter<String> two = three.add(permits(2));
    three.returnPermits(1);
    assertTrue(waiter.isGranted());
    three.returnPermits(1);
    assertTrue(two.isPending());
    three.returnPermits(1);
    assertTrue(two.isGranted());
  }

  @Test
  void p2_aReturnedPermitLowersTheThreshold() {
    RingWithQueue three = new RingWithQueue(3, SendQueue.BYPASSES);
    three.trySend("sent");
    three.tryReserve(2);
    TestWaiter<String> waiter = three.add(permits(2));
    three.returnPermits(1);
    assertTrue(waiter.isPending());
    three.receive();
    assertTrue(waiter.isGranted());
  }

  @Test
  void p2_thePermitsThatCanBeCountedAreALimitAsTheCapacityIs() {
    RingWithQueue many = new RingWithQueue(TailWord.MAX_PERMITS + 2, SendQueue.BYPASSES);
    many.tryReserve(TailWord.MAX_PERMITS);
    TestWaiter<String> waiter = many.add(permits(1));
    assertTrue(waiter.isPending());
    many.ring.publish(many.ring.claimPermitted(), "permitted");
    assertTrue(many.ring.hasWaiters());
    many.drain();
    assertTrue(waiter.isGranted());
  }

  @Test
  void x3_closingRefusesAllWaiters() {
    List<TestWaiter<String>> waiters =
        List.of(fifo("1"), TestWaiter.barging("2"), permits(2), fifo("4"));
    waiters.forEach(two::add);
    two.close();
    for (TestWaiter<String> waiter : waiters) {
      assertEquals(State.REFUSED, waiter.state());
      assertEquals(1, waiter.timesDelivered());
      assertFalse(two.withdraw(waiter));
    }
    assertEquals("1", waiters.get(0).message(), "it keeps its message");
    assertEquals(0, two.queue.length());
    assertTrue(two.isGateOpen());
    assertFalse(two.ring.hasWaiters());
    assertEquals(2, two.ring.size());
    assertEquals(0, two.ring.outstandingPermits());
  }

  @Test
  void x2_aWaiterThatArrivesAfterTheCloseIsRefused() {
    two.receive();
    two.close();
    assertEquals(State.REFUSED, two.add(fifo("late")).state());
    assertEquals(State.REFUSED, two.add(TestWaiter.barging("late")).state());
    assertEquals(State.REFUSED, two.add(permits(1)).state());
    assertEquals(1, two.ring.size());
  }

  @Test
  void p1_aGrantNotifiesTheParkedReceiver() {
    RingWithQueue one = new RingWithQueue(1, SendQueue.BYPASSES);
    for (TestWaiter<String> waiter : List.of(fifo("fifo"), TestWaiter.barging("barging"))) {
      one.full();
      one.add(waiter);
      CountingSignal signal = new CountingSignal();
      assertEquals("sent", RingProbe.poll(one.ring, FOREVER));
      assertTrue(one.ring.register(signal));
      one.drain();
      assertTrue(waiter.isGranted());
      assertEquals(1, signal.signals());
      one.receive();
    }
  }

  @Test
  void aWaiterThatIsOverCanBeUsedAgain() {
    TestWaiter<String> waiter = two.add(fifo("1"));
    two.receive();
    waiter.again("2", false);
    two.add(waiter);
    assertTrue(waiter.isPending());
    two.withdraw(waiter);
    waiter.again("3", true);
    two.add(waiter);
    assertTrue(two.isGateOpen());
    two.receive();
    assertTrue(waiter.isGranted());
    assertEquals(2, waiter.timesSettled());
    two.receive();
    assertEquals("3", two.receive());
  }

  @Test
  void m2_m4_theQueueHoldsNoWaiterThatIsOver() {
    WeakReference<?> granted = new WeakReference<>(two.add(fifo("granted")));
    two.receive();
    TestWaiter<String> left = two.add(fifo("left"));
    two.withdraw(left);
    WeakReference<?> withdrawn = new WeakReference<>(left);
    TestWaiter<String> waiting = two.add(fifo("waiting"));
    left = null;
    Garbage.awaitCollected("the waiters", List.of(two, waiting), List.of(granted, withdrawn));
  }
}

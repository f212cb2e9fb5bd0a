// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.internal.base.CoreRace;
import io.github.sluice.channel.internal.queue.SendWaiter.State;
import io.github.sluice.channel.internal.ring.RingProbe;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Races;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Waiters that give up: when a withdrawal returns, the waiter holds up nobody. */
class SendQueueWithdrawTest {
  private final RingWithQueue two = new RingWithQueue(2, SendQueue.BYPASSES).full();

  @Test
  void s4_aWithdrawnWaiterKeepsItsMessageAndIsNeverGranted() {
    TestWaiter<String> waiter = two.add(TestWaiter.fifo("withdrawn"));
    assertTrue(two.withdraw(waiter));
    assertEquals(State.LEFT, waiter.state());
    assertEquals("withdrawn", waiter.message());
    assertFalse(two.withdraw(waiter));
    two.receive();
    two.receive();
    assertNull(two.receive());
    assertEquals(0, waiter.timesSettled());
    assertEquals(0, waiter.timesDelivered());
  }

  @Test
  void c4_i3_afterAWithdrawalEverythingIsAsIfThereHadBeenNoWaiter() {
    for (TestWaiter<String> waiter :
        List.of(
            TestWaiter.fifo("fifo"),
            TestWaiter.barging("barging"),
            TestWaiter.<String>forPermits(2))) {
      two.receive();
      two.trySend("sent");
      two.add(waiter);
      assertTrue(two.withdraw(waiter));
      assertTrue(two.isGateOpen());
      assertEquals(0, two.queue.length());
      assertFalse(two.ring.hasWaiters());
      assertEquals(2, two.ring.size());
      two.receive();
      assertTrue(two.trySend("not FULL"));
    }
  }

  @Test
  void aWithdrawalInTheMiddleLeavesTheOthersInOrder() {
    TestWaiter<String> first = two.add(TestWaiter.fifo("1"));
    TestWaiter<String> second = two.add(TestWaiter.fifo("2"));
    TestWaiter<String> third = two.add(TestWaiter.fifo("3"));
    assertTrue(two.withdraw(second));
    assertFalse(two.isGateOpen());
    assertEquals(2, two.queue.length());
    two.receive();
    assertTrue(first.isGranted());
    assertTrue(third.isPending());
    two.receive();
    assertTrue(third.isGranted());
    assertTrue(two.isGateOpen());
  }

  @Test
  void aWaiterThatHasWithdrawnIsPassedOverBeforeItIsForgotten() {
    TestWaiter<String> withdrawing = two.add(TestWaiter.fifo("withdrawing"));
    TestWaiter<String> next = two.add(TestWaiter.fifo("next"));
    assertTrue(withdrawing.leavePending(State.WITHDRAWN));
    assertFalse(two.withdraw(withdrawing), "true for one caller");
    two.receive();
    assertTrue(next.isGranted());
    assertTrue(two.isGateOpen());
    assertEquals(State.WITHDRAWN, withdrawing.state());
    assertNull(two.queue.forget(withdrawing));
    assertEquals(State.LEFT, withdrawing.state());
    assertEquals(0, two.queue.length());
    assertEquals(0, RingProbe.fifoWaiters(two.ring));
  }

  @Test
  void aWaiterThatIsOverCannotBeWithdrawn() {
    TestWaiter<String> waiter = two.add(TestWaiter.fifo("granted"));
    two.receive();
    assertFalse(two.withdraw(waiter));
    assertTrue(waiter.isGranted());
  }

  @Test
  void x2_aWaiterThatHasWithdrawnIsNotRefused() {
    TestWaiter<String> withdrawing = two.add(TestWaiter.fifo("withdrawing"));
    withdrawing.leavePending(State.WITHDRAWN);
    two.close();
    two.queue.forget(withdrawing);
    assertEquals(State.LEFT, withdrawing.state());
    assertEquals(0, withdrawing.timesSettled());
  }

  @Test
  @Races
  void p2_s1_withdrawalRacesWithTheGrant() throws Exception {
    CoreRace.rounds(
        20_000,
        () -> {
          RingWithQueue raced = new RingWithQueue(1, SendQueue.BYPASSES).full();
          TestWaiter<String> waiter = raced.add(TestWaiter.fifo("waiter"));
          TestWaiter<String> next = raced.add(TestWaiter.fifo("next"));
          AtomicInteger withdrawals = new AtomicInteger();
          return Race.of(
                  raced,
                  raced::receive,
                  () -> {
                    if (raced.withdraw(waiter)) {
                      assertEquals(State.LEFT, waiter.state());
                      withdrawals.incrementAndGet();
                    }
                  })
              .then(
                  () -> {
                    boolean isWithdrawn = withdrawals.get() == 1;
                    assertEquals(isWithdrawn ? State.LEFT : State.GRANTED, waiter.state());
                    assertEquals(isWithdrawn, next.isGranted());
                    assertEquals(isWithdrawn ? "next" : "waiter", raced.receive());
                    assertEquals(isWithdrawn ? null : "next", raced.receive());
                    assertTrue(raced.isGateOpen());
                  });
        });
  }

  @Test
  @Races
  void c5_trySendAfterAWithdrawalFindsTheCapacityFreeThoughAnotherThreadIsTheCombiner()
      throws Exception {
    CoreRace.rounds(
        20_000,
        () -> {
          RingWithQueue raced = new RingWithQueue(3, SendQueue.BYPASSES);
          raced.trySend("sent");
          TestWaiter<String> waiter = raced.add(TestWaiter.forPermits(3));
          return Race.of(
              raced,
              raced::drain,
              () -> {
                assertTrue(raced.withdraw(waiter));
                assertTrue(raced.trySend("sent"), "the gate is open again");
              });
        });
  }

  @Test
  @Races
  void x3_withdrawalRacesWithTheClose() throws Exception {
    CoreRace.rounds(
        20_000,
        () -> {
          RingWithQueue raced = new RingWithQueue(1, SendQueue.BYPASSES).full();
          TestWaiter<String> waiter = raced.add(TestWaiter.fifo("waiter"));
          AtomicInteger withdrawals = new AtomicInteger();
          return Race.of(
                  raced, raced::close, () -> withdrawals.addAndGet(raced.withdraw(waiter) ? 1 : 0))
              .then(
                  () -> {
                    assertEquals(
                        withdrawals.get() == 1 ? State.LEFT : State.REFUSED, waiter.state());
                    assertEquals(1 - withdrawals.get(), waiter.timesDelivered());
                    assertEquals("waiter", waiter.message());
                  });
        });
  }
}

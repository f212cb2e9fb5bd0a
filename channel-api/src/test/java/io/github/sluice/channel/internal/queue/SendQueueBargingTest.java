// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.queue;

import static io.github.sluice.channel.internal.base.SpinWait.FOREVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.internal.base.CoreRace;
import io.github.sluice.channel.internal.ring.RingProbe;
import io.github.sluice.channel.internal.ring.TailWord;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Races;
import io.github.sluice.channel.tck.Watchdog;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** P7: barging waiters, which senders may overtake so often and no more. */
class SendQueueBargingTest {
  private static final int BYPASSES = 3;

  private final RingWithQueue one = new RingWithQueue(1, BYPASSES).full();

  private static TestWaiter<String> barging(String message) {
    return TestWaiter.barging(message);
  }

  /** Has a sender overtake the waiters, between the receive and the combiner. */
  private void overtake() {
    RingProbe.poll(one.ring, FOREVER);
    assertTrue(one.ring.isGrantDue());
    assertTrue(one.trySend("overtaking"));
    one.drain();
  }

  @Test
  void p2_aBargingWaiterIsGrantedByTheReceiveThatFreesCapacity() {
    TestWaiter<String> first = one.add(barging("first"));
    TestWaiter<String> second = one.add(barging("second"));
    assertTrue(one.isGateOpen());
    one.receive();
    assertTrue(first.isGranted());
    assertTrue(second.isPending());
    assertEquals("first", one.receive());
    assertEquals("second", one.receive());
  }

  @Test
  void fifoWaitersComeFirst() {
    TestWaiter<String> overtaken = one.add(barging("barging"));
    TestWaiter<String> fifo = one.add(TestWaiter.fifo("fifo"));
    one.receive();
    assertTrue(fifo.isGranted());
    assertTrue(overtaken.isPending());
    assertTrue(one.isGateOpen());
    one.receive();
    assertTrue(overtaken.isGranted());
  }

  @Test
  void p7_soManyMessagesMayOvertakeTheFirstAndThenNoMore() {
    TestWaiter<String> waiter = one.add(barging("waiter"));
    for (int i = 0; i < BYPASSES; i++) {
      assertTrue(one.isGateOpen(), "overtaken " + i + " times");
      overtake();
    }
    assertFalse(one.isGateOpen());
    RingProbe.poll(one.ring, FOREVER);
    assertFalse(one.trySend("overtaking"));
    one.drain();
    assertTrue(waiter.isGranted());
    assertTrue(one.isGateOpen());
    assertEquals(0, RingProbe.fifoWaiters(one.ring));
    assertEquals(0, one.queue.length());
  }

  @Test
  void p7_soManyGrantsMayOvertakeTheFirst() {
    TestWaiter<String> waiter = one.add(barging("waiter"));
    for (int i = 0; i < BYPASSES; i++) {
      TestWaiter<String> fifo = one.add(TestWaiter.fifo("fifo"));
      one.receive();
      assertTrue(fifo.isGranted());
    }
    assertFalse(one.isGateOpen());
    TestWaiter<String> last = one.add(TestWaiter.fifo("last"));
    one.receive();
    assertTrue(waiter.isGranted());
    assertTrue(last.isPending());
  }

  @Test
  void p7_bypassesAreCountedFromWhenAWaiterIsTheFirst() {
    TestWaiter<String> first = one.add(barging("first"));
    TestWaiter<String> second = one.add(barging("second"));
    overtake();
    overtake();
    one.receive();
    assertTrue(first.isGranted());
    overtake();
    overtake();
    assertTrue(one.isGateOpen());
    overtake();
    assertFalse(one.isGateOpen());
    one.receive();
    assertTrue(second.isGranted());
    assertTrue(one.isGateOpen());
  }

  @Test
  void c4_anEscalatedWaiterThatWithdrawsOpensTheGate() {
    TestWaiter<String> waiter = one.add(barging("waiter"));
    for (int i = 0; i < BYPASSES; i++) {
      overtake();
    }
    assertFalse(one.isGateOpen());
    assertTrue(one.withdraw(waiter));
    assertTrue(one.isGateOpen());
    assertEquals(0, RingProbe.fifoWaiters(one.ring));
    one.receive();
    assertTrue(one.trySend("sent"));
  }

  @Test
  void x3_anEscalatedWaiterIsRefusedByTheClose() {
    TestWaiter<String> waiter = one.add(barging("waiter"));
    for (int i = 0; i < BYPASSES; i++) {
      overtake();
    }
    one.close();
    assertEquals(SendWaiter.State.REFUSED, waiter.state());
    assertTrue(one.isGateOpen());
  }

  @Test
  void p1_aFifoWaiterThatIsAboutToArriveDoesNotKeepTheCombinerBusy() {
    TestWaiter<String> waiter = one.add(barging("waiter"));
    one.ring.shutGate(); // a FIFO waiter has come so far
    Thread receiver = new Thread(one::receive);
    receiver.setDaemon(true);
    receiver.start();
    try {
      Watchdog.join(receiver, one);
    } finally {
      one.ring.close(TailWord.CLOSED); // ends an endless loop
    }
    assertTrue(waiter.isGranted() || waiter.isPending());
  }

  @Test
  @Races
  void p2_aWaiterWhoseCapacityAnotherSenderTakesIsGrantedNextTime() throws Exception {
    CoreRace.rounds(
        20_000,
        () -> {
          RingWithQueue raced = new RingWithQueue(1, SendQueue.BYPASSES).full();
          TestWaiter<String> waiter = raced.add(barging("waiter"));
          AtomicInteger sent = new AtomicInteger();
          return Race.of(
                  raced, raced::receive, () -> sent.addAndGet(raced.trySend("barged") ? 1 : 0))
              .then(
                  () -> {
                    assertEquals(sent.get() == 0, waiter.isGranted());
                    assertEquals(sent.get() == 0 ? "waiter" : "barged", raced.receive());
                    assertTrue(waiter.isGranted());
                    assertEquals(sent.get() == 0 ? null : "waiter", raced.receive());
                    assertEquals(1, waiter.timesDelivered());
                  });
        });
  }
}

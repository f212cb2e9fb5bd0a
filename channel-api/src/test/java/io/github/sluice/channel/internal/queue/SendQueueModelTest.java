// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.internal.ring.RingProbe;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * P1, P2, C4, by model checking: when all threads have done what they do, no waiter that could be
 * granted is left, the receiver comes for the next one in time, and the gate is open unless FIFO
 * waiters are queued. The operations return nothing, so the order of their results is no matter.
 */
@Tag("lincheck")
class SendQueueModelTest {
  private static final int MOST_WAITERS = 16;

  /** A ring with waiters, and what must be true of it in the end. */
  public abstract static class Waiters {
    final RingWithQueue ring;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final TestWaiter<String>[] waiters = new TestWaiter[MOST_WAITERS];

    private final AtomicInteger number = new AtomicInteger();

    Waiters(RingWithQueue ring) {
      this.ring = ring;
    }

    final TestWaiter<String> add(TestWaiter<String> waiter) {
      waiters[number.getAndIncrement()] = waiter;
      return ring.add(waiter);
    }

    final void withdraw(TestWaiter<String> waiter) {
      if (ring.withdraw(waiter)) {
        assertEquals(SendWaiter.State.LEFT, waiter.state());
      }
    }

    /** What must be true in the end. */
    @Validate
    public void nothingIsLeftToDo() {
      int pending = 0;
      int queuedPredecessors = 0;
      for (int i = 0; i < number.get(); i++) {
        if (waiters[i].isPending()) {
          pending++;
          queuedPredecessors += waiters[i].barging ? 0 : 1;
        }
        assertEquals(settled(waiters[i]), waiters[i].timesSettled());
        assertEquals(settled(waiters[i]), waiters[i].timesDelivered());
      }
      assertEquals(pending, ring.queue.length());
      assertEquals(queuedPredecessors, RingProbe.fifoWaiters(ring.ring));
      assertEquals(queuedPredecessors == 0, ring.isGateOpen());
      assertEquals(pending > 0, ring.ring.hasWaiters());
      assertTrue(ring.freeCapacity() >= 0);
      if (pending > 0) {
        long notifyAt = RingProbe.notifyAt(ring.ring);
        ring.drain();
        assertEquals(pending, ring.queue.length(), "a waiter has been missed");
        long needed = RingProbe.notifyAt(ring.ring);
        assertFalse(notifyAt - needed > 0, "the receiver would come too late");
      }
    }

    private static int settled(TestWaiter<String> waiter) {
      return waiter.isPending() || waiter.state() == SendWaiter.State.LEFT ? 0 : 1;
    }
  }

  private static void check(Class<?> waiters, Class<?> model) {
    boolean deep = Boolean.getBoolean("sluice.lincheck.deep");
    new ModelCheckingOptions()
        .iterations(deep ? 50 : 5)
        .invocationsPerIteration(deep ? 5_000 : 250)
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(0)
        .loopIterationsBeforeThreadSwitch(100)
        .loopBound(1000)
        .minimizeFailedScenario(false)
        .sequentialSpecification(model)
        .check(waiters);
  }

  // ---- permits

  /** One waiter for two permits, where one message and two permits fill the ring. */
  public static final class Permits extends Waiters {
    /** Used by Lincheck. */
    public Permits() {
      super(new RingWithQueue(3, SendQueue.BYPASSES));
      ring.trySend("sent");
      ring.tryReserve(2);
    }

    /** Waits for two permits. */
    @Operation(runOnce = true)
    public void addWaiter() {
      add(TestWaiter.forPermits(2));
    }

    /** Returns one of the two permits. */
    @Operation(runOnce = true)
    public void returnPermit() {
      ring.returnPermits(1);
    }

    /** Receives the message. */
    @Operation(runOnce = true)
    public void receive() {
      ring.receive();
    }
  }

  /** Does nothing. */
  public static final class PermitsModel {
    /** Used by Lincheck. */
    public PermitsModel() {}

    /** Waits for two permits. */
    public void addWaiter() {}

    /** Returns one of the two permits. */
    public void returnPermit() {}

    /** Receives the message. */
    public void receive() {}
  }

  @Test
  void p1_permitsReturnedWhileTheThresholdIsSet() {
    check(Permits.class, PermitsModel.class);
  }

  // ---- FIFO and barging waiters

  /** A ring of capacity 1 that is full, and a barging waiter. */
  public static final class Arrival extends Waiters {
    /** Used by Lincheck. */
    public Arrival() {
      super(new RingWithQueue(1, SendQueue.BYPASSES).full());
      add(TestWaiter.barging("barging"));
    }

    /** Queues a FIFO waiter. */
    @Operation(runOnce = true)
    public void addFifo() {
      add(TestWaiter.fifo("fifo"));
    }

    /** Receives without waiting. */
    @Operation(nonParallelGroup = "receiver")
    public void receive() {
      ring.receive();
    }
  }

  /** Does nothing. */
  public static final class ArrivalModel {
    /** Used by Lincheck. */
    public ArrivalModel() {}

    /** Queues a FIFO waiter. */
    public void addFifo() {}

    /** Receives without waiting. */
    public void receive() {}
  }

  @Test
  void p1_aFifoWaiterArrivesWhileABargingOneIsGranted() {
    check(Arrival.class, ArrivalModel.class);
  }

  /** A ring of capacity 1 that is full, and a barging waiter. */
  public static final class Mixed extends Waiters {
    private final TestWaiter<String> first;

    /** Used by Lincheck. */
    public Mixed() {
      super(new RingWithQueue(1, 1).full());
      first = add(TestWaiter.barging("first"));
    }

    /** Queues a FIFO waiter. */
    @Operation
    public void addFifo() {
      add(TestWaiter.fifo("fifo"));
    }

    /** Queues a waiter and withdraws it. */
    @Operation
    public void addAndWithdraw() {
      withdraw(add(TestWaiter.fifo("withdrawn")));
    }

    /** Withdraws the waiter that has been there before. */
    @Operation
    public void withdrawFirst() {
      withdraw(first);
    }

    /** Sends without waiting. */
    @Operation
    public void trySend() {
      ring.trySend("sent");
    }

    /** Receives without waiting. */
    @Operation(nonParallelGroup = "receiver")
    public void receive() {
      ring.receive();
    }

    /** Closes the ring. */
    @Operation
    public void close() {
      ring.close();
    }
  }

  /** Does nothing. */
  public static final class MixedModel {
    /** Used by Lincheck. */
    public MixedModel() {}

    /** Queues a FIFO waiter. */
    public void addFifo() {}

    /** Queues a waiter and withdraws it. */
    public void addAndWithdraw() {}

    /** Withdraws the waiter that has been there before. */
    public void withdrawFirst() {}

    /** Sends without waiting. */
    public void trySend() {}

    /** Receives without waiting. */
    public void receive() {}

    /** Closes the ring. */
    public void close() {}
  }

  @Test
  void p1_p2_c4_waitersOfBothKinds() {
    check(Mixed.class, MixedModel.class);
  }
}

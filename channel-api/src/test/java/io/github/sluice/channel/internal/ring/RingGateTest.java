// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.ring;

import static io.github.sluice.channel.internal.base.SpinWait.FOREVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.internal.base.CoreRace;
import io.github.sluice.channel.internal.base.CountingSignal;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Races;
import org.junit.jupiter.api.Test;

/** I6: the gate of the ring, step by step. */
class RingGateTest {
  private final MpscRing<String> ring = new MpscRing<>(2);

  private long gate() {
    return TailWord.gate(ring.tailVolatile());
  }

  private boolean offer() {
    return TailWord.admitsSenders(ring.offer("sent"));
  }

  private void assertShut() {
    assertEquals(TailWord.GATE_SHUT, gate());
  }

  @Test
  void o6_whileTheGateIsNotOpenOnlyTheCombinerClaims() {
    ring.shutGate();
    assertShut();
    assertFalse(offer());
    assertFalse(TailWord.admitsSenders(ring.tryReserve(1)));
    assertEquals(0, ring.remainingCapacity());
    assertTrue(ring.fits(ring.tailVolatile(), 2), "the capacity is for the waiters");
    assertTrue(ring.beginOpening(1));
    assertEquals(TailWord.GATE_OPENING, gate());
    assertFalse(offer());
    assertFalse(TailWord.admitsSenders(ring.tryReserve(1)));
    assertEquals(0, ring.remainingCapacity());
  }

  @Test
  void o6_theClaimForTheLastWaiterOpensTheGate() {
    ring.shutGate();
    assertTrue(ring.beginOpening(1));
    ring.publish(ring.claimForWaiter(true, 0, true), "waiter");
    assertEquals(TailWord.GATE_OPEN, gate());
    ring.leaveGate();
    assertEquals(TailWord.GATE_OPEN, gate());
    assertTrue(offer());
    assertEquals("waiter", RingProbe.poll(ring, FOREVER));
    assertEquals("sent", RingProbe.poll(ring, FOREVER));
  }

  @Test
  void o6_permitsForTheLastWaiterOpenTheGate() {
    ring.shutGate();
    assertTrue(ring.beginOpening(1));
    ring.claimForWaiter(false, 2, true);
    assertEquals(2, ring.outstandingPermits());
    ring.leaveGate();
    assertEquals(TailWord.GATE_OPEN, gate());
  }

  @Test
  void o6_theClaimForAnotherWaiterLeavesTheGateShut() {
    ring.shutGate();
    ring.shutGate();
    assertFalse(ring.beginOpening(1));
    ring.publish(ring.claimForWaiter(true, 0, false), "waiter");
    ring.leaveGate();
    assertShut();
    assertFalse(offer());
    ring.leaveGate();
    assertEquals(TailWord.GATE_OPEN, gate());
    assertTrue(offer());
  }

  @Test
  void o6_anArrivalBetweenTheTwoStepsKeepsTheGateShut() {
    ring.shutGate();
    assertTrue(ring.beginOpening(1));
    ring.shutGate(); // arrives
    assertShut();
    ring.publish(ring.claimForWaiter(true, 0, true), "waiter");
    assertShut();
    ring.leaveGate();
    assertShut();
    assertFalse(offer());
    assertTrue(ring.beginOpening(1), "the next grant may open it");
    ring.claimForWaiter(true, 0, true);
    ring.leaveGate();
    assertEquals(TailWord.GATE_OPEN, gate());
  }

  @Test
  void o6_anArrivalAfterTheOpeningShutsTheGateAgain() {
    ring.shutGate();
    assertTrue(ring.beginOpening(1));
    ring.publish(ring.claimForWaiter(true, 0, true), "waiter");
    ring.shutGate(); // before the granted waiter has left
    ring.leaveGate();
    assertShut();
    ring.leaveGate();
    assertEquals(TailWord.GATE_OPEN, gate());
  }

  @Test
  void c4_aWaiterThatLeavesWithoutAGrantOpensTheGate() {
    ring.shutGate();
    ring.leaveGate();
    assertEquals(TailWord.GATE_OPEN, gate());
    assertTrue(offer());
  }

  @Test
  void x2_aClosedRingGrantsNothingAndItsGateOpensAllTheSame() {
    ring.shutGate();
    ring.shutGate();
    ring.close(TailWord.CLOSED);
    assertTrue(TailWord.isClosed(ring.claimForWaiter(true, 0, false)));
    ring.leaveGate();
    assertTrue(ring.beginOpening(1));
    assertTrue(TailWord.isClosed(ring.claimForWaiter(false, 1, true)));
    ring.leaveGate();
    assertEquals(TailWord.GATE_OPEN, gate());
    assertNull(RingProbe.poll(ring, FOREVER));
    assertEquals(0, ring.outstandingPermits());
    assertTrue(ring.isTerminated());
  }

  @Test
  void theGateLeavesPositionPermitsAndParkedAlone() {
    ring.tryReserve(1);
    ring.register(new CountingSignal());
    long before = ring.tailVolatile();
    ring.shutGate();
    assertEquals(before, TailWord.withGate(ring.tailVolatile(), TailWord.GATE_OPEN));
    ring.leaveGate();
    assertEquals(before, ring.tailVolatile());
  }

  /** The combiner opens while waiters arrive: whatever the interleaving, none is left unnoticed. */
  @Test
  @Races
  void o6_theGateIsShutWhenAWaiterHasArrivedWhileItWasOpening() throws Exception {
    CoreRace.rounds(
        20_000,
        () -> {
          MpscRing<String> raced = new MpscRing<>(2);
          raced.shutGate();
          return Race.of(
                  raced,
                  () -> {
                    raced.claimForWaiter(true, 0, raced.beginOpening(1));
                    raced.leaveGate();
                  },
                  () -> {
                    raced.shutGate();
                    assertFalse(TailWord.admitsSenders(raced.tailVolatile()));
                  })
              .then(
                  () -> {
                    assertEquals(1, raced.fifoWaitersVolatile());
                    assertEquals(TailWord.GATE_SHUT, TailWord.gate(raced.tailVolatile()));
                    raced.leaveGate();
                    assertEquals(TailWord.GATE_OPEN, TailWord.gate(raced.tailVolatile()));
                  });
        });
  }
}

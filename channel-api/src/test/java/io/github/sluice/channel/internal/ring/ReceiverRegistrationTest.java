// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.ring;

import static io.github.sluice.channel.internal.base.SpinWait.FOREVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.internal.base.CountingSignal;
import io.github.sluice.channel.tck.Garbage;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the receiver registers at the ring, is notified, and is forgotten. */
class ReceiverRegistrationTest {
  private final MpscRing<String> ring = new MpscRing<>(3);
  private final CountingSignal signal = new CountingSignal();

  /** Sends as the channels do. */
  private void send(String message) {
    long tail = ring.offer(message);
    assertTrue(TailWord.admitsSenders(tail));
    if (TailWord.isParked(tail)) {
      ring.signalReceiver(tail);
    }
  }

  @Test
  void a3_aParkedReceiverIsNotifiedOnceAndByTheFirstMessage() {
    assertTrue(ring.register(signal));
    assertTrue(ring.register(signal), "registering again is allowed");
    assertTrue(ring.isReceiverParked());
    send("a");
    assertFalse(ring.isReceiverParked());
    send("b");
    assertEquals(1, signal.signals());
    assertEquals(0, signal.timesForgotten());
  }

  @Test
  void p1_a4_aReceiverThatNeedNotWaitIsNotRegisteredAndForgotten() {
    send("a");
    assertFalse(ring.register(signal));
    assertEquals(1, signal.timesForgotten());
    assertEquals("a", RingProbe.poll(ring, FOREVER));
    ring.close(TailWord.CLOSED);
    assertFalse(ring.register(signal));
    assertEquals(2, signal.timesForgotten());
    assertEquals(0, signal.signals());
  }

  @Test
  void a1_ofSeveralRegistrationsAtOnePositionTheLastCounts() {
    CountingSignal later = new CountingSignal();
    ring.register(signal);
    ring.register(later);
    assertEquals(1, signal.timesForgotten());
    send("a");
    assertEquals(0, signal.signals());
    assertEquals(1, later.signals());
  }

  @Test
  void anUnregisteredReceiverIsNotNotified() {
    ring.register(signal);
    assertTrue(ring.unregister());
    assertFalse(ring.isReceiverParked());
    assertTrue(ring.unregister(), "there is nothing to unregister");
    send("a");
    assertEquals(0, signal.signals());
    assertFalse(ring.unregister(), "there is a message");
    RingProbe.poll(ring, FOREVER);
    ring.close(TailWord.CLOSED);
    assertFalse(ring.unregister(), "the stream has ended");
  }

  @Test
  void anUnregisteredReceiverCanRegisterAgain() {
    ring.register(signal);
    ring.unregister();
    assertTrue(ring.register(signal));
    send("a");
    assertEquals(1, signal.signals());
  }

  @Test
  void a4_aForgottenSignalIsNotCalled() {
    ring.register(signal);
    ring.forgetSignal();
    assertEquals(1, signal.timesForgotten());
    ring.forgetSignal();
    assertEquals(1, signal.timesForgotten(), "it was forgotten before");
    assertTrue(ring.isReceiverParked(), "which notifies nobody");
    send("a");
    assertEquals(0, signal.signals());
    assertEquals("a", RingProbe.poll(ring, FOREVER));
    assertTrue(ring.register(signal));
    send("b");
    assertEquals(1, signal.signals());
  }

  @Test
  void a4_aForgottenSignalIsNotHeld() {
    WeakReference<CountingSignal> reference = new WeakReference<>(new CountingSignal());
    ring.register(reference.get());
    ring.forgetSignal();
    Garbage.awaitCollected("the signal", ring, List.of(reference));
  }

  @Test
  void aLateSenderDoesNotSignalALaterRegistration() {
    CountingSignal later = new CountingSignal();
    ring.register(signal);
    long claimed = ring.claim(); // this sender is going to be late
    assertTrue(TailWord.isParked(claimed));
    ring.publish(claimed, "a");
    assertEquals("a", RingProbe.poll(ring, FOREVER));
    assertTrue(ring.register(later));
    ring.signalReceiver(claimed);
    assertEquals(0, later.signals());
    send("b");
    assertEquals(1, later.signals());
  }

  @Test
  void aLateSenderDoesNotSignalALaterRegistrationOfTheSameSignal() {
    ring.register(signal);
    long claimed = ring.claim();
    ring.publish(claimed, "a");
    assertEquals("a", RingProbe.poll(ring, FOREVER));
    assertTrue(ring.register(signal));
    ring.signalReceiver(claimed);
    assertEquals(0, signal.signals());
    send("b");
    assertEquals(1, signal.signals());
  }

  @Test
  void p1_anyWayOfClaimingNotifiesTheParkedReceiver() {
    ring.register(signal);
    ring.signalReceiver(ring.claim());
    assertEquals(1, signal.signals());

    MpscRing<String> withPermit = new MpscRing<>(2);
    withPermit.tryReserve(1);
    withPermit.register(signal);
    withPermit.signalReceiver(withPermit.claimPermitted());
    assertEquals(2, signal.signals());
    assertFalse(withPermit.isReceiverParked());

    MpscRing<String> withWaiter = new MpscRing<>(2);
    withWaiter.shutGate();
    withWaiter.register(signal);
    withWaiter.signalReceiver(withWaiter.claimForWaiter(true, 0, false));
    assertEquals(3, signal.signals());
    assertFalse(withWaiter.isReceiverParked());
  }

  @Test
  void reservingPermitsLeavesTheReceiverParked() {
    ring.register(signal);
    ring.tryReserve(1);
    ring.shutGate();
    ring.claimForWaiter(false, 1, false);
    assertTrue(ring.isReceiverParked());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.SendResult;
import java.lang.ref.WeakReference;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the ring promises to the channels, one step at a time. */
@Timeout(60)
class MpscRingTest {
  /** The last position before the ring's 41-bit positions wrap around. */
  private static final long LAST_POSITION = (1L << 41) - 1;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 63, 64, 65, 100, 1000})
  void c2_holdsExactlyItsCapacityLapAfterLap(int capacity) {
    MpscRing<Integer> ring = new MpscRing<>(capacity);
    for (int lap = 0; lap < 5; lap++) {
      for (int i = 0; i < capacity; i++) {
        assertEquals(i, ring.size());
        assertEquals(capacity - i, ring.remainingCapacity());
        assertEquals(SendResult.SENT, ring.offer(i));
      }
      assertEquals(SendResult.FULL, ring.offer(-1));
      assertEquals(0, ring.remainingCapacity());
      for (int i = 0; i < capacity; i++) {
        assertEquals(i, ring.poll());
      }
      assertNull(ring.poll());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 100})
  void c7_positionsWrapAround(int capacity) {
    MpscRing<Integer> ring = new MpscRing<>(capacity, LAST_POSITION - 2L * capacity);
    CountingSignal signal = new CountingSignal();
    for (int i = 0; i < 5 * capacity; i++) {
      assertTrue(ring.park(signal));
      assertEquals(SendResult.SENT, ring.offer(i));
      assertEquals(i + 1, signal.count);
      for (int j = 1; j < capacity; j++) {
        assertEquals(SendResult.SENT, ring.offer(j));
      }
      assertEquals(SendResult.FULL, ring.offer(-1));
      assertEquals(capacity, ring.size());
      assertEquals(i, ring.poll());
      for (int j = 1; j < capacity; j++) {
        assertEquals(j, ring.poll());
      }
      assertNull(ring.poll());
      assertEquals(0, ring.size());
      assertEquals(SendResult.SENT, ring.offer(i)); // moves the lap by one each time
      assertEquals(i, ring.poll());
    }
    ring.close(TailWord.CLOSED);
    assertTrue(ring.isTerminated());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE, MpscRing.MAX_CAPACITY + 1, Integer.MAX_VALUE})
  void b22_refusesAnImpossibleCapacityAndNamesTheLargest(int capacity) {
    String said =
        assertThrows(IllegalArgumentException.class, () -> new MpscRing<>(capacity)).getMessage();
    assertTrue(said.contains(String.valueOf(MpscRing.MAX_CAPACITY)), said);
    assertTrue(said.contains(String.valueOf(capacity)), said);
  }

  @Test
  void x4_closedRingKeepsItsMessagesAndThenEnds() {
    MpscRing<String> ring = new MpscRing<>(2);
    ring.offer("a");
    assertTrue(ring.close(TailWord.CLOSED));
    assertFalse(ring.close(TailWord.CLOSED));
    assertEquals(SendResult.CLOSED, ring.offer("b"));
    assertFalse(ring.isTerminated());
    assertEquals("a", ring.poll());
    assertTrue(ring.isTerminated());
  }

  @Test
  void r1_permitsTakeRoom() {
    MpscRing<String> ring = new MpscRing<>(3);
    assertEquals(SendResult.SENT, ring.tryReserve(2, TailWord.MAX_PERMITS, true));
    assertEquals(1, ring.remainingCapacity());
    assertEquals(0, ring.size());
    assertEquals(SendResult.FULL, ring.tryReserve(2, TailWord.MAX_PERMITS, true));
    assertEquals(SendResult.SENT, ring.offer("a"));
    assertEquals(SendResult.FULL, ring.offer("b"));
    ring.publish(ring.claimPermitted(), "b");
    assertEquals(1, ring.outstandingPermits());
    assertEquals(SendResult.FULL, ring.offer("c"));
    assertFalse(ring.releasePermits(1));
    assertEquals(SendResult.SENT, ring.offer("c"));
    assertEquals("a", ring.poll());
    assertEquals("b", ring.poll());
    assertEquals("c", ring.poll());
  }

  @Test
  void x5_aPermitHoldsTheEndBack() {
    MpscRing<String> ring = new MpscRing<>(3);
    ring.tryReserve(2, TailWord.MAX_PERMITS, true);
    ring.close(TailWord.CLOSED);
    assertEquals(SendResult.CLOSED, ring.tryReserve(1, TailWord.MAX_PERMITS, true));
    CountingSignal signal = new CountingSignal();
    assertTrue(ring.park(signal));
    assertFalse(ring.isTerminated());
    long claimed = ring.claimPermitted();
    ring.publish(claimed, "a");
    assertTrue(TailWord.isParked(claimed));
    ring.wakeReceiver(claimed);
    assertEquals(1, signal.count);
    assertEquals("a", ring.poll());
    assertTrue(ring.park(signal));
    assertTrue(ring.releasePermits(1), "the last permit ends the stream of a parked receiver");
    ring.wakeAtEnd();
    assertEquals(2, signal.count);
    assertTrue(ring.isTerminated());
    assertFalse(ring.park(signal));
  }

  @Test
  void s7_noPermitIsTurnedIntoAMessageAfterCancel() {
    MpscRing<String> ring = new MpscRing<>(3);
    ring.tryReserve(1, TailWord.MAX_PERMITS, true);
    ring.close(TailWord.CANCELLED);
    assertTrue(TailWord.isCancelled(ring.claimPermitted()));
    assertEquals(1, ring.outstandingPermits());
    assertTrue(ring.isTerminated(), "nothing can come any more");
    ring.releasePermits(1);
    assertEquals(0, ring.outstandingPermits());
  }

  @Test
  void permitsAreCountedUpToTheirMaximum() {
    MpscRing<String> ring = new MpscRing<>(TailWord.MAX_PERMITS + 5);
    assertEquals(
        SendResult.SENT, ring.tryReserve(TailWord.MAX_PERMITS, TailWord.MAX_PERMITS, true));
    assertEquals(SendResult.FULL, ring.tryReserve(1, TailWord.MAX_PERMITS, true));
    assertEquals(5, ring.remainingCapacity());
    assertEquals(0, ring.size());
    for (int i = 0; i < 5; i++) {
      assertEquals(SendResult.SENT, ring.offer("a"));
    }
    assertEquals(SendResult.FULL, ring.offer("a"));
    ring.releasePermits(TailWord.MAX_PERMITS);
    assertEquals(TailWord.MAX_PERMITS, ring.remainingCapacity());
  }

  @Test
  void a3_aParkedReceiverIsToldOnceAndByTheFirstMessage() {
    MpscRing<String> ring = new MpscRing<>(3);
    CountingSignal signal = new CountingSignal();
    assertTrue(ring.park(signal));
    assertTrue(ring.park(signal), "announcing again is allowed");
    ring.offer("a");
    ring.offer("b");
    assertEquals(1, signal.count);
    assertFalse(ring.park(signal), "there is something to receive");
  }

  @Test
  void c5_roomIsToldOfWhateverTheGate() {
    MpscRing<String> ring = new MpscRing<>(1);
    ring.addGate(1);
    assertEquals(SendResult.SENT, ring.room());
    assertEquals(SendResult.FULL, ring.offer("a"));
    assertEquals(SendResult.FULL, ring.tryReserve(1, TailWord.MAX_PERMITS, false));
    assertEquals(SendResult.SENT, ring.tryReserve(1, TailWord.MAX_PERMITS, true));
    assertEquals(SendResult.FULL, ring.room());
    ring.close(TailWord.CLOSED);
    assertEquals(SendResult.CLOSED, ring.room());
    assertEquals(SendResult.CLOSED, ring.tryReserve(1, TailWord.MAX_PERMITS, true));
  }

  @Test
  void x6_closingAnEmptyRingTellsTheParkedReceiver() {
    MpscRing<String> ring = new MpscRing<>(3);
    CountingSignal signal = new CountingSignal();
    ring.park(signal);
    ring.close(TailWord.CLOSED);
    assertEquals(1, signal.count);
    assertFalse(ring.close(TailWord.CANCELLED), "it was closed before");
    assertEquals(1, signal.count);
  }

  @Test
  void aForgottenReceiverIsNotTold() {
    MpscRing<String> ring = new MpscRing<>(3);
    CountingSignal signal = new CountingSignal();
    ring.park(signal);
    ring.forgetReceiver();
    ring.offer("a");
    assertEquals(0, signal.count);
    assertEquals("a", ring.poll());
    assertTrue(ring.park(signal));
    ring.offer("b");
    assertEquals(1, signal.count);
  }

  @Test
  void aLateWakeDoesNotReachALaterRegistration() {
    MpscRing<String> ring = new MpscRing<>(3);
    CountingSignal early = new CountingSignal();
    ring.tryReserve(1, TailWord.MAX_PERMITS, true);
    ring.park(early);
    long claimed = ring.claimPermitted(); // this sender is going to be late
    ring.publish(claimed, "a");
    assertEquals("a", ring.poll());
    CountingSignal later = new CountingSignal();
    assertTrue(ring.park(later));
    ring.wakeReceiver(claimed);
    assertEquals(0, later.count);
    ring.offer("b");
    assertEquals(1, later.count);
  }

  @Test
  void p3_b4_othersSendAndTheReceiverWaitsBehindAStalledSender() throws Exception {
    MpscRing<String> ring = new MpscRing<>(4);
    ring.tryReserve(1, TailWord.MAX_PERMITS, true);
    long claimed = ring.claimPermitted(); // and not published yet
    assertEquals(SendResult.SENT, ring.offer("b"));
    assertEquals(SendResult.SENT, ring.offer("c"));
    assertEquals(3, ring.size());
    CountDownLatch running = new CountDownLatch(1);
    String[] received = new String[1];
    boolean[] interrupted = new boolean[1];
    Thread receiver =
        new Thread(
            () -> {
              running.countDown();
              received[0] = ring.poll();
              interrupted[0] = Thread.currentThread().isInterrupted();
            });
    receiver.start();
    running.await();
    // It sleeps at times rather than burning a core, and an interrupt neither ends nor is lost.
    receiver.interrupt();
    while (receiver.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    ring.publish(claimed, "a");
    receiver.join(TimeUnit.SECONDS.toMillis(30));
    assertEquals("a", received[0]);
    assertTrue(interrupted[0]);
    assertEquals("b", ring.poll());
    assertEquals("c", ring.poll());
  }

  @Test
  void m1_receivedSlotsHoldNothing() {
    MpscRing<Object> ring = new MpscRing<>(4);
    WeakReference<Object> message = new WeakReference<>(new Object());
    ring.offer(message.get());
    ring.poll();
    for (int i = 0; i < 1000 && message.get() != null; i++) {
      System.gc();
    }
    assertNull(message.get());
    assertEquals(0, ring.size());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.ring;

import static io.github.sluice.channel.internal.base.SpinWait.BRIEFLY;
import static io.github.sluice.channel.internal.base.SpinWait.FOREVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.internal.base.CountingSignal;
import io.github.sluice.channel.tck.Garbage;
import io.github.sluice.channel.tck.Watchdog;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the ring promises to the channels, one step at a time. */
class MpscRingTest {
  /** How many positions there are before they wrap around. */
  private static final long POSITIONS = 1L << 39;

  private static boolean offer(MpscRing<? super String> ring, String message) {
    return TailWord.admitsSenders(ring.offer(message));
  }

  private static boolean tryReserve(MpscRing<?> ring, int permits) {
    return TailWord.admitsSenders(ring.tryReserve(permits));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 63, 64, 65, 100, 1000})
  void c2_holdsExactlyItsCapacityLapAfterLap(int capacity) {
    MpscRing<Integer> ring = new MpscRing<>(capacity);
    for (int lap = 0; lap < 5; lap++) {
      for (int i = 0; i < capacity; i++) {
        assertEquals(i, ring.size());
        assertEquals(capacity - i, ring.remainingCapacity());
        assertTrue(TailWord.admitsSenders(ring.offer(i)));
      }
      long tail = ring.offer(-1);
      assertFalse(TailWord.admitsSenders(tail));
      assertFalse(TailWord.isClosed(tail), "it is only full");
      assertEquals(0, ring.remainingCapacity());
      for (int i = 0; i < capacity; i++) {
        assertEquals(i, RingProbe.poll(ring, FOREVER));
      }
      assertNull(RingProbe.poll(ring, FOREVER));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 100})
  void c7_positionsWrapAround(int capacity) {
    MpscRing<Integer> ring = new MpscRing<>(capacity, POSITIONS - 2L * capacity);
    CountingSignal signal = new CountingSignal();
    for (int i = 0; i < 5 * capacity; i++) {
      assertTrue(ring.register(signal));
      long tail = ring.offer(i);
      assertTrue(TailWord.admitsSenders(tail) && TailWord.isParked(tail));
      ring.signalReceiver(tail);
      assertEquals(i + 1, signal.signals());
      for (int j = 1; j < capacity; j++) {
        assertTrue(TailWord.admitsSenders(ring.offer(j)));
      }
      assertFalse(TailWord.admitsSenders(ring.offer(-1)));
      assertEquals(capacity, ring.size());
      assertEquals(i, RingProbe.poll(ring, FOREVER));
      for (int j = 1; j < capacity; j++) {
        assertEquals(j, RingProbe.poll(ring, FOREVER));
      }
      assertNull(RingProbe.poll(ring, FOREVER));
      assertEquals(0, ring.size());
      assertTrue(TailWord.admitsSenders(ring.offer(i))); // moves the lap by one each time
      assertEquals(i, RingProbe.poll(ring, FOREVER));
    }
    ring.close(TailWord.CLOSED);
    assertTrue(ring.isTerminated());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 64, 100})
  void c2_c7_severalMessagesGoInTogetherOrNot(int capacity) {
    MpscRing<Integer> ring = new MpscRing<>(capacity, POSITIONS - 2L * capacity);
    CountingSignal signal = new CountingSignal();
    for (int lap = 0; lap < 5; lap++) {
      assertTrue(ring.register(signal));
      Integer[] messages = new Integer[capacity - 1];
      Arrays.setAll(messages, i -> i);
      long tail = ring.offerAll(messages);
      assertTrue(TailWord.admitsSenders(tail) && TailWord.isParked(tail));
      assertFalse(ring.isReceiverParked());
      ring.signalReceiver(tail);
      assertEquals(lap + 1, signal.signals());
      assertEquals(capacity - 1, ring.size());
      long full = ring.offerAll(new Integer[] {-1, -2});
      assertFalse(TailWord.admitsSenders(full));
      assertFalse(TailWord.isClosed(full), "it is only full");
      assertTrue(TailWord.admitsSenders(ring.offer(capacity - 1)), "there is capacity for one");
      for (int i = 0; i < capacity; i++) {
        assertEquals(i, RingProbe.poll(ring, FOREVER));
      }
      assertNull(RingProbe.poll(ring, FOREVER));
    }
    ring.close(TailWord.CLOSED);
    assertTrue(TailWord.isClosed(ring.offerAll(new Integer[] {-1, -2})));
    assertTrue(ring.isTerminated());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE, MpscRing.MAX_CAPACITY + 1, Integer.MAX_VALUE})
  void b22_refusesAnImpossibleCapacityAndNamesTheLargest(int capacity) {
    String text =
        assertThrows(IllegalArgumentException.class, () -> new MpscRing<>(capacity)).getMessage();
    assertTrue(text.contains(String.valueOf(MpscRing.MAX_CAPACITY)), text);
    assertTrue(text.contains(String.valueOf(capacity)), text);
  }

  @Test
  void x4_closedRingKeepsItsMessagesAndThenEnds() {
    MpscRing<String> ring = new MpscRing<>(2);
    offer(ring, "a");
    assertFalse(TailWord.isClosed(ring.close(TailWord.CLOSED)));
    assertTrue(TailWord.isClosed(ring.close(TailWord.FAILED)), "it was closed before");
    assertTrue(ring.hasEnd(TailWord.CLOSED));
    assertTrue(TailWord.isClosed(ring.offer("b")));
    assertFalse(ring.isTerminated());
    assertEquals("a", RingProbe.poll(ring, FOREVER));
    assertTrue(ring.isTerminated());
  }

  @Test
  void x11_aFailureCountsWhenEverythingIsReceived() {
    MpscRing<String> ring = new MpscRing<>(2);
    offer(ring, "a");
    ring.close(TailWord.FAILED);
    assertFalse(ring.isTerminated());
    RingProbe.poll(ring, FOREVER);
    assertTrue(ring.isTerminated());
    assertTrue(ring.hasEnd(TailWord.FAILED));
  }

  @Test
  void r1_permitsTakeCapacity() {
    MpscRing<String> ring = new MpscRing<>(3);
    assertTrue(tryReserve(ring, 2));
    assertEquals(1, ring.remainingCapacity());
    assertEquals(0, ring.size());
    assertFalse(tryReserve(ring, 2));
    assertTrue(offer(ring, "a"));
    assertFalse(offer(ring, "b"));
    ring.publish(ring.claimPermitted(), "b");
    assertEquals(1, ring.outstandingPermits());
    assertFalse(offer(ring, "c"));
    assertFalse(ring.releasePermits(1));
    assertTrue(offer(ring, "c"));
    assertEquals("a", RingProbe.poll(ring, FOREVER));
    assertEquals("b", RingProbe.poll(ring, FOREVER));
    assertEquals("c", RingProbe.poll(ring, FOREVER));
  }

  @Test
  void x5_aPermitHoldsTheEndBack() {
    MpscRing<String> ring = new MpscRing<>(3);
    tryReserve(ring, 2);
    ring.close(TailWord.CLOSED);
    assertTrue(TailWord.isClosed(ring.tryReserve(1)));
    CountingSignal signal = new CountingSignal();
    assertTrue(ring.register(signal));
    assertFalse(ring.isTerminated());
    long claimed = ring.claimPermitted();
    ring.publish(claimed, "a");
    assertTrue(TailWord.isParked(claimed));
    ring.signalReceiver(claimed);
    assertEquals(1, signal.signals());
    assertEquals("a", RingProbe.poll(ring, FOREVER));
    assertTrue(ring.register(signal));
    assertTrue(ring.releasePermits(1), "the last permit ends the stream of a parked receiver");
    ring.signalEnd();
    assertEquals(2, signal.signals());
    assertTrue(ring.isTerminated());
    assertFalse(ring.register(signal));
  }

  @Test
  void s7_noPermitBecomesAMessageAfterCancel() {
    MpscRing<String> ring = new MpscRing<>(3);
    tryReserve(ring, 1);
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
    assertTrue(tryReserve(ring, TailWord.MAX_PERMITS));
    assertFalse(tryReserve(ring, 1));
    assertEquals(5, ring.remainingCapacity());
    assertEquals(0, ring.size());
    for (int i = 0; i < 5; i++) {
      assertTrue(offer(ring, "a"));
    }
    assertFalse(offer(ring, "a"));
    ring.releasePermits(TailWord.MAX_PERMITS);
    assertEquals(TailWord.MAX_PERMITS, ring.remainingCapacity());
  }

  @Test
  void x6_closingAnEmptyRingEndsItForTheParkedReceiver() {
    MpscRing<String> ring = new MpscRing<>(3);
    CountingSignal signal = new CountingSignal();
    ring.register(signal);
    long before = ring.close(TailWord.CLOSED);
    assertTrue(MpscRing.endsParked(TailWord.withEnd(before, TailWord.CLOSED)));
    assertFalse(ring.isReceiverParked());
    ring.signalEnd();
    assertEquals(1, signal.signals());
    long again = ring.close(TailWord.CANCELLED);
    assertFalse(MpscRing.endsParked(TailWord.withEnd(again, TailWord.CANCELLED)), "only once");
  }

  @Test
  void x6_aParkedReceiverIsNotNotifiedOfACloseThatAPermitHoldsBack() {
    MpscRing<String> ring = new MpscRing<>(3);
    tryReserve(ring, 1);
    ring.register(new CountingSignal());
    long before = ring.close(TailWord.CLOSED);
    assertFalse(MpscRing.endsParked(TailWord.withEnd(before, TailWord.CLOSED)));
    assertTrue(ring.isReceiverParked());
    long closed = ring.close(TailWord.CANCELLED);
    assertTrue(MpscRing.endsParked(TailWord.withEnd(closed, TailWord.CANCELLED)));
    assertFalse(ring.isReceiverParked());
  }

  @Test
  void p3_b4_othersSendAndTheReceiverWaitsBehindAStalledSender() {
    MpscRing<String> ring = new MpscRing<>(4);
    tryReserve(ring, 1);
    long claimed = ring.claimPermitted(); // and not published yet
    assertTrue(offer(ring, "b"));
    assertTrue(offer(ring, "c"));
    assertEquals(3, ring.size());
    assertNull(RingProbe.poll(ring, BRIEFLY));
    assertNull(ring.peek(BRIEFLY));
    assertEquals(3, ring.size());
    AtomicReference<String> received = new AtomicReference<>();
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread receiver =
        new Thread(
            () -> {
              received.set(RingProbe.poll(ring, FOREVER));
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    receiver.start();
    // It sleeps rather than burning a core, and an interrupt neither ends the wait nor is lost.
    receiver.interrupt();
    Watchdog.await("it to sleep", ring, () -> receiver.getState() == Thread.State.TIMED_WAITING);
    ring.publish(claimed, "a");
    Watchdog.join(receiver, ring);
    assertEquals("a", received.get());
    assertTrue(interrupted.get());
    assertEquals("b", RingProbe.poll(ring, FOREVER));
    assertEquals("c", RingProbe.poll(ring, FOREVER));
  }

  @Test
  void aBatchIsRemovedOneByOneAndPublishedAtItsEnd() {
    MpscRing<String> ring = new MpscRing<>(3, POSITIONS - 1);
    offer(ring, "a");
    offer(ring, "b");
    offer(ring, "c");
    assertEquals("a", ring.peek(FOREVER));
    ring.remove(false);
    assertEquals("b", ring.peek(FOREVER));
    ring.remove(true);
    assertEquals(1, ring.size());
    assertEquals("c", ring.peek(FOREVER));
    ring.remove(false);
    ring.publishHead();
    assertEquals(0, ring.size());
    assertEquals(3, ring.remainingCapacity());
  }

  @Test
  void x10_pollCancelledEmptiesTheRing() {
    MpscRing<String> ring = new MpscRing<>(3, POSITIONS - 1);
    offer(ring, "a");
    offer(ring, "b");
    offer(ring, "c");
    ring.close(TailWord.CANCELLED);
    assertEquals("a", RingProbe.poll(ring, FOREVER));
    assertEquals("b", ring.pollCancelled());
    assertEquals("c", RingProbe.poll(ring, FOREVER));
    assertNull(ring.pollCancelled());
    assertNull(RingProbe.poll(ring, FOREVER));
    assertTrue(ring.isTerminated());
  }

  @Test
  void m1_receivedSlotsHoldNothing() {
    MpscRing<Object> ring = new MpscRing<>(4);
    WeakReference<Object> polled = offerNew(ring);
    WeakReference<Object> removed = offerNew(ring);
    WeakReference<Object> cancelled = offerNew(ring);
    RingProbe.poll(ring, FOREVER);
    ring.peek(FOREVER);
    ring.remove(false);
    ring.close(TailWord.CANCELLED);
    ring.pollCancelled();
    Garbage.awaitCollected("the messages", ring, List.of(polled, removed, cancelled));
  }

  private static WeakReference<Object> offerNew(MpscRing<Object> ring) {
    Object message = new Object();
    assertTrue(TailWord.admitsSenders(ring.offer(message)));
    return new WeakReference<>(message);
  }

  @Test
  void v7_c7_numbersOfMessagesGoOnWhereThePositionsWrapAround() {
    long wrap = 1L << 39;
    assertEquals(wrap + 5, MpscRing.unwrapped(wrap - 5, 5));
    assertEquals(wrap - 5, MpscRing.unwrapped(wrap - 5, wrap - 5));
    assertEquals(7 * wrap + 3, MpscRing.unwrapped(6 * wrap + 4, 3));
    assertEquals(12, MpscRing.unwrapped(0, 12));
    MpscRing<Integer> ring = new MpscRing<>(3);
    ring.offer(1);
    ring.offer(2);
    ring.peek(1);
    ring.remove(true);
    assertEquals(2, ring.claimed());
    assertEquals(1, ring.removed());
  }
}

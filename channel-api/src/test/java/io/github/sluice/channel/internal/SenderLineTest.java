// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.internal.SendWaiter.Kind;
import org.junit.jupiter.api.Test;

/** P7: in which order waiting senders are served, and how often they can be overtaken. */
class SenderLineTest {
  private static final int BYPASSES = 3;

  private final MpscRing<String> ring = new MpscRing<>(1);
  private final SenderLine<String> line = new SenderLine<>(ring, BYPASSES);

  private static final class Waiter extends SendWaiter<String> {
    Waiter(Kind kind) {
      super(kind, null);
    }

    @Override
    protected void settled() {}
  }

  private Waiter add(Kind kind) {
    Waiter waiter = new Waiter(kind);
    line.add(waiter);
    return waiter;
  }

  private void passThrough(int messages) {
    for (int i = 0; i < messages; i++) {
      ring.offer("m");
      ring.poll();
    }
  }

  @Test
  void whoeverHasThePermitOfTheGateComesFirst() {
    Waiter competing = add(Kind.SIGNAL);
    Waiter strict = add(Kind.PERMIT);
    assertSame(strict, line.head());
    assertEquals(2, line.length());
    line.remove(strict);
    assertSame(competing, line.head());
    line.remove(competing);
    assertEquals(0, line.length());
  }

  @Test
  void p7_soManyMessagesCanOvertakeTheFirst() {
    passThrough(5); // before it comes
    Waiter waiter = add(Kind.SIGNAL);
    assertSame(waiter, line.head());
    assertEquals(TailWord.positions(5 + BYPASSES), line.overtakenAt(waiter));
    passThrough(BYPASSES - 1);
    line.head();
    assertTrue(SenderLine.competes(waiter));
    assertEquals(0, ring.gateVolatile());
    passThrough(1);
    assertSame(waiter, line.head());
    assertFalse(SenderLine.competes(waiter));
    assertEquals(1, ring.gateVolatile());
    line.remove(waiter);
    assertEquals(0, ring.gateVolatile());
  }

  @Test
  void p7_soManyGrantsCanOvertakeTheFirst() {
    grant(7); // before it is the first
    Waiter waiter = add(Kind.SIGNAL);
    line.head();
    grant(SenderLine.BYPASSES - 1);
    line.head();
    assertTrue(SenderLine.competes(waiter));
    grant(1);
    line.head();
    assertFalse(SenderLine.competes(waiter));
  }

  private void grant(int times) {
    for (int i = 0; i < times; i++) {
      line.granted();
    }
  }

  @Test
  void p7_itsPatienceBeginsWhenItIsTheFirst() {
    Waiter first = add(Kind.SIGNAL);
    Waiter second = add(Kind.SIGNAL);
    line.head();
    passThrough(BYPASSES);
    line.head();
    line.remove(first);
    assertSame(second, line.head());
    passThrough(BYPASSES - 1);
    line.head();
    assertTrue(SenderLine.competes(second));
  }

  @Test
  void whoWasToldInVainGoesToTheFront() {
    Waiter first = add(Kind.SIGNAL);
    Waiter second = add(Kind.SIGNAL);
    line.remove(first);
    first.leavePending(SendWaiter.State.CLAIMED);
    first.outcome = SendWaiter.State.GRANTED;
    first.settle();
    first.waitOn();
    assertSame(SendWaiter.State.PENDING, first.state());
    line.add(first);
    assertSame(first, line.head());
    line.remove(first);
    assertSame(second, line.head());
  }
}

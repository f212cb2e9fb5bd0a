// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class WaiterListTest {
  private static final class Waiter extends SendWaiter<String> {
    Waiter() {
      super(Kind.MESSAGE, "message");
    }

    @Override
    protected void settled() {}
  }

  @Test
  void m2_m4_whatIsTakenOutIsHeldByNobodyAndHoldsNobody() {
    WaiterList<String> list = new WaiterList<>();
    Waiter first = new Waiter();
    Waiter second = new Waiter();
    Waiter third = new Waiter();
    list.addLast(second);
    list.addLast(third);
    list.addFirst(first);
    list.remove(second);
    assertAlone(second);
    assertSame(third, first.next);
    assertSame(first, third.previous);
    list.remove(first);
    assertAlone(first);
    assertSame(third, list.head());
    list.remove(third);
    assertAlone(third);
    assertNull(list.head());
    list.addLast(second);
    assertSame(second, list.head());
    assertAlone(second);
  }

  private static void assertAlone(Waiter waiter) {
    assertNull(waiter.next);
    assertNull(waiter.previous);
  }
}

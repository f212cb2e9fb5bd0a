// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.queue;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class WaiterListTest {
  @Test
  void m2_m4_aRemovedWaiterIsLinkedNeitherWay() {
    WaiterList<String> list = new WaiterList<>();
    TestWaiter<String> first = TestWaiter.fifo("message");
    TestWaiter<String> second = TestWaiter.fifo("message");
    TestWaiter<String> third = TestWaiter.fifo("message");
    list.addLast(first);
    list.addLast(second);
    list.addLast(third);
    assertSame(first, list.head());
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

  private static void assertAlone(SendWaiter<String> waiter) {
    assertNull(waiter.next);
    assertNull(waiter.previous);
  }
}

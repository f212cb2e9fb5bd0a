// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** X6, X7, X8: who keeps a stream open. */
class HoldersTest {
  private int ends;
  private final Holders holders = new Holders(() -> ends++);

  @Test
  void x6_x7_theLastHolderEndsTheStream() {
    assertTrue(holders.addHandle());
    assertTrue(holders.addHandle());
    assertTrue(holders.addOther());
    holders.removeHandle();
    holders.removeHandle();
    assertEquals(0, holders.handles());
    assertEquals(0, ends);
    holders.removeOther();
    assertEquals(1, ends);
    assertEquals(0, holders.handles());
  }

  @Test
  void x8_whoeverComesTooLateEndsTheStreamForItself() {
    assertTrue(holders.addHandle());
    holders.removeHandle();
    assertFalse(holders.addHandle());
    assertEquals(2, ends, "the one who was the last may not have come to it yet");
    assertFalse(holders.addOther());
    assertEquals(3, ends);
  }
}

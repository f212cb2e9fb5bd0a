// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.base;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A wait that an interrupt neither ends nor is lost in. */
class SpinWaitTest {
  private int step;
  private boolean interrupted;

  private void pause(int times) {
    for (int i = 0; i < times; i++) {
      interrupted |= SpinWait.pause(step++);
    }
  }

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @Test
  void i1_anInterruptDuringTheWaitIsRestoredAtItsEnd() {
    Thread.currentThread().interrupt();
    pause(SpinWait.BRIEFLY);
    assertTrue(Thread.currentThread().isInterrupted(), "it has not slept yet");
    pause(1);
    assertFalse(Thread.currentThread().isInterrupted(), "it would not sleep");
    pause(1);
    SpinWait.restore(interrupted);
    assertTrue(Thread.currentThread().isInterrupted());
  }

  @Test
  void aWaitWithoutInterruptEndsWithoutOne() {
    pause(SpinWait.BRIEFLY + 2);
    SpinWait.restore(interrupted);
    assertFalse(Thread.currentThread().isInterrupted());
  }
}

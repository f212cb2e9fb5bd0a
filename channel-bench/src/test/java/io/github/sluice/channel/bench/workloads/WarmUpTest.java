// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.bench.statistics.SteadyState;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  private static final WarmUp.Limits LIMITS = new WarmUp.Limits(500, 2500);

  @Test
  void itEndsWhenTheTimeIsSteadyAndLaterWhenItIsNoisy() {
    assertFalse(LIMITS.isOver(SteadyState.STEADY, 499));
    assertTrue(LIMITS.isOver(SteadyState.STEADY, 500));
    assertFalse(LIMITS.isOver(SteadyState.NOISY, 999));
    assertTrue(LIMITS.isOver(SteadyState.NOISY, 1000));
    assertFalse(LIMITS.isOver(SteadyState.UNSTEADY, 2499));
    assertTrue(LIMITS.isOver(SteadyState.UNSTEADY, 2500));
  }

  @Test
  void anotherSizeIsWarmedUpForLess() {
    assertEquals(new WarmUp.Limits(100, 250), LIMITS.forLaterSize());
    assertEquals(WarmUp.Limits.fixed(20_000), WarmUp.Limits.fixed(20_000).forLaterSize());
    assertEquals(new WarmUp.Limits(20, 250), new WarmUp.Limits(100, 300).forLaterSize());
  }

  @Test
  void aFixedLengthIsKept() {
    WarmUp.Limits fixed = WarmUp.Limits.fixed(1000);
    assertFalse(fixed.isOver(SteadyState.STEADY, 999));
    assertTrue(fixed.isOver(SteadyState.UNSTEADY, 1000));
  }

  @Test
  void anOutcomeIsNoisyIfItIsSteadyAndVaries() {
    double[] flat = new double[40];
    Arrays.fill(flat, 7);
    assertFalse(new WarmUp.Outcome(true, 500, flat).isNoisy());
    flat[39] = 8;
    flat[38] = 8;
    assertTrue(new WarmUp.Outcome(true, 500, flat).isNoisy());
    assertFalse(new WarmUp.Outcome(false, 500, flat).isNoisy());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.tck.FaultTrials;
import io.github.sluice.channel.tck.ForkedJvm;
import io.github.sluice.channel.tck.Injection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** P1, S1, C4, A10: what a fault leaves behind is usable, or has ended. */
@Tag("faults")
@Timeout(value = 20, unit = TimeUnit.MINUTES) // many trials, and each that hangs takes its time
class AsyncFaultsTest {
  @Test
  void p1_aStackOverflowLeavesTheChannelUsableWhenInterpreted() throws Exception {
    List<String> options = new ArrayList<>(FaultTrials.STACK_OPTIONS);
    options.add("-Xint");
    FaultTrials.check(ForkedJvm.run(AsyncFaultTrials.class, options, "stack"));
  }

  @Test
  void p1_aStackOverflowLeavesTheChannelUsableWhenCompiled() throws Exception {
    FaultTrials.check(ForkedJvm.run(AsyncFaultTrials.class, FaultTrials.STACK_OPTIONS, "stack"));
  }

  @Test
  void p1_aFullHeapLeavesTheChannelUsable() throws Exception {
    FaultTrials.check(ForkedJvm.run(AsyncFaultTrials.class, FaultTrials.HEAP_OPTIONS, "heap"));
  }

  @ParameterizedTest
  @EnumSource
  void p1_s1_anOperationMayBeStoppedAtEveryStep(Injection injection) throws Exception {
    FaultTrials.check(AsyncFaultTrials.class, injection);
  }
}

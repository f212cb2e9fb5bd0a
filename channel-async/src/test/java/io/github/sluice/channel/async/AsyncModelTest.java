// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.tck.ModelScenario;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The async channel does what the sequential model does, step by step. */
class AsyncModelTest {
  @Property(tries = 1500)
  void theChannelDoesWhatTheModelDoes(
      @ForAll("scenarios") ModelScenario<ModelledAsyncChannel> scenario) {
    scenario.run(capacity -> new ModelledAsyncChannel(capacity, false));
  }

  @Property(tries = 1500)
  void theChannelDoesWhatTheModelDoesWhenAnExecutorDefersCallbacks(
      @ForAll("scenarios") ModelScenario<ModelledAsyncChannel> scenario) {
    scenario.run(capacity -> new ModelledAsyncChannel(capacity, true));
  }

  @Provide
  Arbitrary<ModelScenario<ModelledAsyncChannel>> scenarios() {
    return ModelledAsyncChannel.scenarios();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import io.github.sluice.channel.tck.ModelScenario;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The blocking channel does what the sequential model does, step by step. */
class BlockingModelTest {
  @Property(tries = 1500)
  void theChannelDoesWhatTheModelDoes(
      @ForAll("scenarios") ModelScenario<ModelledBlockingChannel> scenario) {
    scenario.run(ModelledBlockingChannel::new);
  }

  @Provide
  Arbitrary<ModelScenario<ModelledBlockingChannel>> scenarios() {
    return ModelledBlockingChannel.scenarios();
  }
}

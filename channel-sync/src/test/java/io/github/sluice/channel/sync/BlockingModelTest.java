// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sluice.channel.tck.ModelSteps;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.state.ActionChain;

/** The blocking channel does what the sequential model does, step by step. */
class BlockingModelTest {
  @Property(tries = 1500)
  void theChannelDoesWhatTheModelDoes(
      @ForAll("chains") ActionChain<ModelledBlockingChannel> chain) {
    ModelledBlockingChannel channel = chain.run();
    channel.release();
    assertEquals(chain.transformations().size(), channel.steps(), "steps compared");
  }

  @Provide
  Arbitrary<ActionChain<ModelledBlockingChannel>> chains() {
    return ModelSteps.capacities()
        .flatMap(capacity -> ModelledBlockingChannel.steps(capacity).withMaxTransformations(60));
  }
}

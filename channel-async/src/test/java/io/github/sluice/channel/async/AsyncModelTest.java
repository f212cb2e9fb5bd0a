// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sluice.channel.tck.ModelSteps;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.state.ActionChain;

/** The async channel does what the sequential model does, step by step. */
class AsyncModelTest {
  @Property(tries = 1500)
  void theChannelDoesWhatTheModelDoes(@ForAll("chains") ActionChain<ModelledAsyncChannel> chain) {
    assertEquals(chain.run().steps(), chain.transformations().size(), "steps compared");
  }

  @Property(tries = 1500)
  void theChannelDoesWhatTheModelDoesWhenAnExecutorDefersCallbacks(
      @ForAll("deferredChains") ActionChain<ModelledAsyncChannel> chain) {
    assertEquals(chain.run().steps(), chain.transformations().size(), "steps compared");
  }

  @Provide
  Arbitrary<ActionChain<ModelledAsyncChannel>> chains() {
    return chains(false);
  }

  @Provide
  Arbitrary<ActionChain<ModelledAsyncChannel>> deferredChains() {
    return chains(true);
  }

  private static Arbitrary<ActionChain<ModelledAsyncChannel>> chains(boolean deferred) {
    return ModelSteps.capacities()
        .flatMap(
            capacity -> ModelledAsyncChannel.steps(capacity, deferred).withMaxTransformations(60));
  }
}

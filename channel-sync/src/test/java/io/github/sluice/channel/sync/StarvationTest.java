// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import io.github.sluice.channel.tck.StarvationContract;
import io.github.sluice.channel.tck.ThreadFixture;
import io.github.sluice.channel.tck.ThreadKind;

/** Starved threads at blocking channels. */
class StarvationTest extends StarvationContract {
  @Override
  protected ThreadFixture newFixture(ThreadKind threads) {
    return new BlockingFixture(threads);
  }
}

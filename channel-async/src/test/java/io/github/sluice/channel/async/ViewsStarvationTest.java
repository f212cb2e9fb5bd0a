// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.tck.StarvationContract;
import io.github.sluice.channel.tck.ThreadFixture;
import io.github.sluice.channel.tck.ThreadKind;

/** Starved threads at the blocking views of async channels. */
class ViewsStarvationTest extends StarvationContract {
  @Override
  protected ThreadFixture newFixture(ThreadKind threads) {
    return new ViewsFixture(threads);
  }
}

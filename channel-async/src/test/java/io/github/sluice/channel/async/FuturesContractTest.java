// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.tck.ChannelContract;
import io.github.sluice.channel.tck.ChannelFixture;

/** The async channel, waited for with futures that are completed where it happens. */
class FuturesContractTest extends ChannelContract {
  @Override
  protected ChannelFixture newFixture() {
    return new FutureFixture(null);
  }
}

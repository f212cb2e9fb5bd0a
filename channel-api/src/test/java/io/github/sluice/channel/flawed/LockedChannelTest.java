// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.flawed;

import io.github.sluice.channel.tck.ChannelContract;
import io.github.sluice.channel.tck.ChannelFixture;

/** The contract can be kept by a channel that has nothing in common with ours. */
class LockedChannelTest extends ChannelContract {
  @Override
  protected ChannelFixture newFixture() {
    return new LockedFixture(Flaw.NONE);
  }
}

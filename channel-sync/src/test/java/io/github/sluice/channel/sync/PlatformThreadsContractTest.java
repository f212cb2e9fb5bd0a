// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import io.github.sluice.channel.tck.ChannelContract;
import io.github.sluice.channel.tck.ChannelFixture;
import io.github.sluice.channel.tck.ThreadKind;

/** The blocking channel with platform threads. */
// begin contract
class PlatformThreadsContractTest extends ChannelContract {
  @Override
  protected ChannelFixture newFixture() {
    return new BlockingFixture(ThreadKind.PLATFORM);
  }
}
// end contract

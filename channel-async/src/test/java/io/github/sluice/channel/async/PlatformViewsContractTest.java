// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.tck.ChannelContract;
import io.github.sluice.channel.tck.ChannelFixture;
import io.github.sluice.channel.tck.ThreadKind;

/** The async channel, waited for by platform threads. */
class PlatformViewsContractTest extends ChannelContract {
  @Override
  protected ChannelFixture newFixture() {
    return new ViewsFixture(ThreadKind.PLATFORM);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.tck.ChannelContract;
import io.github.sluice.channel.tck.ChannelFixture;
import io.github.sluice.channel.tck.NeedsVirtualThreads;
import io.github.sluice.channel.tck.ThreadKind;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** The async channel, waited for by virtual threads. */
@AddLifecycleHook(NeedsVirtualThreads.class)
class VirtualViewsContractTest extends ChannelContract {
  @Override
  protected ChannelFixture newFixture() {
    ThreadKind.VIRTUAL.assumeAvailable();
    return new ViewsFixture(ThreadKind.VIRTUAL);
  }
}

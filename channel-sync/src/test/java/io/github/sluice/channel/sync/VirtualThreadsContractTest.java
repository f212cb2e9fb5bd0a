// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import io.github.sluice.channel.tck.ChannelContract;
import io.github.sluice.channel.tck.ChannelFixture;
import io.github.sluice.channel.tck.NeedsVirtualThreads;
import io.github.sluice.channel.tck.ThreadKind;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** The blocking channel with virtual threads. */
@AddLifecycleHook(NeedsVirtualThreads.class)
class VirtualThreadsContractTest extends ChannelContract {
  @Override
  protected ChannelFixture newFixture() {
    ThreadKind.VIRTUAL.assumeAvailable();
    return new BlockingFixture(ThreadKind.VIRTUAL);
  }
}

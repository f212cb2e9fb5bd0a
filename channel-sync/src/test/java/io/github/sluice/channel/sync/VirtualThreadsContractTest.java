// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import io.github.sluice.channel.tck.ChannelContract;
import io.github.sluice.channel.tck.ChannelFixture;
import io.github.sluice.channel.tck.ThreadKind;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The blocking channel with virtual threads. */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadsContractTest extends ChannelContract {
  @Override
  protected ChannelFixture newFixture() {
    return new BlockingFixture(ThreadKind.VIRTUAL);
  }
}

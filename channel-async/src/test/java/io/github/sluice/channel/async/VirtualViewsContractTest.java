// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.tck.ChannelContract;
import io.github.sluice.channel.tck.ChannelFixture;
import io.github.sluice.channel.tck.ThreadKind;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The async channel, waited for by virtual threads. */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualViewsContractTest extends ChannelContract {
  @Override
  protected ChannelFixture newFixture() {
    return new ViewsFixture(ThreadKind.VIRTUAL);
  }
}

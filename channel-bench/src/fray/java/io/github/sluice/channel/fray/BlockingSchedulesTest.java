// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.fray;

import io.github.sluice.channel.WaitStrategy;
import io.github.sluice.channel.sync.BlockingChannel;
import java.util.function.Consumer;

/** The blocking channel. */
class BlockingSchedulesTest implements WaitingSchedules, EndingSchedules {
  @Override
  public Ends open(int capacity, Consumer<Integer> onUndelivered) {
    BlockingChannel<Integer> channel =
        BlockingChannel.<Integer>builder(capacity)
            .onUndelivered(onUndelivered)
            .waitStrategy(WaitStrategy.PARKING)
            .build();
    return new Ends(channel::sender, channel.receiver());
  }
}

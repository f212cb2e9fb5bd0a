// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.fray;

import io.github.sluice.channel.WaitStrategy;
import io.github.sluice.channel.async.AsyncChannel;
import java.util.function.Consumer;

/** The blocking views of the async channel. */
class ViewsSchedulesTest implements WaitingSchedules, EndingSchedules {
  @Override
  public Ends open(int capacity, Consumer<Integer> onUndelivered) {
    AsyncChannel<Integer> channel =
        AsyncChannel.<Integer>builder(capacity)
            .onUndelivered(onUndelivered)
            .waitStrategy(WaitStrategy.PARKING)
            .build();
    return new Ends(() -> channel.sender().blocking(), channel.receiver().blocking());
  }
}

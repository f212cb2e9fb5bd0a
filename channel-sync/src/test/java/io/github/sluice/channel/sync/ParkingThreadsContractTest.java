// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import io.github.sluice.channel.WaitStrategy;
import io.github.sluice.channel.tck.ChannelContract;
import io.github.sluice.channel.tck.ChannelFixture;
import io.github.sluice.channel.tck.ThreadFixture;
import io.github.sluice.channel.tck.ThreadKind;
import java.util.function.Consumer;

/** The blocking channel with platform threads that park almost at once. */
class ParkingThreadsContractTest extends ChannelContract {
  @Override
  protected ChannelFixture newFixture() {
    return new ThreadFixture(ThreadKind.PLATFORM) {
      @Override
      public boolean strictlyFifo() {
        return false;
      }

      @Override
      public boolean hasRendezvous() {
        return true;
      }

      @Override
      protected <T> Ends<T> open(int capacity, Consumer<? super T> onUndelivered) {
        BlockingChannel<T> channel =
            BlockingChannel.<T>builder(capacity)
                .onUndelivered(onUndelivered)
                .waitStrategy(WaitStrategy.PARKING)
                .build();
        return new Ends<>(channel::sender, channel.receiver());
      }
    };
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.base;

import io.github.sluice.channel.tck.ChannelFixture;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.TestedChannel;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Races on what is below the channels. */
public final class CoreRace {
  /** Threads alone. */
  private static final ChannelFixture THREADS =
      new ChannelFixture() {
        @Override
        public <T> TestedChannel<T> create(int capacity, Consumer<? super T> onUndelivered) {
          throw new UnsupportedOperationException();
        }

        @Override
        public boolean strictlyFifo() {
          throw new UnsupportedOperationException();
        }
      };

  private CoreRace() {}

  /** Runs many races one after the other; see {@link Race#rounds}. */
  public static void rounds(int rounds, Callable<Race> setup) throws Exception {
    Race.rounds(THREADS, Race.times(rounds), setup);
  }
}

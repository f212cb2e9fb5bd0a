// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import io.github.sluice.channel.tck.ThreadFixture;
import io.github.sluice.channel.tck.ThreadKind;
import java.util.function.Consumer;

/** Blocking channels. */
// begin fixture
final class BlockingFixture extends ThreadFixture {
  BlockingFixture(ThreadKind threads) {
    super(threads);
  }

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
    BlockingChannel<T> channel = BlockingChannel.bounded(capacity, onUndelivered);
    return new Ends<>(channel::sender, channel.receiver());
  }
}
// end fixture

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.tck.ThreadFixture;
import io.github.sluice.channel.tck.ThreadKind;
import java.util.function.Consumer;

/** Async channels, both of whose ends are in the hands of threads. */
final class ViewsFixture extends ThreadFixture {
  ViewsFixture(ThreadKind threads) {
    super(threads);
  }

  @Override
  public boolean strictlyFifo() {
    return true;
  }

  @Override
  public boolean hasRendezvous() {
    return true;
  }

  @Override
  protected <T> Ends<T> open(int capacity, Consumer<? super T> onUndelivered) {
    AsyncChannel<T> channel =
        AsyncChannel.<T>builder(capacity)
            .executor(FutureFixture::refuse)
            .onUndelivered(onUndelivered)
            .build();
    return new Ends<>(() -> channel.sender().blocking(), channel.receiver().blocking());
  }
}

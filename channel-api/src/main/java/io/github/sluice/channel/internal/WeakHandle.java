// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import io.github.sluice.channel.Sender;
import io.github.sluice.channel.WeakSender;
import java.util.Optional;
import java.util.function.Function;

/** A reference to a channel that is not counted. */
public final class WeakHandle<T, S extends Sender<T>> implements WeakSender<S> {
  private final ChannelCore<T> core;
  private final Function<ChannelCore<T>, S> newHandle;

  /** The function creates a handle that the core has counted. */
  public WeakHandle(ChannelCore<T> core, Function<ChannelCore<T>, S> newHandle) {
    this.core = core;
    this.newHandle = newHandle;
  }

  @Override
  public Optional<S> upgrade() {
    Optional<S> handle = Optional.of(newHandle.apply(core)); // before it counts
    return core.tryRetainHandle() ? handle : Optional.empty();
  }

  @Override
  public String toString() {
    return "WeakSender" + core;
  }
}

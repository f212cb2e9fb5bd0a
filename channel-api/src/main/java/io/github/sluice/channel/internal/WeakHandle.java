// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import io.github.sluice.channel.Sender;
import io.github.sluice.channel.WeakSender;
import java.util.Optional;
import java.util.function.Function;

/**
 * A reference to a channel that is not counted.
 *
 * @param <T> the type of the messages
 * @param <S> the type of the handles
 */
public final class WeakHandle<T, S extends Sender<T>> implements WeakSender<S> {
  private final ChannelCore<T> core;
  private final Function<ChannelCore<T>, S> newHandle;

  /**
   * Makes a weak reference.
   *
   * @param core the channel's core
   * @param newHandle makes a handle that has been counted
   */
  public WeakHandle(ChannelCore<T> core, Function<ChannelCore<T>, S> newHandle) {
    this.core = core;
    this.newHandle = newHandle;
  }

  @Override
  public Optional<S> upgrade() {
    Optional<S> handle = Optional.of(newHandle.apply(core)); // before it counts
    return core.tryRetain(StreamRefs.HANDLE) ? handle : Optional.empty();
  }

  @Override
  public String toString() {
    return "WeakSender" + core;
  }
}

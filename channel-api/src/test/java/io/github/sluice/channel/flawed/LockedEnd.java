// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.flawed;

import io.github.sluice.channel.ChannelState;
import java.util.function.ToIntFunction;

/** What the two ends of a {@link LockedChannel} have in common: its state. */
abstract class LockedEnd<T> implements ChannelState {
  final LockedChannel<T> channel;

  LockedEnd(LockedChannel<T> channel) {
    this.channel = channel;
  }

  final int locked(ToIntFunction<LockedChannel<T>> look) {
    channel.lock.lock();
    try {
      return look.applyAsInt(channel);
    } finally {
      channel.unlock();
    }
  }

  @Override
  public final String name() {
    return channel.name();
  }

  @Override
  public final int size() {
    return locked(LockedChannel::size);
  }

  @Override
  public final int capacity() {
    return channel.capacity;
  }

  @Override
  public final int remainingCapacity() {
    return locked(c -> c.late.isHidden(Flaw.FREES_CAPACITY_LATE) ? 0 : c.remaining());
  }

  @Override
  public final int outstandingPermits() {
    return locked(LockedChannel::permits);
  }

  @Override
  public final int waitingSenders() {
    return locked(LockedChannel::waiting);
  }

  @Override
  public String toString() {
    return channel.name();
  }
}

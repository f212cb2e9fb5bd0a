// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.core;

import io.github.sluice.channel.ChannelState;

/** What the handles of senders and of receivers have in common: the state of their channel. */
public abstract class ChannelHandle<T> implements ChannelState {
  protected final ChannelCore<T> core;

  protected ChannelHandle(ChannelCore<T> core) {
    this.core = core;
  }

  @Override
  public final String name() {
    return core.name();
  }

  @Override
  public final int size() {
    return core.size();
  }

  @Override
  public final int capacity() {
    return core.capacity();
  }

  @Override
  public final int remainingCapacity() {
    return core.remainingCapacity();
  }

  @Override
  public final int outstandingPermits() {
    return core.outstandingPermits();
  }

  @Override
  public final int waitingSenders() {
    return core.waitingSenders();
  }

  @Override
  public boolean isClosed() {
    return core.isClosed();
  }
}

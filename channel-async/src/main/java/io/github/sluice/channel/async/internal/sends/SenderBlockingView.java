// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.sends;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.WeakSender;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.internal.parking.ParkingSender;

/** A handle whose thread parks until its send is granted, first come, first served. */
final class SenderBlockingView<T> extends ParkingSender<T> {
  private final AsyncSenderHandle<T> handle;

  SenderBlockingView(AsyncSenderHandle<T> handle, ChannelCore<T> core) {
    super(core, false);
    this.handle = handle;
  }

  /** Closes the handle, which then marks this closed. */
  @Override
  public void close() {
    handle.close();
  }

  @Override
  public BlockingSender<T> copy() {
    return handle.copy().blocking();
  }

  @Override
  public WeakSender<BlockingSender<T>> downgrade() {
    WeakSender<AsyncSender<T>> weak = handle.downgrade();
    return () -> {
      AsyncSender<T> upgraded = weak.upgrade();
      return upgraded == null ? null : upgraded.blocking();
    };
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.WeakSender;
import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.WeakHandle;
import io.github.sluice.channel.internal.parking.ParkingSender;

/** A handle whose thread competes with other senders before it queues. */
final class BargingSender<T> extends ParkingSender<T> {
  BargingSender(ChannelCore<T> core) {
    super(core, true);
  }

  @Override
  public BlockingSender<T> copy() {
    requireOpen();
    return core.opened(new BargingSender<>(core));
  }

  @Override
  public WeakSender<BlockingSender<T>> downgrade() {
    return new WeakHandle<>(core, BargingSender::new);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.parking.ParkingReceiver;

/** The receiver in the hands of a thread, which parks until there is a message. */
final class ReceiverBlockingView<T> extends ParkingReceiver<T> {
  private final AsyncReceiverHandle<T> receiver;

  ReceiverBlockingView(AsyncReceiverHandle<T> receiver, ChannelCore<T> core) {
    super(core);
    this.receiver = receiver;
  }

  @Override
  public void cancel() {
    receiver.cancel();
  }
}

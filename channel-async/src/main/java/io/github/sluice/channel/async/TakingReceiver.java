// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.parking.ParkingReceiver;

/** The receiver in the hands of a thread, which parks until there is a message. */
final class TakingReceiver<T> extends ParkingReceiver<T> {
  private final PollingReceiver<T> receiver;

  TakingReceiver(PollingReceiver<T> receiver, ChannelCore<T> core) {
    super(core);
    this.receiver = receiver;
  }

  @Override
  protected void requireIdle() {
    receiver.requireIdle();
  }

  /** Tells whether a thread other than the current one waits here, by throwing. */
  void requireNobodyElse() {
    super.requireIdle();
  }

  @Override
  protected int uses() {
    return receiver.uses();
  }

  @Override
  protected void entered() {
    receiver.releaseWaker();
  }

  /** Tells whether a thread waits here, be it the current one. */
  boolean isWaiting() {
    return isEntered();
  }

  @Override
  public void cancel() {
    receiver.cancel();
  }
}

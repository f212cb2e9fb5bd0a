// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.internal.ChannelCore;
import org.jspecify.annotations.Nullable;

/**
 * A receive that found nothing. Whoever has news takes the message in the receiver's place, there
 * and then; a callback completes the future.
 */
final class ReceiveOne<T> extends ReceiverUser<T> {
  final ReceiverFuture<@Nullable T> future = new ReceiverFuture<>(this);
  private @Nullable T message;

  ReceiveOne(PollingReceiver<T> receiver, ChannelCore<T> core, Callbacks callbacks) {
    super(receiver, core, callbacks, TAKING);
  }

  @Override
  boolean claim() {
    if (!claimAndTake()) {
      return false;
    }
    take();
    return true;
  }

  /** Takes what there is, a message or the end of the stream. */
  void take() {
    message = core().take();
    end();
    core().roomMade();
  }

  @Override
  boolean goesOn() {
    return false;
  }

  /** Completes the future, as a callback. */
  @Override
  public void run() {
    if (!isOver()) {
      return;
    }
    receiver().free(this);
    try {
      if (message == null) {
        core().throwIfFailed();
      }
      future.succeed(message);
    } catch (ChannelFailedException failure) {
      future.fail(failure);
    }
    message = null; // after that: this may run twice
  }
}

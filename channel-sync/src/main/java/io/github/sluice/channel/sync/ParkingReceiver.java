// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.ReceiverHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The receiver whose thread tries, yields and tries again, and then announces itself and parks. */
final class ParkingReceiver<T> extends ReceiverHandle<T> implements BlockingReceiver<T> {
  private final ThreadSignal signal = new ThreadSignal();

  ParkingReceiver(ChannelCore<T> core) {
    super(core);
  }

  @Override
  public @Nullable T receive() throws InterruptedException {
    T message = tryReceive();
    return message != null ? message : await(Patience.unlimited());
  }

  @Override
  public @Nullable T receive(Duration timeout) throws InterruptedException {
    Patience patience = Patience.of(timeout);
    T message = tryReceive();
    return message != null || patience.isOver() ? message : await(patience);
  }

  private @Nullable T await(Patience patience) throws InterruptedException {
    signal.enter();
    try {
      for (int i = 0; i < Patience.YIELDS && !isTerminated(); i++) {
        Thread.yield();
        T message = tryReceive();
        if (message != null) {
          return message;
        }
      }
      return park(patience);
    } finally {
      core().unpark();
      signal.leave();
    }
  }

  private @Nullable T park(Patience patience) throws InterruptedException {
    while (true) {
      T message = tryReceive();
      if (message != null) {
        return message;
      }
      if (isTerminated() || patience.isOver()) {
        return null;
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (core().park(signal)) {
        patience.park(core());
      }
    }
  }
}

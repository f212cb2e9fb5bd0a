// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.SendWaiter.State;
import io.github.sluice.channel.internal.SenderHandle;
import java.time.Duration;

/** A handle whose thread tries, yields and tries again, and then queues and parks. */
final class ParkingSender<T> extends SenderHandle<T> implements BlockingSender<T> {
  ParkingSender(ChannelCore<T> core) {
    super(core);
  }

  @Override
  public void send(T message) throws InterruptedException {
    SendResult result = trySend(message);
    if (result == SendResult.FULL) {
      result = await(message, Patience.unlimited());
    }
    if (result == SendResult.CLOSED) {
      throw new ChannelClosedException(message);
    }
  }

  @Override
  public SendResult send(T message, Duration timeout) throws InterruptedException {
    Patience patience = Patience.of(timeout);
    SendResult result = trySend(message);
    if (result != SendResult.FULL) {
      return result;
    }
    return patience.isOver() ? SendResult.TIMED_OUT : await(message, patience);
  }

  /** The waiting part of a send. It keeps the stream open, even if the handle is closed. */
  private SendResult await(T message, Patience patience) throws InterruptedException {
    if (!core().tryHold()) {
      return SendResult.CLOSED;
    }
    try {
      for (int i = 0; i < Patience.YIELDS; i++) {
        Thread.yield();
        SendResult result = core().trySend(message);
        if (result != SendResult.FULL) {
          return result;
        }
      }
      return queue(message, patience);
    } finally {
      core().release();
    }
  }

  private SendResult queue(T message, Patience patience) throws InterruptedException {
    ThreadWaiter<T> waiter = new ThreadWaiter<>(core());
    core().await(waiter);
    while (waiter.await(patience) == State.GRANTED) {
      if (waiter.hasPermit()) {
        return core().sendPermitted(message) ? SendResult.SENT : SendResult.CLOSED;
      }
      SendResult result = core().trySend(message);
      if (result != SendResult.FULL) {
        core().turnFinished();
        return result;
      }
      // Queued before the turn is over, so as to stay ahead of those who came later.
      waiter.rearm(true);
      core().await(waiter);
      core().turnFinished();
    }
    return waiter.state() == State.REFUSED ? SendResult.CLOSED : SendResult.TIMED_OUT;
  }

  @Override
  public BlockingSender<T> copy() {
    requireOpen();
    return new ParkingSender<>(core());
  }
}

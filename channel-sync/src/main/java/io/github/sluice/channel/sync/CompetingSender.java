// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.WeakSender;
import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.SendWaiter.State;
import io.github.sluice.channel.internal.SenderWaitedEvent;
import io.github.sluice.channel.internal.WeakHandle;
import io.github.sluice.channel.internal.parking.Backoff;
import io.github.sluice.channel.internal.parking.ParkingSender;
import io.github.sluice.channel.internal.parking.Patience;
import io.github.sluice.channel.internal.parking.ThreadWaiter;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A handle whose thread tries again for a while, and then queues and parks; when it is told of room
 * it competes for that with senders that arrive.
 */
final class CompetingSender<T> extends ParkingSender<T> {
  private final Backoff backoff;
  private final IntSupplier room = this::remainingCapacity;

  /** A waiter that has been used and can be used again. */
  private final AtomicReference<@Nullable ThreadWaiter<T>> spare = new AtomicReference<>();

  CompetingSender(ChannelCore<T> core) {
    super(core);
    backoff = Backoff.ofSender(core.capacity());
  }

  @Override
  protected SendResult await(T message, Patience patience) throws InterruptedException {
    SendResult result = tryAgain(message, patience);
    return result == SendResult.FULL ? queue(message, patience) : result;
  }

  private SendResult tryAgain(T message, Patience patience) {
    SendResult result = SendResult.FULL;
    if (core().waitingSenders().startTrying()) {
      try {
        int limit = backoff.spins();
        int step = 0;
        while (result == SendResult.FULL && backoff.pause(step, limit) && !patience.isOver()) {
          backoff.gather(room);
          result = core().trySend(message);
          step++;
        }
        backoff.learn(step, limit);
      } finally {
        core().waitingSenders().stopTrying();
      }
    }
    return result;
  }

  private SendResult queue(T message, Patience patience) throws InterruptedException {
    ThreadWaiter<T> waiter = spare.getAndSet(null);
    if (waiter == null) {
      waiter = ThreadWaiter.forRoom(core());
    } else {
      waiter.reuseHere();
    }
    SenderWaitedEvent event = new SenderWaitedEvent();
    SendResult result = SendResult.TIMED_OUT;
    try {
      core().waitingSenders().add(waiter);
      result = sendWhenTold(waiter, message, patience);
    } finally {
      event.waited(result == SendResult.SENT, core());
    }
    if (result != SendResult.TIMED_OUT) { // or it is still somewhere, to be unlinked
      waiter.leave();
      spare.set(waiter);
    }
    return result;
  }

  private SendResult sendWhenTold(ThreadWaiter<T> waiter, T message, Patience patience)
      throws InterruptedException {
    while (waiter.await(patience) == State.GRANTED) {
      if (waiter.hasPermit()) {
        return core().sendPermitted(message) ? SendResult.SENT : SendResult.CLOSED;
      }
      SendResult result = core().trySend(message);
      if (result != SendResult.FULL) {
        core().waitingSenders().turnFinished();
        return result;
      }
      // Queued before the turn is over, so as to stay ahead of those who came later.
      waiter.waitOn();
      core().waitingSenders().add(waiter);
      core().waitingSenders().turnFinished();
    }
    return waiter.state() == State.REFUSED ? SendResult.CLOSED : SendResult.TIMED_OUT;
  }

  @Override
  public BlockingSender<T> copy() {
    requireOpen();
    core().holdHandle();
    return new CompetingSender<>(core());
  }

  @Override
  public WeakSender<BlockingSender<T>> downgrade() {
    return new WeakHandle<>(core(), CompetingSender::new);
  }
}

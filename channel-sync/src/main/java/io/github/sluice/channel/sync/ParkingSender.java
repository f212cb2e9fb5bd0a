// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.WeakSender;
import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.HeldPermit;
import io.github.sluice.channel.internal.SendWaiter.State;
import io.github.sluice.channel.internal.SenderHandle;
import io.github.sluice.channel.internal.SenderWaitedEvent;
import io.github.sluice.channel.internal.WeakHandle;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A handle whose thread tries, tries again for a while, and then queues and parks. */
final class ParkingSender<T> extends SenderHandle<T> implements BlockingSender<T> {
  private final Backoff backoff;
  private final IntSupplier room = this::remainingCapacity;

  /** A waiter that has been used and can be used again. */
  private final AtomicReference<@Nullable ThreadWaiter<T>> spare = new AtomicReference<>();

  ParkingSender(ChannelCore<T> core) {
    super(core);
    backoff = new Backoff(core.capacity());
  }

  // ---- messages

  @Override
  public void send(T message) throws InterruptedException {
    if (send(message, Patience.unlimited()) == SendResult.CLOSED) {
      throw core().refusal(message);
    }
  }

  @Override
  public SendResult send(T message, Duration timeout) throws InterruptedException {
    return send(message, Patience.of(timeout));
  }

  private SendResult send(T message, Patience patience) throws InterruptedException {
    SendResult result = trySend(message);
    if (result != SendResult.FULL) {
      return result;
    }
    return patience.isOver() ? SendResult.TIMED_OUT : await(message, patience);
  }

  @Override
  public int sendAll(Queue<? extends T> messages) throws InterruptedException {
    int sent = sendAll(messages, Patience.unlimited());
    if (!messages.isEmpty() && isClosed()) {
      throw core().refusal(null);
    }
    return sent;
  }

  @Override
  public int sendAll(Queue<? extends T> messages, Duration timeout) throws InterruptedException {
    return sendAll(messages, Patience.of(timeout));
  }

  private int sendAll(Queue<? extends T> messages, Patience patience) throws InterruptedException {
    int sent = 0;
    while (!messages.isEmpty()) {
      SendResult result = send(messages.element(), patience);
      if (result != SendResult.SENT) {
        break;
      }
      messages.remove();
      sent++;
    }
    return sent;
  }

  /** The waiting part of a send. It keeps the stream open, even if the handle is closed. */
  private SendResult await(T message, Patience patience) throws InterruptedException {
    if (!core().tryHold()) {
      return SendResult.CLOSED;
    }
    try {
      SendResult result = tryAgain(message, patience);
      return result == SendResult.FULL ? queue(message, patience) : result;
    } finally {
      core().release();
    }
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
      waiter = new ThreadWaiter<>(core());
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

  // ---- permits

  @Override
  public Permit<T> reserve(int messages) throws InterruptedException {
    Permit<T> permit = reserve(messages, Patience.unlimited());
    if (permit == null) {
      throw core().refusal(null);
    }
    return permit;
  }

  @Override
  public @Nullable Permit<T> reserve(int messages, Duration timeout) throws InterruptedException {
    return reserve(messages, Patience.of(timeout));
  }

  private @Nullable Permit<T> reserve(int messages, Patience patience) throws InterruptedException {
    Permit<T> permit = tryReserve(messages);
    if (permit != null || isClosed() || patience.isOver() || !core().tryHold()) {
      return permit;
    }
    boolean granted = false;
    SenderWaitedEvent event = new SenderWaitedEvent();
    try {
      ThreadWaiter<T> waiter = new ThreadWaiter<>(core(), messages);
      core().waitingSenders().add(waiter);
      granted = waiter.await(patience) == State.GRANTED;
    } finally {
      event.waited(granted, core());
      if (!granted) {
        core().release();
      }
    }
    return granted ? new HeldPermit<>(core(), messages) : null;
  }

  // ---- handles

  @Override
  public BlockingSender<T> copy() {
    requireOpen();
    core().holdHandle();
    return new ParkingSender<>(core());
  }

  @Override
  public WeakSender<BlockingSender<T>> downgrade() {
    return new WeakHandle<>(core(), ParkingSender::new);
  }
}

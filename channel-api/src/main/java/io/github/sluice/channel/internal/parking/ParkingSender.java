// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.parking;

import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.HeldPermit;
import io.github.sluice.channel.internal.SendWaiter.State;
import io.github.sluice.channel.internal.SenderHandle;
import io.github.sluice.channel.internal.SenderWaitedEvent;
import java.time.Duration;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A handle whose thread tries, and then waits as the channel has it.
 *
 * @param <T> the type of the messages
 */
public abstract class ParkingSender<T> extends SenderHandle<T> implements BlockingSender<T> {
  /** Makes an open handle, which the core has counted. */
  protected ParkingSender(ChannelCore<T> core) {
    super(core);
  }

  /**
   * Sends a message that has found no room. The stream is held open meanwhile.
   *
   * @return SENT, CLOSED, or TIMED_OUT for lack of patience
   */
  protected abstract SendResult await(T message, Patience patience) throws InterruptedException;

  // ---- messages

  @Override
  public final void send(T message) throws InterruptedException {
    if (send(message, Patience.unlimited()) == SendResult.CLOSED) {
      throw core().refusal(message);
    }
  }

  @Override
  public final SendResult send(T message, Duration timeout) throws InterruptedException {
    return send(message, Patience.of(timeout));
  }

  private SendResult send(T message, Patience patience) throws InterruptedException {
    SendResult result = trySend(message);
    if (result != SendResult.FULL) {
      return result;
    }
    return patience.isOver() ? SendResult.TIMED_OUT : hold(message, patience);
  }

  /** A send that waits keeps the stream open, even if the handle is closed. */
  private SendResult hold(T message, Patience patience) throws InterruptedException {
    if (!core().tryHold()) {
      return SendResult.CLOSED;
    }
    try {
      SendResult result = await(message, patience);
      return result == SendResult.TIMED_OUT && core().isClosed() ? SendResult.CLOSED : result;
    } finally {
      core().release();
    }
  }

  @Override
  public final int sendAll(Queue<? extends T> messages) throws InterruptedException {
    int sent = sendAll(messages, Patience.unlimited());
    if (!messages.isEmpty() && isClosed()) {
      throw core().refusal(null);
    }
    return sent;
  }

  @Override
  public final int sendAll(Queue<? extends T> messages, Duration timeout)
      throws InterruptedException {
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

  // ---- permits

  @Override
  public final Permit<T> reserve(int messages) throws InterruptedException {
    Permit<T> permit = reserve(messages, Patience.unlimited());
    if (permit == null) {
      throw core().refusal(null);
    }
    return permit;
  }

  @Override
  public final @Nullable Permit<T> reserve(int messages, Duration timeout)
      throws InterruptedException {
    return reserve(messages, Patience.of(timeout));
  }

  private @Nullable Permit<T> reserve(int messages, Patience patience) throws InterruptedException {
    Permit<T> permit = tryReserve(messages);
    if (permit != null || isClosed() || patience.isOver() || !core().tryHold()) {
      return permit;
    }
    boolean granted = false;
    try {
      ThreadWaiter<T> waiter = ThreadWaiter.forPermits(core(), messages);
      granted = queue(waiter, patience) == State.GRANTED;
    } finally {
      if (!granted) {
        core().release();
      }
    }
    return granted ? new HeldPermit<>(core(), messages) : null;
  }

  /** Waits in line until the waiter is settled, or withdrawn for lack of patience. */
  protected final State queue(ThreadWaiter<T> waiter, Patience patience)
      throws InterruptedException {
    SenderWaitedEvent event = new SenderWaitedEvent();
    boolean granted = false;
    try {
      core().waitingSenders().add(waiter);
      State state = waiter.await(patience);
      granted = state == State.GRANTED;
      return state;
    } finally {
      event.waited(granted, core());
    }
  }
}

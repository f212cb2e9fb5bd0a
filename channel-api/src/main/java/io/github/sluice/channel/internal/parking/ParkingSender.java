// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.parking;

import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.HeldPermit;
import io.github.sluice.channel.internal.SendWaiter.State;
import io.github.sluice.channel.internal.SenderHandle;
import io.github.sluice.channel.internal.StackReserve;
import io.github.sluice.channel.internal.jfr.ChannelEvents;
import io.github.sluice.channel.internal.jfr.ChannelEvents.RecordedWait;
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
   * Sends a message that has found no capacity. The stream is retained meanwhile.
   *
   * @return SENT, CLOSED, or TIMED_OUT if the deadline has expired
   */
  protected abstract SendResult await(T message, Deadline deadline) throws InterruptedException;

  // ---- messages

  @Override
  public final void send(T message) throws InterruptedException {
    if (send(message, Deadline.none()) == SendResult.CLOSED) {
      throw core().closedException(message);
    }
  }

  @Override
  public final SendResult send(T message, Duration timeout) throws InterruptedException {
    return send(message, Deadline.after(timeout));
  }

  private SendResult send(T message, Deadline deadline) throws InterruptedException {
    SendResult result = trySend(message);
    if (result != SendResult.FULL) {
      return result;
    }
    return deadline.hasExpired() ? SendResult.TIMED_OUT : retain(message, deadline);
  }

  /** A send that waits keeps the stream open, even if the handle is closed. */
  private SendResult retain(T message, Deadline deadline) throws InterruptedException {
    StackReserve.require();
    if (!core().tryRetain()) {
      return SendResult.CLOSED;
    }
    try {
      SendResult result = await(message, deadline);
      return result == SendResult.TIMED_OUT && core().isClosed() ? SendResult.CLOSED : result;
    } finally {
      core().deliver(core().release());
    }
  }

  @Override
  public final int sendAll(Queue<? extends T> messages) throws InterruptedException {
    int sent = sendAll(messages, Deadline.none());
    if (!messages.isEmpty() && isClosed()) {
      throw core().closedException(null);
    }
    return sent;
  }

  @Override
  public final int sendAll(Queue<? extends T> messages, Duration timeout)
      throws InterruptedException {
    return sendAll(messages, Deadline.after(timeout));
  }

  private int sendAll(Queue<? extends T> messages, Deadline deadline) throws InterruptedException {
    int sent = 0;
    while (!messages.isEmpty()) {
      SendResult result = send(messages.element(), deadline);
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
    Permit<T> permit = reserve(messages, Deadline.none());
    if (permit == null) {
      throw core().closedException(null);
    }
    return permit;
  }

  @Override
  public final @Nullable Permit<T> reserve(int messages, Duration timeout)
      throws InterruptedException {
    return reserve(messages, Deadline.after(timeout));
  }

  private @Nullable Permit<T> reserve(int messages, Deadline deadline) throws InterruptedException {
    Permit<T> permit = tryReserve(messages);
    if (permit != null || isClosed() || deadline.hasExpired()) {
      return permit;
    }
    StackReserve.require();
    if (!core().tryRetain()) {
      return null;
    }
    boolean granted = false;
    try {
      permit = new HeldPermit<>(core(), messages); // before it is granted
      ThreadWaiter<T> waiter = ThreadWaiter.forPermits(core(), messages);
      granted = queue(waiter, deadline) == State.GRANTED;
      return granted ? permit : null;
    } finally {
      if (!granted) {
        core().deliver(core().release());
      }
    }
  }

  /** Returns the result of a send whose wait is over. */
  protected static SendResult resultOf(State state) {
    return switch (state) {
      case GRANTED -> SendResult.SENT;
      case REFUSED -> SendResult.CLOSED;
      default -> SendResult.TIMED_OUT;
    };
  }

  private State await(ThreadWaiter<T> waiter, Deadline deadline) throws InterruptedException {
    try {
      return waiter.await(deadline);
    } catch (Error fault) { // out of stack or memory
      core().deliver(core().abandon(waiter));
      throw fault;
    }
  }

  /** Waits in the queue until the waiter is over, or withdrawn because the deadline has expired. */
  protected final State queue(ThreadWaiter<T> waiter, Deadline deadline)
      throws InterruptedException {
    RecordedWait wait = ChannelEvents.beginSenderWait();
    boolean granted = false;
    try {
      core().deliver(core().enqueue(waiter));
      State state = await(waiter, deadline);
      granted = state == State.GRANTED;
      return state;
    } finally {
      wait.end(granted, core());
    }
  }
}

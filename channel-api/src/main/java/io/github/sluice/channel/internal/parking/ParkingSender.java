// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.parking;

import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.WeakSender;
import io.github.sluice.channel.internal.base.StackReserve;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.internal.core.HeldPermit;
import io.github.sluice.channel.internal.core.SenderHandle;
import io.github.sluice.channel.internal.jfr.ChannelEvents;
import io.github.sluice.channel.internal.jfr.ChannelEvents.RecordedWait;
import io.github.sluice.channel.internal.queue.SendWaiter.State;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A handle whose thread tries to send, and then queues and parks. */
public class ParkingSender<T> extends SenderHandle<T> implements BlockingSender<T> {
  /** How many messages sendAll sends at once at most. */
  private static final int BATCH = 64;

  private final boolean barging;
  private final Backoff backoff;
  private final IntSupplier capacity = this::remainingCapacity;

  /** A waiter that has been used and can be used again. */
  private final AtomicReference<@Nullable ThreadWaiter<T>> spare = new AtomicReference<>();

  /**
   * Creates an open handle, which the core has counted.
   *
   * @param barging whether a thread tries again for a while, barging past other senders, before it
   *     queues, and may be overtaken in the queue
   */
  public ParkingSender(ChannelCore<T> core, boolean barging) {
    super(core);
    this.barging = barging;
    backoff = new Backoff(core.waitStrategy(), core.capacity(), true, System::nanoTime);
  }

  // ---- messages

  @Override
  public final void send(T message) throws InterruptedException {
    Objects.requireNonNull(message, "message");
    // As trySend, which would be one call more that user code has above the ring: see record 15.
    SendResult result = closed != 0 ? SendResult.CLOSED : core.trySend(message);
    if (result == SendResult.FULL) {
      result = await(message, Deadline.NONE);
    }
    if (result == SendResult.CLOSED) {
      throw closedException("send", message);
    }
  }

  @Override
  public final SendResult trySend(T message, Duration timeout) throws InterruptedException {
    Deadline deadline = Deadline.after(timeout);
    SendResult result = attempt(message);
    return result == SendResult.FULL ? await(message, deadline) : result;
  }

  /** Waits to send. That keeps the stream open, even if the handle is closed meanwhile. */
  private SendResult await(T message, Deadline deadline) throws InterruptedException {
    if (deadline.hasExpired()) {
      return SendResult.TIMED_OUT;
    }
    if (deadline == Deadline.NONE) {
      core.requireNotInAction();
    }
    StackReserve.require();
    if (!core.tryRetain()) {
      return SendResult.CLOSED;
    }
    try {
      SendResult result = barging ? tryAgain(message, deadline) : SendResult.FULL;
      if (result == SendResult.FULL) {
        result = queue(message, deadline);
      }
      return result == SendResult.TIMED_OUT && core.isClosed() ? SendResult.CLOSED : result;
    } finally {
      core.deliver(core.release());
    }
  }

  @Override
  public final int sendAll(Queue<? extends T> messages) throws InterruptedException {
    return sendAll(messages, Deadline.NONE);
  }

  @Override
  public final int trySendAll(Queue<? extends T> messages, Duration timeout)
      throws InterruptedException {
    return sendAll(messages, Deadline.after(timeout));
  }

  private int sendAll(Queue<? extends T> messages, Deadline deadline) throws InterruptedException {
    Objects.requireNonNull(messages, "messages");
    SendResult result = SendResult.SENT;
    int sent = 0;
    while (result == SendResult.SENT && !messages.isEmpty()) {
      int batch = trySendBatch(messages);
      if (batch > 0) {
        sent += batch;
        continue;
      }
      T message = messages.element();
      result = attempt(message);
      if (result == SendResult.FULL) {
        result = await(message, deadline);
      }
      if (result == SendResult.SENT) {
        messages.remove();
        sent++;
      }
    }
    if (result == SendResult.CLOSED) {
      throw closedException("send the rest of the queue", null);
    }
    return sent;
  }

  /** Sends several of the first messages at once, if it can; returns how many. */
  private int trySendBatch(Queue<? extends T> messages) {
    if (messages.getClass() == ArrayDeque.class && messages.size() > 1 && closed == 0) {
      int count = Math.min(Math.min(messages.size(), BATCH), core.remainingCapacity());
      if (count > 1 && core.trySendAll((ArrayDeque<? extends T>) messages, count)) {
        return count;
      }
    }
    return 0;
  }

  // ---- waiting

  private SendResult tryAgain(T message, Deadline deadline) {
    SendResult result = SendResult.FULL;
    int limit = backoff.spins();
    int step = 0;
    while (result == SendResult.FULL && backoff.pause(step, limit) && !deadline.hasExpired()) {
      backoff.awaitBatch(capacity);
      result = core.trySend(message);
      step++;
    }
    backoff.adapt(step, limit);
    return result;
  }

  private SendResult queue(T message, Deadline deadline) throws InterruptedException {
    int permits = core.permitsBeside(message);
    ThreadWaiter<T> waiter = spare.getAndSet(null);
    if (waiter == null || waiter.permits != permits) {
      waiter = new ThreadWaiter<>(core, message, permits, barging);
    } else {
      waiter.reuse(Thread.currentThread(), message, barging);
    }
    State state = queue(waiter, deadline);
    waiter.reuse(null, null, false);
    spare.set(waiter);
    return switch (state) {
      case GRANTED -> SendResult.SENT;
      case REFUSED -> SendResult.CLOSED;
      default -> SendResult.TIMED_OUT;
    };
  }

  /** Waits in the queue until the waiter is over, or withdrawn because the deadline has expired. */
  private State queue(ThreadWaiter<T> waiter, Deadline deadline) throws InterruptedException {
    RecordedWait wait = ChannelEvents.beginWait(true);
    State state = State.PENDING;
    try {
      core.deliver(core.enqueue(waiter));
      try {
        state = waiter.await(this, deadline);
      } catch (Error fault) { // out of stack or memory
        core.deliver(core.abandon(waiter));
        throw fault;
      }
      return state;
    } finally {
      wait.end(state == State.GRANTED, core);
    }
  }

  // ---- permits

  @Override
  public final Permit<T> reserve(int messages) throws InterruptedException {
    return Objects.requireNonNull(reserve(messages, Deadline.NONE));
  }

  @Override
  public final @Nullable Permit<T> tryReserve(int messages, Duration timeout)
      throws InterruptedException {
    return reserve(messages, Deadline.after(timeout));
  }

  private @Nullable Permit<T> reserve(int messages, Deadline deadline) throws InterruptedException {
    Permit<T> permit = attemptReserve(messages);
    if (permit != null || deadline.hasExpired()) {
      return permit;
    }
    if (deadline == Deadline.NONE) {
      core.requireNotInAction();
    }
    StackReserve.require();
    if (!core.tryRetain()) {
      throw closedException("reserve", null);
    }
    State state = State.PENDING;
    try {
      permit = new HeldPermit<>(core, messages); // before it is granted
      state = queue(new ThreadWaiter<>(core, null, messages, false), deadline);
      if (state != State.GRANTED && core.isClosed()) {
        throw closedException("reserve", null);
      }
      return state == State.GRANTED ? permit : null;
    } finally {
      if (state != State.GRANTED) {
        core.deliver(core.release());
      }
    }
  }

  // ---- handles

  @Override
  public BlockingSender<T> copy() {
    requireOpen("copy");
    return core.opened(new ParkingSender<>(core, barging));
  }

  @Override
  public WeakSender<BlockingSender<T>> downgrade() {
    return () -> core.openedIfOpen(new ParkingSender<>(core, barging));
  }
}

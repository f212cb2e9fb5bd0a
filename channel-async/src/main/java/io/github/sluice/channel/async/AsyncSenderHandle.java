// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.WeakSender;
import io.github.sluice.channel.internal.ChannelFuture;
import io.github.sluice.channel.internal.HeldPermit;
import io.github.sluice.channel.internal.Notification;
import io.github.sluice.channel.internal.SendWaiter.State;
import io.github.sluice.channel.internal.SenderHandle;
import io.github.sluice.channel.internal.StackReserve;
import io.github.sluice.channel.internal.Uncaught;
import io.github.sluice.channel.internal.WeakHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A handle whose sends wait by leaving a future or a waker behind. */
final class AsyncSenderHandle<T> extends SenderHandle<T> implements AsyncSender<T> {
  /** The future of every send that need not wait. */
  private static final ChannelFuture<@Nullable Void> SENT =
      new ChannelFuture<@Nullable Void>(null).succeed(null);

  private final PendingSends<T> sends;
  private final SenderBlockingView<T> blocking;

  // A handle that is closed has neither of these: see abandonPermit.

  /** Whether a permit is reserved for the next trySend. */
  private boolean hasPermit;

  /** The request for that permit, if pollReady had to wait; trySend takes the permit from it. */
  private @Nullable Reservation<T> reservation;

  /** A reservation that has been used and can be used again. */
  private @Nullable Reservation<T> spare;

  AsyncSenderHandle(PendingSends<T> sends) {
    super(sends.core);
    this.sends = sends;
    blocking = new SenderBlockingView<>(this, sends.core);
  }

  // ---- futures

  @Override
  public CompletableFuture<@Nullable Void> send(T message) {
    return send(message, sends);
  }

  /** Sends, and counts as pending among those sends. */
  CompletableFuture<@Nullable Void> send(T message, PendingSends<T> among) {
    SendResult result = trySend(message);
    if (result == SendResult.SENT) {
      return SENT;
    }
    if (result == SendResult.CLOSED) {
      return refused(message);
    }
    return queue(new PendingSend<T, @Nullable Void>(among, message, null));
  }

  @Override
  public CompletableFuture<SendResult> send(T message, Duration timeout) {
    long nanos = TimeUnit.NANOSECONDS.convert(timeout); // or the greatest number there is
    SendResult result = trySend(message);
    if (result != SendResult.FULL || nanos <= 0) {
      return TimedSend.attempted(result);
    }
    return queue(new TimedSend<>(sends, message, nanos));
  }

  private <R extends @Nullable Object> CompletableFuture<R> refused(@Nullable T message) {
    return new ChannelFuture<R>(null).fail(core.closedException(message));
  }

  private <R extends @Nullable Object> CompletableFuture<R> queue(PendingSend<T, R> send) {
    if (send.enter()) {
      send.enqueue(send.isSend() ? abandonReservation() : null);
    }
    return send.future;
  }

  /** Leaves the queue before a message joins it: trySend would use the permit, and overtake it. */
  private @Nullable Notification abandonReservation() {
    Reservation<T> abandoned = reservation;
    reservation = null;
    return abandoned == null ? null : abandoned.abandon();
  }

  @Override
  public CompletableFuture<Permit<T>> reserve(int messages) {
    CompletableFuture<Permit<T>> reserved = new CompletableFuture<>(); // before there is a permit
    Permit<T> permit = tryReserve(messages);
    if (permit != null) {
      reserved.complete(permit);
      return reserved;
    }
    if (isClosed()) {
      return refused(null);
    }
    return queue(new PendingSend<>(sends, messages, new HeldPermit<>(core, messages)));
  }

  // ---- wakers

  @Override
  public SendResult trySend(T message) {
    Reservation<T> request = reservation;
    return request != null || hasPermit
        ? trySendReserved(request, message)
        : super.trySend(message);
  }

  @Override
  public boolean pollReady(Waker waker) {
    Objects.requireNonNull(waker, "waker");
    if (isClosed()) {
      return true; // trySend says so
    }
    Reservation<T> request = reservation;
    if (request == null) {
      hasPermit = hasPermit || core.tryReserve(1) == SendResult.SENT;
      if (hasPermit) {
        return true;
      }
      StackReserve.require();
      request = spare != null ? spare.again() : new Reservation<>(core);
      spare = null;
      Notification due = core.enqueue(request);
      reservation = request;
      core.deliver(due);
    }
    return request.isSettled(waker);
  }

  private SendResult trySendReserved(@Nullable Reservation<T> request, T message) {
    Objects.requireNonNull(message, "message");
    State state = request == null ? State.GRANTED : request.state();
    if (state == State.REFUSED) {
      reservation = null;
      return SendResult.CLOSED;
    }
    if (state != State.GRANTED) {
      return core.isClosed() ? SendResult.CLOSED : SendResult.FULL; // nothing overtakes it
    }
    StackReserve.require();
    if (request != null) {
      spare = request.isSpent() ? request : null;
    }
    reservation = null;
    hasPermit = false;
    return core.sendPermitted(message, false);
  }

  // ---- handles

  @Override
  protected @Nullable Notification handleClosed() {
    blocking.markClosed();
    return abandonPermit();
  }

  /** Leaves the queue, or returns the permit that has been reserved. */
  private @Nullable Notification abandonPermit() {
    Notification due = abandonReservation();
    if (hasPermit) {
      hasPermit = false;
      due = Notification.concat(due, core.returnPermits(1));
    }
    return due;
  }

  @Override
  public BlockingSender<T> blocking() {
    return blocking;
  }

  @Override
  public Flow.Subscriber<T> subscriber() {
    StackReserve.require();
    core.deliver(abandonPermit()); // the subscriber would use it while another thread closes it
    return new SendingSubscriber<>(this, sends.unlimited());
  }

  /** Hands a refused message to {@code onUndelivered}; reports what that throws. */
  void undelivered(T message) {
    try {
      core.undelivered(message);
    } catch (Throwable t) {
      Uncaught.report(t);
    }
  }

  /** Returns a handle of the same channel, which the core has counted. */
  AsyncSenderHandle<T> counted() {
    return new AsyncSenderHandle<>(sends);
  }

  @Override
  public AsyncSender<T> copy() {
    requireOpen();
    AsyncSender<T> copy = counted();
    core.retainHandle();
    return copy;
  }

  @Override
  public WeakSender<AsyncSender<T>> downgrade() {
    return new WeakHandle<>(core, core -> counted());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.WeakSender;
import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.SenderHandle;
import io.github.sluice.channel.internal.WeakHandle;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A handle whose sends wait by leaving a future or a waker behind. */
final class PollingSender<T> extends SenderHandle<T> implements AsyncSender<T> {
  private final Callbacks callbacks;
  private final TurnSender<T> blocking;

  /** The place in line, or the place set aside, for pollReady; null if there is none. */
  private @Nullable Reservation<T> reservation;

  /** A reservation that has been used and can be used again. */
  private @Nullable Reservation<T> spare;

  PollingSender(ChannelCore<T> core, Callbacks callbacks) {
    super(core);
    this.callbacks = callbacks;
    blocking = new TurnSender<>(this, core);
  }

  @Override
  public SendResult trySend(T message) {
    return reservation == null ? super.trySend(message) : trySendReserved(message);
  }

  @Override
  public CompletableFuture<Void> send(T message) {
    SendResult result = trySend(message);
    if (result == SendResult.SENT) {
      return SendFuture.SENT;
    }
    return result == SendResult.FULL ? queue(message) : SendFuture.refused(core().refusal(message));
  }

  private CompletableFuture<Void> queue(T message) {
    if (reservation != null) { // or trySend would use it, and overtake this
      reservation.abandon();
      reservation = null;
    }
    return core().tryHold()
        ? SendFuture.queue(core(), callbacks, message)
        : SendFuture.refused(core().refusal(message));
  }

  @Override
  public boolean pollReady(Waker waker) {
    Objects.requireNonNull(waker, "waker");
    if (isClosed()) {
      return true; // trySend says so
    }
    Reservation<T> place = reservation;
    if (place == null) {
      place = spare != null ? spare.again() : new Reservation<>(core(), callbacks);
      spare = null;
      reservation = place;
      core().waitingSenders().add(place);
    }
    return place.isSettled(waker);
  }

  private SendResult trySendReserved(T message) {
    Objects.requireNonNull(message, "message");
    Reservation<T> place = reservation;
    if (isHandleClosed()) {
      return SendResult.CLOSED;
    }
    switch (place.state()) {
      case GRANTED -> {
        reservation = null;
        spare = place.isSpent() ? place : null;
        return core().sendPermitted(message) ? SendResult.SENT : SendResult.CLOSED;
      }
      case REFUSED -> {
        reservation = null;
        return SendResult.CLOSED;
      }
      default -> {
        return core().isClosed() ? SendResult.CLOSED : SendResult.FULL; // nothing overtakes it
      }
    }
  }

  @Override
  protected void handleClosed() {
    blocking.markClosed();
    Reservation<T> place = reservation;
    if (place != null) {
      place.abandon();
    }
  }

  @Override
  public BlockingSender<T> blocking() {
    return blocking;
  }

  /** Returns a handle of the same channel, which the core has counted. */
  PollingSender<T> counted() {
    return new PollingSender<>(core(), callbacks);
  }

  @Override
  public AsyncSender<T> copy() {
    requireOpen();
    core().holdHandle();
    return counted();
  }

  @Override
  public WeakSender<AsyncSender<T>> downgrade() {
    return new WeakHandle<>(core(), core -> counted());
  }
}

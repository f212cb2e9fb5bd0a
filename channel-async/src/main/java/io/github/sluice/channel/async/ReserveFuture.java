// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.Permit;
import io.github.sluice.channel.internal.HeldPermit;
import io.github.sluice.channel.internal.Notification;
import io.github.sluice.channel.internal.WithdrawableFuture;
import org.jspecify.annotations.Nullable;

/** The future of a permit: of one that is waited for, or that there will not be. */
final class ReserveFuture<T> extends WithdrawableFuture<Permit<T>> {
  /** Null when this is complete, so that a future that is kept keeps nothing else. */
  private @Nullable Pending<T> pending;

  private ReserveFuture() {}

  /** Returns the future of a request that the channel does not accept. */
  static <T> ReserveFuture<T> refused(RuntimeException reason) {
    ReserveFuture<T> future = new ReserveFuture<>();
    future.refuse(reason);
    return future;
  }

  /** Queues a request, unless it may not wait. */
  static <T> ReserveFuture<T> pending(PendingSends<T> sends, int permits) {
    Pending<T> pending = new Pending<>(sends, permits); // before there is anything to lose
    RuntimeException refusal = sends.enter(null);
    if (refusal != null) {
      return refused(refusal);
    }
    sends.enqueue(pending, null);
    return pending.future;
  }

  @Override
  protected boolean withdraw() {
    Pending<T> request = pending;
    return request != null && request.withdraw();
  }

  @Override
  protected void withdrawn() {
    Pending<T> request = pending;
    pending = null;
    if (request != null) {
      request.core().deliver(request.caused());
    }
  }

  private static final class Pending<T> extends PendingSend<T> {
    final ReserveFuture<T> future = new ReserveFuture<>();

    /** Created before it is granted: nothing may fail then. */
    private final Permit<T> permit;

    Pending(PendingSends<T> sends, int permits) {
      super(sends, permits);
      permit = new HeldPermit<>(sends.core, permits);
      future.pending = this;
    }

    @Override
    @Nullable Notification left() {
      if (state() == State.GRANTED) {
        countDown(); // and the permit retains the stream from now on
        return null;
      }
      return super.left();
    }

    @Override
    public void deliver() {
      future.pending = null;
      if (state() == State.GRANTED) {
        future.fulfil(permit);
      } else {
        future.refuse(core().closedException(null));
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.Permit;
import io.github.sluice.channel.internal.HeldPermit;
import io.github.sluice.channel.internal.Notification;
import org.jspecify.annotations.Nullable;

/** The future of a permit: of one that is waited for, or that there will not be. */
final class ReserveFuture<T> extends PendingFuture<Permit<T>> {
  private ReserveFuture() {}

  /** Returns the future of a request that the channel does not accept. */
  static <T> ReserveFuture<T> refused(RuntimeException reason) {
    ReserveFuture<T> future = new ReserveFuture<>();
    future.fail(reason);
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

  private static final class Pending<T> extends PendingSend<T> {
    final ReserveFuture<T> future = new ReserveFuture<>();

    /** Created before it is granted: nothing may fail then. */
    private final Permit<T> permit;

    Pending(PendingSends<T> sends, int permits) {
      super(sends, permits);
      permit = new HeldPermit<>(sends.core, permits);
      future.setPending(this);
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
      if (state() == State.GRANTED) {
        future.succeed(permit);
      } else {
        future.fail(core().closedException(null));
      }
    }
  }
}

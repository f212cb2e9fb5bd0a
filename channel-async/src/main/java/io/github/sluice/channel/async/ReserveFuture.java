// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.Permit;
import io.github.sluice.channel.internal.HeldPermit;
import io.github.sluice.channel.internal.WithdrawableFuture;
import org.jspecify.annotations.Nullable;

/** The future of a permit: of one that is waited for, or that there will not be. */
final class ReserveFuture<T> extends WithdrawableFuture<Permit<T>> {
  private final @Nullable Pending<T> pending;

  private ReserveFuture(@Nullable Pending<T> pending) {
    this.pending = pending;
  }

  /** Returns the future of a request that the channel does not take. */
  static <T> ReserveFuture<T> refused(RuntimeException reason) {
    ReserveFuture<T> future = new ReserveFuture<>(null);
    future.refuse(reason);
    return future;
  }

  /** Queues a request that has entered {@code sends}. */
  static <T> ReserveFuture<T> queue(PendingSends<T> sends, int permits) {
    Pending<T> pending = new Pending<>(sends, permits);
    pending.queue();
    return pending.future;
  }

  @Override
  protected boolean withdraw() {
    return pending != null && pending.withdraw();
  }

  private static final class Pending<T> extends PendingSend<T> {
    final ReserveFuture<T> future = new ReserveFuture<>(this);
    private final int permits;

    /** What was granted; one, though {@link #run} may run twice. */
    private @Nullable Permit<T> permit;

    Pending(PendingSends<T> sends, int permits) {
      super(sends, permits);
      this.permits = permits;
    }

    @Override
    void left() {
      if (state() == State.GRANTED && core().tryHold()) { // this still holds it
        permit = new HeldPermit<>(core(), permits);
      }
      super.left();
    }

    @Override
    public void run() {
      if (permit != null) {
        future.fulfil(permit);
      } else {
        future.refuse(core().refusal(null));
      }
    }
  }
}

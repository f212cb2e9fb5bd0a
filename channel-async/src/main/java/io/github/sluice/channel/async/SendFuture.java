// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.internal.WithdrawableFuture;
import org.jspecify.annotations.Nullable;

/** The future of a send: of a pending one, or the one shared by all that succeed at once. */
final class SendFuture extends WithdrawableFuture<@Nullable Void> {
  /** The future of every send that need not wait. */
  static final SendFuture SENT = sent();

  private final @Nullable Pending<?> pending;

  private SendFuture(@Nullable Pending<?> pending) {
    this.pending = pending;
  }

  private static SendFuture sent() {
    SendFuture future = new SendFuture(null);
    future.fulfil(null);
    return future;
  }

  /** Returns the future of a send that the channel does not take. */
  static SendFuture refused(RuntimeException reason) {
    SendFuture future = new SendFuture(null);
    future.refuse(reason);
    return future;
  }

  /** Queues a send that has entered {@code sends}. */
  static <T> SendFuture queue(PendingSends<T> sends, T message) {
    Pending<T> pending = new Pending<>(sends, message);
    pending.queue();
    return pending.future;
  }

  @Override
  protected boolean withdraw() {
    return pending != null && pending.withdraw();
  }

  /**
   * Withdraws, and says so: completing a send normally from outside would claim that it is sent.
   */
  @Override
  public boolean complete(@Nullable Void value) {
    return !isDone() && cancel(false);
  }

  private static final class Pending<T> extends PendingSend<T> {
    final SendFuture future = new SendFuture(this);

    Pending(PendingSends<T> sends, T message) {
      super(sends, message);
    }

    @Override
    public void run() {
      if (state() == State.GRANTED) {
        future.fulfil(null);
      } else {
        future.refuse(core().refusal(message()));
      }
    }
  }
}

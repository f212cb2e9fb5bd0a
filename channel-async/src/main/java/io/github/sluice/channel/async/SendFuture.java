// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import org.jspecify.annotations.Nullable;

/** The future of a send: of a pending one, or the one shared by all that succeed at once. */
final class SendFuture extends PendingFuture<@Nullable Void> {
  /** The future of every send that need not wait. */
  static final SendFuture SENT = sent();

  private SendFuture() {}

  private static SendFuture sent() {
    SendFuture future = new SendFuture();
    future.succeed(null);
    return future;
  }

  /** Returns the future of a send that the channel does not accept. */
  static SendFuture refused(RuntimeException reason) {
    SendFuture future = new SendFuture();
    future.fail(reason);
    return future;
  }

  /** Queues a send, unless it may not wait. */
  static <T> SendFuture pending(PendingSends<T> sends, T message, AsyncSenderHandle<T> handle) {
    Pending<T> pending = new Pending<>(sends, message); // before there is anything to lose
    RuntimeException refusal = sends.enter(message);
    if (refusal != null) {
      return refused(refusal);
    }
    sends.enqueue(pending, handle.abandonReservation());
    return pending.future;
  }

  /**
   * Withdraws, and says so: completing a send normally from outside would claim that it is sent.
   */
  @Override
  public boolean complete(@Nullable Void value) {
    return !isDone() && cancel(false);
  }

  private static final class Pending<T> extends PendingSend<T> {
    final SendFuture future = new SendFuture();

    Pending(PendingSends<T> sends, T message) {
      super(sends, message);
      future.setPending(this);
    }

    @Override
    public void deliver() {
      if (state() == State.GRANTED) {
        future.succeed(null);
      } else {
        future.fail(core().closedException(message()));
      }
    }
  }
}

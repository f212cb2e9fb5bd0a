// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.internal.WithdrawableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The future of a send with a timeout: of a pending one, or one of those shared by all whose result
 * is known at once.
 */
final class TimedSendFuture extends WithdrawableFuture<SendResult> {
  private static final TimedSendFuture SENT = of(SendResult.SENT);
  private static final TimedSendFuture CLOSED = of(SendResult.CLOSED);
  private static final TimedSendFuture TIMED_OUT = of(SendResult.TIMED_OUT);

  private final @Nullable Pending<?> pending;

  private TimedSendFuture(@Nullable Pending<?> pending) {
    this.pending = pending;
  }

  private static TimedSendFuture of(SendResult result) {
    TimedSendFuture future = new TimedSendFuture(null);
    future.fulfil(result);
    return future;
  }

  /** Returns the future of an attempt that is not followed by another. */
  static TimedSendFuture attempted(SendResult result) {
    return switch (result) {
      case SENT -> SENT;
      case CLOSED -> CLOSED;
      case FULL, TIMED_OUT -> TIMED_OUT;
    };
  }

  /** Returns the future of a send that may not wait. */
  static TimedSendFuture refused(RuntimeException reason) {
    if (reason instanceof ChannelClosedException) {
      return CLOSED;
    }
    TimedSendFuture future = new TimedSendFuture(null);
    future.refuse(reason);
    return future;
  }

  /** Queues a send that has entered {@code sends}. */
  static <T> TimedSendFuture queue(PendingSends<T> sends, T message, long nanos) {
    Pending<T> pending = new Pending<>(sends, message);
    pending.queue();
    if (nanos != Long.MAX_VALUE) {
      pending.alarm.set(nanos); // once queued: it must be in line to be withdrawn
    }
    return pending.future;
  }

  @Override
  protected boolean withdraw() {
    return pending != null && pending.withdraw();
  }

  /** Withdraws, and says so: a result from outside might claim that the message is sent. */
  @Override
  public boolean complete(SendResult value) {
    return !isDone() && cancel(false);
  }

  private static final class Pending<T> extends PendingSend<T> {
    final TimedSendFuture future = new TimedSendFuture(this);
    final Alarm alarm = new Alarm(() -> sends().timeouts.execute(this::timeOut));

    /** What it means that this was withdrawn because time is over; written before {@link #run}. */
    private SendResult withdrawn = SendResult.TIMED_OUT;

    Pending(PendingSends<T> sends, T message) {
      super(sends, message);
    }

    private void timeOut() {
      // Asked first: withdrawing this may close the channel. Who closes it has not come to this
      // yet.
      SendResult result = core().isClosed() ? SendResult.CLOSED : SendResult.TIMED_OUT;
      if (withdraw()) {
        withdrawn = result;
        sends().callbacks.execute(this);
      }
    }

    @Override
    void left() {
      alarm.putOff();
      super.left();
    }

    @Override
    public void run() {
      switch (state()) {
        case GRANTED -> future.fulfil(SendResult.SENT);
        case REFUSED -> future.fulfil(SendResult.CLOSED);
        default -> future.fulfil(withdrawn);
      }
    }
  }
}

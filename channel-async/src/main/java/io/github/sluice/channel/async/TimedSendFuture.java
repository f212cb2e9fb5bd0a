// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.internal.Notification;
import org.jspecify.annotations.Nullable;

/**
 * The future of a send with a timeout: of a pending one, or one of those shared by all whose result
 * is known at once.
 */
final class TimedSendFuture extends PendingFuture<SendResult> {
  private static final TimedSendFuture SENT = of(SendResult.SENT);
  private static final TimedSendFuture CLOSED = of(SendResult.CLOSED);
  private static final TimedSendFuture TIMED_OUT = of(SendResult.TIMED_OUT);

  private TimedSendFuture() {}

  private static TimedSendFuture of(SendResult result) {
    TimedSendFuture future = new TimedSendFuture();
    future.succeed(result);
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
  private static TimedSendFuture refused(RuntimeException reason) {
    if (reason instanceof ChannelClosedException) {
      return CLOSED;
    }
    TimedSendFuture future = new TimedSendFuture();
    future.fail(reason);
    return future;
  }

  /** Queues a send, unless it may not wait. */
  static <T> TimedSendFuture pending(
      PendingSends<T> sends, T message, long nanos, AsyncSenderHandle<T> handle) {
    Pending<T> pending = new Pending<>(sends, message); // before there is anything to lose
    RuntimeException refusal = sends.enter(message);
    if (refusal != null) {
      return refused(refusal);
    }
    sends.enqueue(pending, handle.abandonReservation());
    if (nanos != Long.MAX_VALUE) {
      pending.schedule(nanos); // once queued: it must be in the queue to be withdrawn
    }
    return pending.future;
  }

  /** Withdraws, and says so: a result from outside might claim that the message is sent. */
  @Override
  public boolean complete(SendResult value) {
    return !isDone() && cancel(false);
  }

  private static final class Pending<T> extends PendingSend<T> {
    final TimedSendFuture future = new TimedSendFuture();
    final TimeoutTask timeout = new TimeoutTask(this::timeOut);

    /** What it means that this was withdrawn because its time is over. */
    private SendResult withdrawn = SendResult.TIMED_OUT;

    Pending(PendingSends<T> sends, T message) {
      super(sends, message);
      future.setPending(this);
    }

    private void schedule(long nanos) {
      try {
        timeout.schedule(nanos);
      } catch (Throwable outOfMemory) {
        if (future.cancel(false)) {
          throw outOfMemory;
        }
      }
    }

    private void timeOut() {
      // Read first: withdrawing this may close the channel. A thread that closes it has not come to
      // this yet.
      SendResult result = core().isClosed() ? SendResult.CLOSED : SendResult.TIMED_OUT;
      if (withdraw()) {
        withdrawn = result;
        sends().callbacks.deliverFromTimer(Notification.concat(alone(), caused()));
      }
    }

    @Override
    public @Nullable Notification caused() {
      timeout.cancel();
      return super.caused();
    }

    @Override
    public void deliver() {
      timeout.cancel();
      switch (state()) {
        case GRANTED -> future.succeed(SendResult.SENT);
        case REFUSED -> future.succeed(SendResult.CLOSED);
        default -> future.succeed(withdrawn);
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.sends;

import io.github.sluice.channel.PendingSendsExceededException;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.StackReserve;
import io.github.sluice.channel.internal.core.ChannelFuture;
import io.github.sluice.channel.internal.core.HeldPermit;
import io.github.sluice.channel.internal.queue.SendWaiter;
import org.jspecify.annotations.Nullable;

/**
 * A send, or a request for permits, that has a future. While it is queued it retains the stream,
 * and counts as pending. As a notification it completes the future.
 */
class PendingSend<T, R extends @Nullable Object> extends SendWaiter<T>
    implements ChannelFuture.Owner {
  final ChannelFuture<R> future = new ChannelFuture<>(this, !isSend);
  final PendingSends<T> sends;

  /** The result when this is granted, created before: nothing may fail then. */
  private final R granted;

  /** Creates a send. */
  PendingSend(PendingSends<T> sends, T message, R granted) {
    this(sends, message, sends.core.permitsBeside(message), granted);
  }

  /** Creates a request for permits. */
  PendingSend(PendingSends<T> sends, int permits, R granted) {
    this(sends, null, permits, granted);
  }

  private PendingSend(PendingSends<T> sends, @Nullable T message, int permits, R granted) {
    super(message, permits, false);
    this.sends = sends;
    this.granted = granted;
  }

  /** Counts as pending, retains the stream and queues this, unless one of them is refused. */
  final ChannelFuture<R> start() {
    StackReserve.require(); // until it is queued
    if (!sends.countUp()) {
      future.fail(new PendingSendsExceededException(sends.core.name(), message(), sends.max));
    } else if (!sends.core.tryRetain()) {
      sends.countDown();
      refuse();
    } else {
      enqueue();
    }
    return future;
  }

  void enqueue() {
    sends.core.deliver(sends.core.enqueue(this));
  }

  /**
   * Ends counting as pending, and releases the stream, which granted permits retain from now on.
   */
  private @Nullable Notification leave() {
    sends.countDown();
    return !isSend && state() == State.GRANTED ? null : sends.core.release();
  }

  @Override
  protected final @Nullable Notification settled() {
    return Notification.concat(alone(), leave()); // first this, then the end of the stream
  }

  @Override
  public void deliver() {
    if (state() == State.GRANTED) {
      future.succeed(granted);
    } else {
      refuse();
    }
  }

  private void refuse() {
    future.fail(sends.core.closedException(message()));
  }

  @Override
  public final boolean withdraw() {
    while (!sends.core.withdraw(this)) {
      if (isOver()) {
        return false;
      }
      awaitChange(State.CLAIMED); // at capacity 0 it may be given back
    }
    addCaused(leave());
    return true;
  }

  @Override
  public final boolean undo() {
    awaitChange(State.CLAIMED);
    return state() == State.GRANTED
        && granted instanceof HeldPermit<?> permit
        && permit.returnRest();
  }

  @Override
  public void withdrawn(@Nullable Notification completion) {
    sends.core.deliver(Notification.concat(completion, caused()));
  }

  @Override
  public final boolean isSend() {
    return isSend;
  }
}

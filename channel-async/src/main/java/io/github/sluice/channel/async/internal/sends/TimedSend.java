// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.sends;

import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.Timeout;
import io.github.sluice.channel.internal.core.ChannelFuture;
import org.jspecify.annotations.Nullable;

/** A send that is withdrawn when its time has expired. */
final class TimedSend<T> extends PendingSend<T, SendResult> {
  // Shared by all sends whose result is known at once.
  static final ChannelFuture<SendResult> SENT = completed(SendResult.SENT);
  static final ChannelFuture<SendResult> TIMED_OUT = completed(SendResult.TIMED_OUT);

  private final Timeout timeout;
  private final long nanos;

  /** Whether this has been withdrawn because its time has expired, in an open channel. */
  private boolean hasTimedOut;

  TimedSend(PendingSends<T> sends, T message, long nanos) {
    super(sends, message, SendResult.SENT);
    timeout = sends.callbacks.newTimeout(this::timeOut);
    this.nanos = nanos;
  }

  private static ChannelFuture<SendResult> completed(SendResult result) {
    return new ChannelFuture<SendResult>(null).succeed(result);
  }

  @Override
  void enqueue() {
    super.enqueue();
    try {
      timeout.start(nanos); // now it can be withdrawn
    } catch (Throwable notStarted) { // out of memory, or refused by the scheduler
      if (withdraw()) {
        withdrawn(null);
        throw notStarted;
      }
    }
  }

  private void timeOut() {
    // Read first: withdrawing this may close the channel. A thread that closes it has not come to
    // this yet.
    boolean isClosed = sends.core.isClosed();
    if (withdraw()) {
      hasTimedOut = !isClosed;
      sends.callbacks.deliverFromTimer(Notification.concat(alone(), caused()));
    }
  }

  @Override
  public void deliver() {
    timeout.cancel();
    if (hasTimedOut) {
      future.succeed(SendResult.TIMED_OUT);
    } else {
      super.deliver();
    }
  }

  @Override
  public void withdrawn(@Nullable Notification completion) {
    super.withdrawn(completion);
    timeout.cancel();
  }
}

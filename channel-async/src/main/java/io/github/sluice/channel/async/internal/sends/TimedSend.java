// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.sends;

import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.core.ChannelFuture;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A send that is withdrawn when its time has expired. */
final class TimedSend<T> extends PendingSend<T, SendResult> {
  // Shared by all sends whose result is known at once.
  static final ChannelFuture<SendResult> SENT = completed(SendResult.SENT);
  static final ChannelFuture<SendResult> TIMED_OUT = completed(SendResult.TIMED_OUT);

  /**
   * Completes with true when the time has expired, and with false when the wait is: then the timer
   * that the JDK has for CompletableFuture, one daemon thread for all, forgets this. On some JDKs
   * it would not if this completed exceptionally (JDK-8303742).
   */
  private final CompletableFuture<Boolean> timer = new CompletableFuture<>();

  private final long nanos;

  /** Whether this has been withdrawn because its time has expired, in an open channel. */
  private boolean hasTimedOut;

  TimedSend(PendingSends<T> sends, T message, long nanos) {
    super(sends, message, 0, SendResult.SENT);
    this.nanos = nanos;
    timer.thenAccept(this::timeOut);
  }

  private static ChannelFuture<SendResult> completed(SendResult result) {
    return new ChannelFuture<SendResult>(null).succeed(result);
  }

  @Override
  void enqueue() {
    super.enqueue();
    try {
      if (nanos != Long.MAX_VALUE) {
        timer.completeOnTimeout(true, nanos, TimeUnit.NANOSECONDS); // now it can be withdrawn
      }
    } catch (Throwable outOfMemory) {
      if (withdraw()) {
        withdrawn(null);
        throw outOfMemory;
      }
    }
  }

  private void timeOut(boolean expired) {
    // Read first: withdrawing this may close the channel. A thread that closes it has not come to
    // this yet.
    boolean isClosed = sends.core.isClosed();
    if (expired && withdraw()) {
      hasTimedOut = !isClosed;
      sends.callbacks.deliverFromTimer(Notification.concat(alone(), caused()));
    }
  }

  @Override
  public void deliver() {
    timer.complete(false);
    if (hasTimedOut) {
      future.succeed(SendResult.TIMED_OUT);
    } else {
      super.deliver();
    }
  }

  @Override
  public void withdrawn(@Nullable Notification completion) {
    super.withdrawn(completion);
    timer.complete(false);
  }
}

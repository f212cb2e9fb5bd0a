// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.Fields;
import io.github.sluice.channel.internal.Notification;
import io.github.sluice.channel.internal.SendWaiter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A queued send, or request for permits, that has a future. It retains the stream, and counts as
 * pending. As a notification it completes the future.
 *
 * @param <T> the type of the messages
 */
abstract class PendingSend<T> extends SendWaiter<T> {
  private static final VarHandle COUNTS =
      Fields.handle(MethodHandles.lookup(), "counts", boolean.class);

  private final PendingSends<T> sends;

  /** Whether this counts as pending; the thread that resets it counts down. */
  @SuppressWarnings("unused") // by COUNTS
  private volatile boolean counts = true;

  /** Creates a send that has not entered {@code sends} yet. */
  PendingSend(PendingSends<T> sends, T message) {
    super(message, false);
    this.sends = sends;
  }

  /** Creates a request for permits that has not entered {@code sends} yet. */
  PendingSend(PendingSends<T> sends, int permits) {
    super(permits);
    this.sends = sends;
  }

  final PendingSends<T> sends() {
    return sends;
  }

  final ChannelCore<T> core() {
    return sends.core;
  }

  /** Leaves the queue; true for one caller, and only if this was still waiting. */
  final boolean withdraw() {
    if (!core().withdraw(this)) {
      return false;
    }
    addCaused(left());
    return true;
  }

  @Override
  protected final @Nullable Notification settled() {
    return Notification.concat(alone(), left()); // first this, then the end of the stream
  }

  /** Called once, when this is not queued any more. */
  @Nullable Notification left() {
    countDown();
    return core().release();
  }

  final void countDown() {
    if (COUNTS.compareAndSet(this, true, false)) {
      sends.countDown();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.Fields;
import io.github.sluice.channel.internal.SendWaiter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The place in line of a send, or of a request for permits, that has a future. It keeps the stream
 * open, and counts as pending. As a callback it completes the future.
 *
 * @param <T> the type of the messages
 */
abstract class PendingSend<T> extends SendWaiter<T> implements Runnable {
  private static final VarHandle COUNTS =
      Fields.handle(MethodHandles.lookup(), "counts", boolean.class);

  private final PendingSends<T> sends;

  /** Whether this counts as pending; whoever resets it counts down. */
  @SuppressWarnings("unused") // by COUNTS
  private volatile boolean counts = true;

  /** Makes a send that has entered {@code sends}. */
  PendingSend(PendingSends<T> sends, T message) {
    super(Kind.MESSAGE, message);
    this.sends = sends;
  }

  /** Makes a request for permits that has entered {@code sends}. */
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

  final void queue() {
    core().waitingSenders().add(this);
  }

  /** Leaves the line; true for one caller, and only if this was still waiting. */
  final boolean withdraw() {
    if (state() != State.PENDING) {
      return false;
    }
    // First: those behind this are served in there, and what they lead to may send. If this is not
    // withdrawn now, it is being settled.
    countDown();
    if (!core().waitingSenders().withdraw(this)) {
      return false;
    }
    left();
    return true;
  }

  @Override
  protected final void settled() {
    left();
    sends.callbacks.execute(this);
  }

  /** Called once, when this is not in line any more. */
  void left() {
    countDown();
    core().release();
  }

  private void countDown() {
    if (COUNTS.compareAndSet(this, true, false)) {
      sends.countDown();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.SendWaiter;

/**
 * The place in line of a send, or of a request for permits, that has a future. It keeps the stream
 * open, and counts as pending. As a callback it completes the future.
 *
 * @param <T> the type of the messages
 */
abstract class PendingSend<T> extends SendWaiter<T> implements Runnable {
  private final PendingSends<T> sends;

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
    sends.leave();
  }
}

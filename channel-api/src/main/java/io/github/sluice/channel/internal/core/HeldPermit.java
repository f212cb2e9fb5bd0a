// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.core;

import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.internal.base.StackReserve;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** Permits of the ring in the hands of a user. */
public final class HeldPermit<T> implements Permit<T> {
  @SuppressWarnings("rawtypes") // there is no class literal with type arguments
  private static final AtomicIntegerFieldUpdater<HeldPermit> REMAINING =
      AtomicIntegerFieldUpdater.newUpdater(HeldPermit.class, "remaining");

  /** Null when the permit is used up, so that it retains no channel; read before `remaining`. */
  private @Nullable ChannelCore<T> core;

  /** The thread that lowers it owns the difference; the one that makes it 0, the reference. */
  private volatile int remaining;

  /** The permits are reserved in the core, and retain its stream if there are any. */
  public HeldPermit(ChannelCore<T> core, int permits) {
    this.core = core;
    remaining = permits;
  }

  @Override
  public SendResult send(T message) {
    Objects.requireNonNull(message, "message");
    StackReserve.require(); // before the permit is used
    ChannelCore<T> channel = core;
    int n;
    do {
      n = remaining;
      if (n == 0 || channel == null) {
        throw new IllegalStateException(
            "cannot send with this permit, of which nothing remains: it has been used up or"
                + " closed. Reserve another one, or at once for as many messages as there are");
      }
    } while (!REMAINING.compareAndSet(this, n, n - 1));
    if (n == 1) {
      core = null; // plain: a thread that reads it late has read `remaining` as 0, or will
    }
    return channel.sendPermitted(message, n == 1);
  }

  @Override
  public int remaining() {
    return remaining;
  }

  @Override
  public void close() {
    returnRest();
  }

  /** Returns what has not been used; false if there was nothing. */
  public boolean returnRest() {
    StackReserve.require();
    ChannelCore<T> channel = core;
    int rest = REMAINING.getAndSet(this, 0);
    if (rest == 0 || channel == null) {
      return false;
    }
    core = null;
    channel.releasePermits(rest);
    return true;
  }

  @Override
  public String toString() {
    ChannelCore<T> channel = core;
    return "Permit(" + remaining + ")" + (channel == null ? "" : channel);
  }
}

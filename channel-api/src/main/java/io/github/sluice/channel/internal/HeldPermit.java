// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/**
 * Permits of the ring in the hands of a user.
 *
 * @param <T> the type of the messages
 */
public final class HeldPermit<T> implements Permit<T> {
  private static final VarHandle REMAINING =
      Fields.handle(MethodHandles.lookup(), "remaining", int.class);

  private final ChannelCore<T> core;

  /** Whoever lowers it has the difference, and whoever makes it 0 also the hold on the stream. */
  private volatile int remaining;

  /**
   * Makes the holder of some permits.
   *
   * @param core the channel's core, in which the permits have been reserved and, if there are any,
   *     the stream is held
   * @param permits how many
   */
  public HeldPermit(ChannelCore<T> core, int permits) {
    this.core = core;
    remaining = permits;
  }

  @Override
  public SendResult send(T message) {
    Objects.requireNonNull(message, "message");
    int n;
    do {
      n = remaining;
      if (n == 0) {
        throw new IllegalStateException("the permit has been used up or closed");
      }
    } while (!REMAINING.compareAndSet(this, n, n - 1));
    boolean sent = core.sendPermitted(message);
    if (n == 1) {
      core.release();
    }
    if (!sent) {
      core.undelivered(message);
    }
    return sent ? SendResult.SENT : SendResult.CLOSED;
  }

  @Override
  public int remaining() {
    return remaining;
  }

  @Override
  public void close() {
    int rest = (int) REMAINING.getAndSet(this, 0);
    if (rest != 0) {
      core.releasePermits(rest);
      core.release();
    }
  }

  @Override
  public String toString() {
    return "Permit(" + remaining + ")" + core;
  }
}

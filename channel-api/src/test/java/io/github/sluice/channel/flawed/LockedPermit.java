// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.flawed;

import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import java.util.Objects;

/** Capacity that was taken in a {@link LockedChannel}. */
final class LockedPermit<T> implements Permit<T> {
  private final LockedChannel<T> channel;
  private int remaining; // under the channel's lock

  LockedPermit(LockedChannel<T> channel, int messages) {
    this.channel = channel;
    remaining = messages;
  }

  @Override
  public SendResult send(T message) {
    Objects.requireNonNull(message);
    channel.lock.lock();
    try {
      if (remaining == 0) {
        throw new IllegalStateException("used up");
      }
      boolean sent = channel.sendPermitted(message);
      if (channel.flaw != Flaw.PERMITS_ARE_NOT_USED_UP) {
        remaining--;
      }
      if (remaining == 0) {
        channel.removeOther();
      }
      return sent ? SendResult.SENT : SendResult.CLOSED;
    } finally {
      channel.unlock();
    }
  }

  @Override
  public int remaining() {
    channel.lock.lock();
    try {
      return remaining;
    } finally {
      channel.unlock();
    }
  }

  @Override
  public void close() {
    channel.lock.lock();
    try {
      int rest = remaining;
      remaining = 0;
      if (rest > 0) {
        channel.giveBack(rest);
        channel.late.hide(Flaw.GIVES_BACK_LATE);
        channel.removeOther();
      }
    } finally {
      channel.unlock();
    }
  }
}

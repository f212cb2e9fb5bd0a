// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.parking;

import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.SpinWait;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.internal.queue.SendWaiter;
import org.jspecify.annotations.Nullable;

/** The wait of the current thread to send, or for permits. */
final class ThreadWaiter<T> extends SendWaiter<T> {
  private final ChannelCore<T> core;
  private @Nullable Thread thread = Thread.currentThread();

  ThreadWaiter(ChannelCore<T> core, @Nullable T message, int permits, boolean barging) {
    super(message, permits, barging);
    this.core = core;
  }

  /** Resets a waiter that is over, for a thread, or for none that it would retain. */
  void reuse(@Nullable Thread owner, @Nullable T message, boolean barging) {
    thread = owner; // plain: seen by the combiner, after the arrival
    reuse(message, barging);
  }

  /**
   * Parks until the wait is over. A waiter whose thread is interrupted, or whose deadline has
   * expired, is withdrawn; one that can no longer be withdrawn is over in a moment.
   *
   * @param blocker what the thread parks on
   * @return GRANTED, REFUSED or LEFT, the last only if the deadline has expired
   * @throws InterruptedException if interrupted and withdrawn
   */
  State await(Object blocker, Deadline deadline) throws InterruptedException {
    boolean interrupted = false;
    while (true) {
      if (isOver()) {
        SpinWait.restore(interrupted);
        return state();
      }
      interrupted |= Thread.interrupted();
      if (!interrupted && !deadline.hasExpired()) {
        Parker.park(blocker, deadline, this::isOver);
      } else if (!core.withdraw(this)) {
        awaitChange(State.CLAIMED);
      } else {
        core.deliver(caused());
        if (interrupted) {
          throw interruptedException();
        }
        return State.LEFT;
      }
    }
  }

  private InterruptedException interruptedException() {
    return new InterruptedException(
        (isSend
                ? "interrupted while a send waited for capacity in channel "
                : "interrupted while a reserve waited for capacity in channel ")
            + core.name()
            + (isSend ? "; the message was not sent" : "; nothing was reserved"));
  }

  @Override
  protected @Nullable Notification settled() {
    // After a reuse, the thread that settled the wait before may still be here: it unparks the next
    // owner, or none.
    Parker.unpark(thread);
    return null;
  }
}

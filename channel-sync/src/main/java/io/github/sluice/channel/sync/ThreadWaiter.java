// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.SendWaiter;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread that waits to send, or for permits. */
final class ThreadWaiter<T> extends SendWaiter<T> {
  private final ChannelCore<T> core;
  private @Nullable Thread thread = Thread.currentThread();

  /** Waits to be told that there is room. */
  ThreadWaiter(ChannelCore<T> core) {
    super(Kind.SIGNAL, null);
    this.core = core;
  }

  /** Waits for permits. */
  ThreadWaiter(ChannelCore<T> core, int permits) {
    super(permits);
    this.core = core;
  }

  /** Lets go of the thread. */
  void leave() {
    thread = null;
  }

  /** Makes a settled waiter one of the current thread's. */
  void reuseHere() {
    thread = Thread.currentThread(); // plain: seen by those who take it out of the queue
    reuse();
  }

  /**
   * Parks until the wait is over. A queued waiter that is interrupted, or runs out of patience, is
   * withdrawn; one that can no longer be withdrawn is granted or refused in a moment.
   *
   * @return GRANTED, REFUSED or WITHDRAWN, the last only for lack of patience
   * @throws InterruptedException if interrupted and withdrawn
   */
  State await(Patience patience) throws InterruptedException {
    while (true) {
      State state = state();
      if (state == State.GRANTED || state == State.REFUSED) {
        return state;
      }
      boolean interrupted = Thread.currentThread().isInterrupted();
      if (!interrupted && !patience.isOver()) {
        patience.park(core);
      } else if (!core.waitingSenders().withdraw(this)) {
        Thread.yield(); // not park, which does nothing when interrupted
      } else if (interrupted) {
        Thread.interrupted();
        throw new InterruptedException();
      } else {
        return State.WITHDRAWN;
      }
    }
  }

  @Override
  protected void settled() {
    // Whoever settled it before may still be here, and finds the next user, or none.
    LockSupport.unpark(thread);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.parking;

import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.SendWaiter;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that waits to send, or for permits.
 *
 * @param <T> the type of the messages
 */
public final class ThreadWaiter<T> extends SendWaiter<T> {
  private final ChannelCore<T> core;
  private @Nullable Thread thread = Thread.currentThread();

  private ThreadWaiter(ChannelCore<T> core, Kind kind, @Nullable T message) {
    super(kind, message);
    this.core = core;
  }

  private ThreadWaiter(ChannelCore<T> core, int permits) {
    super(permits);
    this.core = core;
  }

  /** Makes a waiter that is to be told that there is room. */
  public static <T> ThreadWaiter<T> forRoom(ChannelCore<T> core) {
    return new ThreadWaiter<>(core, Kind.SIGNAL, null);
  }

  /** Makes a waiter whose message is to be sent in its turn. */
  public static <T> ThreadWaiter<T> forTurn(ChannelCore<T> core, T message) {
    return new ThreadWaiter<>(core, Kind.MESSAGE, message);
  }

  /** Makes a waiter for permits. */
  static <T> ThreadWaiter<T> forPermits(ChannelCore<T> core, int permits) {
    return new ThreadWaiter<>(core, permits);
  }

  /** Lets go of the thread. */
  public void leave() {
    thread = null;
  }

  /** Makes a settled waiter one of the current thread's. */
  public void reuseHere() {
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
  public State await(Patience patience) throws InterruptedException {
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

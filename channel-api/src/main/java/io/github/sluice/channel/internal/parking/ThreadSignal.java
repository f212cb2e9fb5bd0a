// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.parking;

import io.github.sluice.channel.internal.Fields;
import io.github.sluice.channel.internal.ReceiverSignal;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Unparks the receiver's thread. Telling it once too often does no harm. */
final class ThreadSignal extends ReceiverSignal {
  private static final VarHandle THREAD =
      Fields.handle(MethodHandles.lookup(), "thread", Thread.class);

  private static final String ELSEWHERE =
      "this receiver is in use, by another thread or further up in this one";

  private volatile @Nullable Thread thread;

  /**
   * Enters the current thread as the one that waits.
   *
   * @throws IllegalStateException if there is one already
   */
  void enter() {
    if (!THREAD.compareAndSet(this, null, Thread.currentThread())) {
      throw new IllegalStateException(ELSEWHERE);
    }
  }

  /**
   * Enters the current thread as soon as no other is in, whose wait must be about to end.
   *
   * @return false if the current thread is in already
   */
  boolean enterInTurn() {
    Thread current = Thread.currentThread();
    if (thread == current) {
      return false;
    }
    boolean interrupted = false;
    for (int i = 0; !THREAD.compareAndSet(this, null, current); i++) {
      if (i < 100) {
        Thread.yield();
      } else {
        interrupted |= Thread.interrupted(); // or the sleep would not be one
        LockSupport.parkNanos(this, 100_000);
      }
    }
    if (interrupted) {
      current.interrupt();
    }
    return true;
  }

  /**
   * Makes sure that nobody else waits.
   *
   * @throws IllegalStateException if another thread does
   */
  void requireNobodyElse() {
    Thread waiting = thread;
    if (waiting != null && waiting != Thread.currentThread()) {
      throw new IllegalStateException(ELSEWHERE);
    }
  }

  /** Tells whether a thread waits, be it the current one. */
  boolean isEntered() {
    return thread != null;
  }

  void leave() {
    thread = null;
  }

  @Override
  public void signal() {
    LockSupport.unpark(thread); // null is allowed: then nobody waits any more
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who waits to send. Leaving PENDING is a compare-and-set between the server of the line,
 * which claims the waiter, and the waiter itself, which withdraws:
 *
 * <pre>
 *   PENDING ──▶ CLAIMED ──▶ GRANTED
 *      │           └──────▶ REFUSED
 *      └──────▶ WITHDRAWN
 * </pre>
 *
 * @param <T> the type of the messages
 */
public abstract class SendWaiter<T> {
  /** What a waiter waits for. */
  public enum Kind {
    /** To have its message put into the ring for it, in its turn. */
    MESSAGE,
    /** To be given a permit, in its turn. */
    PERMIT,
    /** To be told that there is room, for which it then competes; in the end, a permit. */
    SIGNAL
  }

  /** What has become of the wait. */
  public enum State {
    /** Waiting. */
    PENDING,
    /** The server of the line is about to grant or refuse it; it can no longer be withdrawn. */
    CLAIMED,
    /** The message is in the ring, or the permit is the waiter's, or it is told to try again. */
    GRANTED,
    /** The channel has been closed; the waiter keeps its message. */
    REFUSED,
    /** The waiter gave up; it keeps its message. */
    WITHDRAWN
  }

  private static final VarHandle STATE =
      Fields.handle(MethodHandles.lookup(), "state", State.class);

  private volatile State state = State.PENDING;

  final Kind kind;

  /** Whether it goes to the front of the line; written before it is queued. */
  boolean first;

  // Written by the server of the line while it has the waiter.
  @Nullable T message;
  @Nullable SendWaiter<T> previous;
  @Nullable SendWaiter<T> next;
  boolean linked;
  State outcome = State.PENDING;
  long claimed;

  /** How often room has gone to others while this SIGNAL waiter was first in line. */
  int overtaken;

  long headSeen;

  /** A SIGNAL waiter that has been overtaken often enough to be given a permit. */
  boolean escalated;

  /**
   * Makes a waiter.
   *
   * @param kind what it waits for
   * @param message the message of a {@link Kind#MESSAGE}, else null
   */
  protected SendWaiter(Kind kind, @Nullable T message) {
    this.kind = kind;
    this.message = message;
  }

  /** Returns what has become of the wait. */
  public final State state() {
    return state;
  }

  /** Returns the message that was to be sent, if the channel does not have it. */
  public final @Nullable T message() {
    return message;
  }

  /** Tells, of a granted SIGNAL waiter, whether it has a permit after all. */
  public final boolean hasPermit() {
    return escalated;
  }

  /** Makes a granted waiter, which is in no queue then, ready to wait again. */
  public final void rearm(boolean atTheFront) {
    first = atTheFront;
    claimed = 0;
    escalated = false;
    state = State.PENDING;
  }

  /** Leaves PENDING, for CLAIMED or WITHDRAWN; one caller succeeds. */
  final boolean leavePending(State to) {
    return STATE.compareAndSet(this, State.PENDING, to);
  }

  /** Moves from CLAIMED to what the server has decided. The waiter may act on it at once. */
  final void settle() {
    state = outcome;
    settled();
  }

  /**
   * Called once when the wait has been GRANTED or REFUSED, in the thread that did it, after all
   * changes of the channel's state.
   */
  protected abstract void settled();
}

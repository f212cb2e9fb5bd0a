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
 * <p>A settled one may be made PENDING again, by its owner, before it is queued again.
 *
 * @param <T> the type of the messages
 */
public abstract class SendWaiter<T> {
  /** What a waiter waits for. */
  public enum Kind {
    /** To have its message put into the ring for it, in its turn. */
    MESSAGE,
    /** To be given permits, all at once, in its turn. */
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

  /** How many places of the ring it needs. */
  final int places;

  /** Whether it goes to the front of the line; written before it is queued. */
  boolean first;

  // Written by the server of the line while it has the waiter.
  @Nullable T message;
  @Nullable SendWaiter<T> previous;
  @Nullable SendWaiter<T> next;
  boolean linked;
  State outcome = State.PENDING;
  long claimed;

  /** Where the receiver was when this SIGNAL waiter became the first in line, or NOBODY. */
  long firstSince = RingWords.NOBODY;

  /** How many waiters had been granted then. */
  long firstGrants;

  /** A SIGNAL waiter that so many messages have overtaken that it is given a permit. */
  boolean escalated;

  /**
   * Makes a waiter.
   *
   * @param kind what it waits for
   * @param message the message of a {@link Kind#MESSAGE}, else null
   */
  protected SendWaiter(Kind kind, @Nullable T message) {
    this(kind, message, 1);
  }

  /** Makes a waiter for so many permits. */
  protected SendWaiter(int permits) {
    this(Kind.PERMIT, null, permits);
  }

  private SendWaiter(Kind kind, @Nullable T message, int places) {
    this.kind = kind;
    this.message = message;
    this.places = places;
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

  /** Makes a settled waiter, which is in no queue then, ready to wait for something else. */
  public final void reuse() {
    firstSince = RingWords.NOBODY;
    rearm(false);
  }

  /** Makes a SIGNAL waiter that was told in vain ready to wait on, as the first in line. */
  public final void waitOn() {
    rearm(true);
  }

  private void rearm(boolean atTheFront) {
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

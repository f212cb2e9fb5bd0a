// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.queue;

import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.SpinWait;
import io.github.sluice.channel.internal.ring.TailWord;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A send, or a request for permits, that waits in the {@link SendQueue}. Leaving PENDING is a
 * compare-and-set between the combiner, which claims the waiter, and the waiter itself, which
 * withdraws:
 *
 * <pre>
 *              ┌──▶ GRANTED
 *   PENDING ◀─▶ CLAIMED ──▶ REFUSED
 *      └──────▶ WITHDRAWN ──▶ LEFT
 * </pre>
 *
 * <p>A barging waiter goes back from CLAIMED to PENDING if another sender takes the capacity that
 * the combiner has seen; with capacity 0 any waiter does, if the receiver gives up. A waiter that
 * is over may be made PENDING again, by its owner, before it is queued again.
 */
public abstract class SendWaiter<T> extends Notification {
  public enum State {
    /** Waiting. */
    PENDING,
    /** The combiner is about to grant or refuse it; it cannot be withdrawn at this moment. */
    CLAIMED,
    /** The message is in the ring, or the permits are reserved. */
    GRANTED,
    /** The channel has been closed; the waiter keeps its message. */
    REFUSED,
    /** The waiter gave up, and keeps its message; the queue does not know yet. */
    WITHDRAWN,
    /** The waiter gave up, and the queue has forgotten it. */
    LEFT
  }

  @SuppressWarnings("rawtypes") // there is no class literal with type arguments
  private static final AtomicReferenceFieldUpdater<SendWaiter, State> STATE =
      AtomicReferenceFieldUpdater.newUpdater(SendWaiter.class, State.class, "state");

  private volatile State state = State.PENDING;

  /** Whether it waits to have a message sent, and not for permits alone. */
  public final boolean isSend;

  /** How many permits it waits for: those that a user asks for, or that belong to its message. */
  public final int permits;

  /** What its withdrawal has caused; for the thread that has withdrawn it. */
  private @Nullable Notification caused;

  // Written by the owner before it is queued, and by the combiner then.
  @Nullable T message;

  /** Whether senders that arrive may take capacity before it: then it is no FIFO waiter. */
  boolean barging;

  /** The next in the stack of arrivals; once the combiner has taken that, in the queue. */
  @Nullable SendWaiter<T> next;

  /** The next in the stack of withdrawals. Not `next`: the waiter may still be linked by that. */
  @Nullable SendWaiter<T> nextWithdrawn;

  // The combiner's.
  @Nullable SendWaiter<T> previous;
  boolean queued;
  State outcome = State.PENDING;

  /** The tail at which its message was put into the ring. */
  long claimed;

  /** The tail's position when this barging waiter became the first in the queue. */
  long firstAt = TailWord.NO_POSITION;

  /** How many waiters had been granted then. */
  long firstGrants;

  /** Creates a wait for a number of permits, and to send a message unless that is null. */
  protected SendWaiter(@Nullable T message, int permits, boolean barging) {
    this.message = message;
    isSend = message != null;
    this.permits = permits;
    this.barging = barging;
  }

  public final State state() {
    return state;
  }

  /** Returns the message that was to be sent, if the channel does not have it. */
  public final @Nullable T message() {
    return message;
  }

  /** Returns whether the wait has ended, or is being withdrawn. */
  public final boolean isOver() {
    State now = state;
    return now != State.PENDING && now != State.CLAIMED;
  }

  /** Adds to what the withdrawal of this has caused. */
  protected final void addCaused(@Nullable Notification due) {
    caused = Notification.concat(caused, due);
  }

  /** Returns what the withdrawal of this has caused, to the thread that has withdrawn it, once. */
  public final @Nullable Notification caused() {
    Notification due = caused;
    caused = null;
    return due;
  }

  /** Resets a waiter that is over, with another message, before it is queued again. */
  protected final void reuse(@Nullable T newMessage, boolean newBarging) {
    message = newMessage;
    barging = newBarging;
    firstAt = TailWord.NO_POSITION;
    claimed = 0;
    state = State.PENDING; // volatile: the combiner reads the rest after it, or after the arrival
  }

  /** Leaves PENDING, for CLAIMED or WITHDRAWN; one caller succeeds. */
  final boolean leavePending(State to) {
    return STATE.compareAndSet(this, State.PENDING, to);
  }

  /** Spins, then yields, then sleeps while the combiner is about to move this on. */
  public final void awaitChange(State from) {
    boolean interrupted = false;
    for (int step = 0; state == from; step++) {
      interrupted |= SpinWait.pause(step);
    }
    SpinWait.restore(interrupted);
  }

  final void unclaim() {
    state = State.PENDING;
  }

  /** <i>Combiner.</i> Acknowledges that a withdrawn waiter is in no queue any more. */
  final void acknowledge() {
    state = State.LEFT;
  }

  /** Moves from CLAIMED to the outcome. The owner may act on it at once, and use this again. */
  final @Nullable Notification settle() {
    state = outcome;
    return settled();
  }

  /**
   * Called once when the wait has been GRANTED or REFUSED, in the thread that did it, after the
   * effects on the ring. Runs no user code.
   */
  protected abstract @Nullable Notification settled();
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.receives;

import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.ReceiverSignal;
import io.github.sluice.channel.internal.base.SpinWait;
import io.github.sluice.channel.internal.base.StackReserve;
import io.github.sluice.channel.internal.base.Uncaught;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.internal.core.ChannelFuture;
import io.github.sluice.channel.internal.core.ReceiverLease;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * An operation that has the lease of the consumer side until it is done: it waits for messages, and
 * takes them, in the thread that has sent one or in a callback.
 */
abstract class ReceiveOperation<T> extends ReceiverSignal implements ChannelFuture.Owner {
  /*
   * While the operation has the lease, only its own thread comes to the consumer side of the ring.
   * Which thread that is, the state says: the thread that moves it to POLLING has exclusive access
   * until it moves it on. No user code runs meanwhile except Collection.add, so notifications are
   * delivered only after POLLING has been left.
   *
   * from          to           by
   * POLLING       WAITING      the owner, when there is nothing and it has registered at the ring
   * POLLING       NOTIFIED     a signal that comes while the owner is registering, or about to wait
   *                            without; or the receiver's cancel()
   * NOTIFIED      POLLING      the owner, which must poll again
   * POLLING       LINGERING    the same, if it has taken messages that are not handed over yet
   * WAITING       POLLING      a signal, if a message is taken in the signalling thread
   * WAITING       SCHEDULED    a signal, if it is taken in a callback
   * LINGERING     DUE          a signal; of a loop, also the receiver's cancel()
   * SCHEDULED, DUE
   *               POLLING      the callback
   * POLLING       IN_CALLBACK  the callback, before it hands the message to the user code
   * IN_CALLBACK   POLLING      the callback, after that
   * IN_CALLBACK   SCHEDULED    the same, to let other callbacks run
   * POLLING       DONE         the owner: it has what it wanted, or the stream has ended
   * IN_CALLBACK   DONE         the callback: the user code has failed
   * WAITING, SCHEDULED, IN_CALLBACK, LINGERING, DUE
   *               DONE         the receiver's cancel(); of a loop not from the last two
   *               POLLING      a withdrawal; of a loop also from LINGERING and DUE
   * POLLING, NOTIFIED
   *               WAITING      a withdrawal that is too late: a message has been handed over
   * POLLING       WITHDRAWN    the same, when the ring has forgotten the registration
   *
   * NOTIFIED is POLLING with a pending signal: the owner must poll again before it waits. Other
   * threads change POLLING only to NOTIFIED, so the owner leaves it by an unconditional write,
   * except towards WAITING or LINGERING (a CAS). The writes are volatile or release: so each owner sees what the
   * one before has done at the ring. A late signal may come in any state. In WAITING it only means
   * "poll again". A cancel() that finds POLLING leaves the rest to the owner, which reads
   * ReceiverLease.isCancelled before it takes more, and polls again if it has been NOTIFIED.
   */
  static final int WAITING = 0;
  static final int SCHEDULED = 1;
  static final int POLLING = 2;
  static final int NOTIFIED = 3;
  static final int IN_CALLBACK = 4;
  static final int DONE = 5;
  static final int WITHDRAWN = 6;
  static final int LINGERING = 7;
  static final int DUE = 8;

  @SuppressWarnings("rawtypes") // there is no class literal with type arguments
  private static final AtomicIntegerFieldUpdater<ReceiveOperation> STATE =
      AtomicIntegerFieldUpdater.newUpdater(ReceiveOperation.class, "state");

  final ChannelCore<T> core;

  /** The state after a signal that ends the wait: POLLING or SCHEDULED. */
  private final int signalled;

  private volatile int state;

  /** Whether the user code was running when this was withdrawn; for the thread that did that. */
  boolean leftCallback;

  /** The current thread is the owner if the first state is POLLING or IN_CALLBACK. */
  ReceiveOperation(ChannelCore<T> core, int state, int signalled) {
    this.core = core;
    this.state = state;
    this.signalled = signalled;
  }

  /** Acquires the lease; without it this is DONE, because the channel has been cancelled. */
  final void acquireLease() {
    StackReserve.require();
    core.lease().requireFree();
    if (core.lease().acquire(this) == ReceiverLease.DISCARDING) {
      state = DONE;
    }
  }

  /** Releases the lease, perhaps more than once. Throws nothing. */
  final void releaseLease() {
    try {
      core.releaseLeaseOf(this);
    } catch (Throwable t) { // from onUndelivered: this operation is to be completed all the same
      Uncaught.report(t);
    }
  }

  /** Returns what {@link #use} does of an operation that has a future. */
  static String pending(String method) {
    return "a future of " + method + " that is pending. Wait for it, or cancel it";
  }

  // ---- waiting

  /** <i>Owner.</i> Waits for a message; false if there is one, or the end, or a signal. */
  final boolean await() {
    return core.register(this) && idle();
  }

  /** <i>Owner.</i> Waits for the end, or for a signal of the user code; false as above. */
  final boolean awaitEnd() {
    return core.watchEnd(this) && idle();
  }

  /** Waits for a signal; false if there has been one. */
  private boolean idle() {
    if (cas(POLLING, isLingering() ? LINGERING : WAITING)) {
      return true;
    }
    core.forgetSignal();
    state = POLLING;
    return false;
  }

  @Override
  public final @Nullable Notification signal() {
    while (true) {
      int now = state;
      if (now == POLLING) {
        if (cas(POLLING, NOTIFIED)) {
          return null;
        }
      } else if (now == LINGERING) {
        if (cas(LINGERING, DUE)) {
          return alone();
        }
      } else if (now != WAITING) {
        return null;
      } else if (cas(WAITING, signalled)) {
        return claimed();
      }
    }
  }

  /** Called when a signal has ended the wait, with the effects that the signal is to have. */
  @Nullable Notification claimed() {
    return alone();
  }

  // ---- polling

  /** Begins to poll, as the scheduled callback; false if this has been ended meanwhile. */
  final boolean begin() {
    StackReserve.require(); // or this is delivered again, in another thread
    boolean isBegun = cas(SCHEDULED, POLLING) || cas(DUE, POLLING);
    if (isBegun) {
      core.forgetSignal(); // the ring keeps nothing of the user's meanwhile
    }
    return isBegun;
  }

  /**
   * <i>Owner.</i> Leaves POLLING, for IN_CALLBACK or for DONE. The latter is the owner's last
   * write: no thread polls after it.
   */
  final void leavePolling(int next) {
    STATE.lazySet(this, next); // after the head, which has been written volatile
  }

  // ---- the end

  /** Returns whether this has ended otherwise than by being withdrawn. */
  final boolean isDone() {
    return state == DONE;
  }

  @Override
  public final boolean withdraw() {
    StackReserve.require();
    return withdrawInReserve();
  }

  /** As {@link #withdraw}; the caller has called {@link StackReserve#require}. */
  final boolean withdrawInReserve() {
    while (true) {
      int now = isRepeating() ? stateAfterPolling() : state;
      if (now == DONE || now == WITHDRAWN || isPolling(now)) {
        return false;
      }
      if ((now == LINGERING || now == DUE) && !isRepeating()) {
        return false;
      }
      if (cas(now, POLLING)) {
        if (now == WAITING && !isRepeating() && !core.retract()) {
          awaitHandover();
          return false;
        }
        core.forgetSignal();
        leftCallback = now == IN_CALLBACK;
        withdrawing();
        state = WITHDRAWN;
        core.lease().releaseOf(this);
        return true;
      }
    }
  }

  /** <i>Owner.</i> Has the signal complete this, because a message has been handed over to it. */
  private void awaitHandover() {
    if (!cas(POLLING, WAITING)) { // the signal has come meanwhile
      state = WAITING;
      core.deliver(signal());
    }
    boolean interrupted = false;
    for (int step = 0; state == WAITING; step++) { // it comes
      interrupted |= SpinWait.pause(step);
    }
    SpinWait.restore(interrupted);
  }

  @Override
  public void withdrawn(@Nullable Notification completion) {
    core.deliver(completion);
    core.discardIfCancelled();
  }

  /** <i>Owner.</i> Returns whether this has taken messages that it has not handed over yet. */
  boolean isLingering() {
    return false;
  }

  /** <i>Owner.</i> Called when this is withdrawn. */
  void withdrawing() {}

  /** Returns whether this takes more messages after the one that a poll has found. */
  boolean isRepeating() {
    return false;
  }

  /** Ends this, in any thread, unless its owner has to, or a callback with the rest of a batch. */
  @Override
  public final @Nullable Notification cancelled() {
    while (true) {
      int now = state;
      if (now == NOTIFIED || (now == DUE && isRepeating())) {
        return null; // the owner, or the callback, does it
      }
      if (now == POLLING) {
        if (cas(POLLING, NOTIFIED)) {
          return null;
        }
        continue;
      }
      if (now == LINGERING && isRepeating()) {
        if (cas(LINGERING, DUE)) {
          return alone(); // the callback hands over what has been taken
        }
        continue;
      }
      if (now == DONE || now == WITHDRAWN || cas(now, DONE)) {
        core.forgetSignal(); // the ring is final, so no other is registered
        core.lease().releaseOf(this);
        return now == WAITING || now == LINGERING
            ? alone()
            : null; // a callback is to come, or sees it at its end
      }
    }
  }

  private static boolean isPolling(int state) {
    return state == POLLING || state == NOTIFIED;
  }

  /** Lets the owner finish its step, which takes a few instructions. */
  private int stateAfterPolling() {
    boolean interrupted = false;
    int now;
    for (int step = 0; isPolling(now = state); step++) {
      interrupted |= SpinWait.pause(step);
    }
    SpinWait.restore(interrupted);
    return now;
  }

  /** Moves along the table above; false if this is in another state. */
  final boolean cas(int from, int to) {
    return STATE.compareAndSet(this, from, to);
  }
}

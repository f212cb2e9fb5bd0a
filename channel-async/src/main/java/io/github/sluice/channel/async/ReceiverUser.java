// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.Fields;
import io.github.sluice.channel.internal.ReceiverSignal;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * An operation that has the receiver to itself until it is over: it waits for messages, and takes
 * them, in whichever thread has news of them.
 *
 * @param <T> the type of the messages
 */
abstract class ReceiverUser<T> extends ReceiverSignal implements Runnable {
  /*
   * While the receiver has a user (PollingReceiver.user), only that one comes to the receiver's end
   * of the ring. In which thread it does, the state says: whoever moves it to TAKING is there alone
   * until he moves it on, and nothing of the users' runs meanwhile, but for a collection's add: he
   * says that he has made room when he has moved it on.
   *
   * from       to         by whom
   * TAKING     WAITING    the taker, when there is nothing and he has announced this to the ring
   * TAKING     NOTIFIED   who has news while the taker is announcing this
   * NOTIFIED   TAKING     the taker, who must look again
   * WAITING    TAKING     who has news, if a message is taken for this there and then
   * WAITING    SCHEDULED  who has news, if it is taken in a callback
   * SCHEDULED  TAKING     the callback
   * TAKING     ACTING     the callback, before it hands the message to the user's code
   * ACTING     TAKING     the callback, after that
   * ACTING     SCHEDULED  the same, to let others run
   * TAKING     OVER       the taker: done, or at the end of the stream
   * ACTING     OVER       the callback: the user's code has failed
   * WAITING, SCHEDULED, ACTING
   *            OVER       the receiver's cancel()
   *            TAKING     one who withdraws this
   * TAKING     WITHDRAWN  the same, when the ring has forgotten this
   *
   * What is said of TAKING holds for NOTIFIED as well, but that the taker cannot begin to wait.
   * Others make TAKING only NOTIFIED. So the taker just writes where he goes from there, unless he
   * is going to wait; and all other changes are compare-and-sets. The writes are volatile or
   * release: so each taker sees what the one before has done at the ring's end. A signal that is
   * late may come in any state. What it means in WAITING, then, is only "look again".
   */
  static final int WAITING = 0;
  static final int SCHEDULED = 1;
  static final int TAKING = 2;
  static final int NOTIFIED = 3;
  static final int ACTING = 4;
  static final int OVER = 5;
  static final int WITHDRAWN = 6;

  private static final VarHandle STATE = Fields.handle(MethodHandles.lookup(), "state", int.class);

  private final PollingReceiver<T> receiver;
  private final ChannelCore<T> core;
  private final Callbacks callbacks;
  private volatile int state;

  /** Makes a user that is TAKING or ACTING, by the current thread, or SCHEDULED, or OVER. */
  ReceiverUser(PollingReceiver<T> receiver, ChannelCore<T> core, Callbacks callbacks, int state) {
    this.receiver = receiver;
    this.core = core;
    this.callbacks = callbacks;
    this.state = state;
  }

  final PollingReceiver<T> receiver() {
    return receiver;
  }

  final ChannelCore<T> core() {
    return core;
  }

  // ---- waiting

  /** Waits for news, as the taker; if there is some already, this returns false. */
  final boolean await() {
    if (!core.announce(this)) {
      return false;
    }
    if (!cas(TAKING, WAITING)) {
      core.unpark();
      state = TAKING;
      return false;
    }
    core.serveMissed();
    return true;
  }

  /** Waits for news other than a message, as the taker; false if there is some already. */
  final boolean idle() {
    if (!cas(TAKING, WAITING)) {
      state = TAKING;
      return false;
    }
    core.serveMissed(); // for D2, as in await
    return true;
  }

  @Override
  public final void signal() {
    while (true) {
      int now = state;
      if (now == TAKING) {
        if (cas(TAKING, NOTIFIED)) {
          return;
        }
      } else if (now != WAITING) {
        return;
      } else if (claim()) {
        callbacks.execute(this);
        return;
      }
    }
  }

  /** Leaves WAITING in the name of one who has news; false if somebody else has. */
  boolean claim() {
    return cas(WAITING, SCHEDULED);
  }

  /** Has a callback run that has been SCHEDULED. */
  final void schedule() {
    callbacks.execute(this);
  }

  // ---- taking

  /** Goes from WAITING to TAKING. */
  final boolean claimAndTake() {
    return cas(WAITING, TAKING) && forget();
  }

  /** Begins to take, as the scheduled callback; false if there is nothing to begin. */
  final boolean begin() {
    return cas(SCHEDULED, TAKING) && forget();
  }

  /** Lets go of this: the channel must not keep it, and with it what the user has. */
  private boolean forget() {
    core.unpark();
    return true;
  }

  /** Hands a message to the user's code, as the taker. */
  final void act() {
    state = ACTING;
  }

  /** Takes again after the user's code; false if this has been ended meanwhile. */
  final boolean takeAgain() {
    return cas(ACTING, TAKING);
  }

  /** Lets others run after the user's code, and goes on then, unless this has been ended. */
  final boolean reschedule() {
    if (!cas(ACTING, SCHEDULED)) {
      return false;
    }
    callbacks.execute(this);
    return true;
  }

  // ---- the end

  /** Ends this as the taker. */
  final void end() {
    STATE.setRelease(this, OVER); // the taker's last word: nobody takes after it
  }

  /** Ends this after the user's code has failed, unless it has been ended meanwhile. */
  final void endActing() {
    cas(ACTING, OVER);
  }

  /** Tells whether this has ended otherwise than by being withdrawn. */
  final boolean isOver() {
    return state == OVER;
  }

  /**
   * Withdraws this, in any thread.
   *
   * @return true for one caller, and only if there was something left to withdraw
   */
  final boolean withdraw() {
    while (true) {
      int now = goesOn() ? stateAfterTaking() : state;
      if (now == OVER || now == WITHDRAWN || isTaking(now)) {
        return false;
      }
      if (cas(now, TAKING)) {
        core.unpark();
        state = WITHDRAWN;
        receiver.free(this);
        return true;
      }
    }
  }

  /** Tells whether this will take more after what is being taken now, if that is not the end. */
  abstract boolean goesOn();

  /**
   * Called before the receiver is cancelled.
   *
   * @throws IllegalStateException if the current thread is taking
   */
  void requireOutside() {}

  /**
   * Ends this for the receiver's cancel(), in any thread; after that it does not come to the ring
   * any more.
   *
   * @return whether the caller must {@link #run} it to have it completed
   */
  final boolean endByCancel() {
    while (true) {
      int now = stateAfterTaking();
      if (now == OVER || now == WITHDRAWN) {
        return false;
      }
      if (cas(now, OVER)) {
        return now != ACTING; // then the callback sees it
      }
    }
  }

  private static boolean isTaking(int state) {
    return state == TAKING || state == NOTIFIED;
  }

  /** Lets the taker run, who needs a few instructions, or a collection's add. */
  private int stateAfterTaking() {
    boolean interrupted = false;
    int now;
    for (int looks = 0; isTaking(now = state); looks++) {
      if (looks < 100) {
        Thread.yield();
      } else {
        // Or the sleep would not be one. Made good at the end: an interrupt is a permit to go on,
        // too, which the next sleep would use up.
        interrupted |= Thread.interrupted();
        LockSupport.parkNanos(this, 50_000);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return now;
  }

  private boolean cas(int from, int to) {
    return STATE.compareAndSet(this, from, to);
  }
}

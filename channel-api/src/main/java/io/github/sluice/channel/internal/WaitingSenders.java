// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.internal.SendWaiter.Kind;
import io.github.sluice.channel.internal.SendWaiter.State;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The line of those who wait to send.
 *
 * @param <T> the type of the messages
 */
public final class WaitingSenders<T> {
  /*
   * Any thread may bring news: a waiter has come, has withdrawn, or has finished its turn; or there
   * is room, or the ring has been closed. One thread at a time acts on it, the server: whoever
   * raises `news` from zero. The others go on. So nobody blocks here, and the lists need no lock.
   *
   * A waiter goes into `arrivals`, and once more when it withdraws; the server adds it to the line,
   * or removes it (M2). It serves the first in line as long as there is room:
   *
   *   MESSAGE  reserve room, claim the waiter, claim the position, open the gate, publish (O6: the
   *            gate opens after the position is taken and before the message can be received)
   *   PERMIT   reserve room, claim the waiter, open the gate
   *   SIGNAL   claim the waiter, one at a time: the next is told when that one has had its turn; and
   *            none as long as other senders are `trying`, for they would take the room before a
   *            thread can wake up. If it has been overtaken too often, it is treated as PERMIT.
   *            Whoever has been told, or tries, may be a virtual thread whose carrier is taken. So
   *            if nothing moves for a pause of the SecondLook, the next is told all the same
   *
   * Room is reserved before the waiter is claimed, and given back if that fails, so a waiter is
   * never granted what is not there, and nothing is handed to one who has gone.
   *
   * Of senders that found no room, as many try again as the ring has places. The others queue.
   * `gate` counts MESSAGE and PERMIT waiters that are pending, from before they arrive, so that a
   * send that comes later sees them (see MpscRing.offer).
   *
   * D2, "no lost wake of a sender": the server sets `wanted`, then looks for room once more; the
   * receiver advances the head, then looks at `wanted`. If both had a full fence between their
   * write and their read, one of them would see the other. The server has; the receiver has not,
   * because its fence would cost as much as all the rest of a receive. So the receiver may miss
   * `wanted`, if it was set while the new head was still on its way to memory. Then either
   *   - the receiver comes for another message, and sees `wanted` by then; or
   *   - it goes to sleep, with a CAS, and looks after that (ChannelCore.park); or
   *   - it does neither, and the server's SecondLook finds the room: a processor holds a write back
   *     for some nanoseconds, the first pause is a millisecond, and there are ever more looks.
   *
   * What waiters and the receiver are to be told is told after the server has stepped down; and if
   * there are several to be told, then all of them before any code of the users' that this causes.
   */

  /** How often the server acts on what has come meanwhile before it offers others the role. */
  private static final int ROUNDS = 64;

  private static final VarHandle NEWS = Fields.handle(MethodHandles.lookup(), "news", int.class);
  private static final VarHandle TRYING =
      Fields.handle(MethodHandles.lookup(), "trying", int.class);

  private final MpscRing<T> ring;
  private final CallbackExecutor callbacks;
  private final MpscUnboundedAtomicArrayQueue<SendWaiter<T>> arrivals =
      new MpscUnboundedAtomicArrayQueue<>(16);

  /** How much has happened that the server has not seen; nonzero while there is a server. */
  @SuppressWarnings("unused") // by NEWS
  private volatile int news;

  // The server's. Each server sees what the one before wrote, through `news`.
  private final SenderLine<T> line;
  private boolean endOwed;
  private final SecondLook secondLook = new SecondLook(this);

  /** How many senders that have found no room try again, from 0 to the capacity. */
  private volatile int trying;

  /** A SIGNAL waiter has been told, and has not finished its turn: then it resets this. */
  private volatile boolean signalled;

  /** Those who are at it have not come for so long that one waiter is to be told all the same. */
  private volatile boolean overdue;

  WaitingSenders(MpscRing<T> ring, CallbackExecutor callbacks, int bypasses) {
    this.ring = ring;
    this.callbacks = callbacks;
    line = new SenderLine<>(ring, bypasses);
  }

  MpscRing<T> ring() {
    return ring;
  }

  int length() {
    return line.length();
  }

  /** Queues a waiter. It may have been settled when this returns. */
  public void add(SendWaiter<T> waiter) {
    if (waiter.kind != Kind.SIGNAL) {
      ring.addGate(1);
    }
    arrivals.offer(waiter);
    serve();
  }

  /** Takes a waiter out of the line; false if it is no longer pending, but has been settled. */
  public boolean withdraw(SendWaiter<T> waiter) {
    if (!waiter.leavePending(State.WITHDRAWN)) {
      return false;
    }
    openGate(waiter); // at once, so that the caller's next send finds it open, if nobody competes
    arrivals.offer(waiter);
    serve();
    return true;
  }

  /** Lets the caller try again, which it must end by {@link #stopTrying}; or not. */
  public boolean startTrying() {
    int n = trying;
    return n < ring.capacity() && TRYING.compareAndSet(this, n, n + 1);
  }

  /** A sender has tried, with whatever success. */
  public void stopTrying() {
    TRYING.getAndAdd(this, -1);
    // Volatile, both: either this sees the server's waiter, or the server sees `trying` reduced.
    if (line.length() != 0) {
      serve();
    }
  }

  /** A SIGNAL waiter that was told to try has done so, with whatever success. */
  public void turnFinished() {
    signalled = false;
    serve();
  }

  /** Acts on news, and tells a waiter of room even if others seem to be at it. */
  void serveRegardless() {
    overdue = true;
    serve();
  }

  /** Acts on news, unless another thread does. */
  void serve() {
    while ((int) NEWS.getAndAdd(this, 1) == 0 && !actOnNews()) {
      Thread.yield(); // there is no server now, and whoever brings more news becomes it
    }
  }

  /** Acts on news, as the server, for some time; false if there is still more to act on. */
  private boolean actOnNews() {
    SendWaiter<T> told = null;
    SendWaiter<T> lastTold = null;
    boolean end = false;
    int rounds = 0;
    int seen = 1; // what has made this thread the server
    do {
      linkArrivals();
      SendWaiter<T> waiter;
      while ((waiter = serveHead()) != null) {
        if (lastTold == null) {
          told = waiter;
        } else {
          lastTold.next = waiter;
        }
        lastTold = waiter;
      }
      end |= endOwed;
      endOwed = false;
      seen = (int) NEWS.getAndAdd(this, -seen) - seen;
    } while (seen != 0 && ++rounds < ROUNDS);
    if (seen != 0) {
      NEWS.getAndSet(this, 0); // what is added until here, the caller or the next server sees
    }
    tell(told, end);
    return seen == 0;
  }

  /** Tells those who were served, now that another thread may be the server. */
  private void tell(@Nullable SendWaiter<T> told, boolean end) {
    if (told == null ? end : end || told.next != null || TailWord.isParked(told.claimed)) {
      callbacks.runTogether(() -> tellAll(told, end));
    } else if (told != null) {
      told.settle();
    }
  }

  /** Tells them in order, and the receiver. */
  private void tellAll(@Nullable SendWaiter<T> told, boolean end) {
    SendWaiter<T> next;
    for (SendWaiter<T> waiter = told; waiter != null; waiter = next) {
      next = waiter.next; // now: a settled waiter may be queued again at once
      waiter.next = null;
      if (TailWord.isParked(waiter.claimed)) {
        ring.wakeReceiver(waiter.claimed);
      }
      waiter.settle();
    }
    if (end) {
      ring.wakeAtEnd();
    }
  }

  private void linkArrivals() {
    // relaxedPoll does not wait for one who is just about to arrive: his own serve() comes later.
    SendWaiter<T> waiter;
    while ((waiter = arrivals.relaxedPoll()) != null) {
      boolean pending = waiter.state() == State.PENDING;
      if (pending && !waiter.linked) {
        line.add(waiter);
      } else if (!pending && waiter.linked) {
        line.remove(waiter);
      }
    }
  }

  /** Serves the head of the line, and returns it, or returns null if it has to go on waiting. */
  private @Nullable SendWaiter<T> serveHead() {
    while (true) {
      SendWaiter<T> waiter = line.head();
      if (waiter == null) {
        ring.want(RingWords.NOBODY);
        return null;
      }
      if (SenderLine.competes(waiter) && othersAreAtIt() && !ring.isClosed()) {
        ring.want(line.overtakenAt(waiter));
        if (othersAreAtIt()) { // again: the receiver may have parked before it could see that
          secondLook.request();
          return null;
        }
      }
      SendResult room = room(waiter);
      if (room == SendResult.FULL && ring.wantNow()) {
        room = room(waiter);
      }
      if (room == SendResult.FULL) {
        secondLook.request();
        return null;
      }
      line.remove(waiter);
      if (room == SendResult.CLOSED ? refuse(waiter) : grant(waiter)) {
        return waiter;
      }
    }
  }

  /** Tells whether somebody has to finish first who then brings news, so that none is told now. */
  private boolean othersAreAtIt() {
    if (ring.gateVolatile() != 0) { // one who is just about to arrive
      return true;
    }
    return !overdue && (signalled || (trying != 0 && !ring.isReceiverParked()));
  }

  private SendResult room(SendWaiter<T> waiter) {
    if (SenderLine.competes(waiter)) {
      return ring.room();
    }
    // A user may hold a permit for long; what is reserved for another waiter is used up soon.
    int most = waiter.kind == Kind.PERMIT ? TailWord.MOST_HELD : TailWord.MAX_PERMITS;
    return ring.tryReserve(waiter.places, most, true);
  }

  private boolean refuse(SendWaiter<T> waiter) {
    if (!waiter.leavePending(State.CLAIMED)) {
      return false;
    }
    openGate(waiter);
    waiter.outcome = State.REFUSED;
    return true;
  }

  /** Grants a waiter what has been reserved; or, if it has gone, gives that back. */
  private boolean grant(SendWaiter<T> waiter) {
    if (!waiter.leavePending(State.CLAIMED)) {
      if (!SenderLine.competes(waiter)) {
        endOwed |= ring.releasePermits(waiter.places);
      }
      return false;
    }
    waiter.outcome = State.GRANTED;
    line.granted();
    switch (waiter.kind) {
      case MESSAGE -> place(waiter);
      case PERMIT -> openGate(waiter);
      case SIGNAL -> {
        if (SenderLine.competes(waiter)) {
          overdue = false;
          signalled = true; // only then written here: the one told before may be resetting it
        }
      }
    }
    return true;
  }

  private void place(SendWaiter<T> waiter) {
    long claimed = ring.claimPermitted();
    openGate(waiter);
    if (TailWord.isCancelled(claimed)) {
      endOwed |= ring.releasePermits(1);
      waiter.outcome = State.REFUSED;
      return;
    }
    ring.publish(claimed, Objects.requireNonNull(waiter.message));
    waiter.message = null;
    waiter.claimed = claimed;
  }

  private void openGate(SendWaiter<T> waiter) {
    if (waiter.kind != Kind.SIGNAL) {
      ring.addGate(-1);
    }
  }
}

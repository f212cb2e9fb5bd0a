// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.queue;

import static io.github.sluice.channel.internal.ring.TailWord.NO_POSITION;

import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.ReceiverSignal;
import io.github.sluice.channel.internal.base.StackReserve;
import io.github.sluice.channel.internal.queue.SendWaiter.State;
import io.github.sluice.channel.internal.ring.MpscRing;
import io.github.sluice.channel.internal.ring.TailWord;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The queue of sends and of requests for permits that wait for capacity. */
public final class SendQueue<T> {
  /*
   * A combiner works on the queue (flat combining: Hendler, Incze, Shavit and Tzafrir, SPAA 2010),
   * with a work-in-progress counter as in the drain loops of reactive streams. An event (a waiter
   * has arrived or withdrawn, capacity has been released, the ring has been closed) is published
   * first; then `wip` is raised. The thread that raises it from zero is the combiner until it has
   * lowered it to zero again; the others return. So no thread blocks here, and the combiner's fields
   * need no lock: each combiner sees, through `wip`, what the one before wrote.
   *
   * Waiters arrive and withdraw through two stacks, linked through the waiters themselves: nothing
   * is allocated. The combiner takes the withdrawals first, so a waiter that it finds withdrawn has
   * arrived before.
   *
   * The waiter at the head is granted as soon as there is capacity for it. The combiner claims the
   * waiter, which cannot withdraw any more; claims a position in the ring, or reserves the permits;
   * and publishes the message. So no waiter depends on another waiter's thread, nor on a timer.
   * There are two kinds of waiters:
   *
   *   FIFO      nothing overtakes it: the ring's gate is shut from before it arrives until it is
   *             granted, by the same CAS (O5, O6). Behind a shut gate, capacity is not lost once
   *             seen (I6 of MpscRing), so a claimed waiter is granted or, if the ring is closed
   *             meanwhile, refused. (At capacity 0 it is given back if the receiver gives up.)
   *   BARGING   senders that arrive may take the capacity first: a running thread sends more with
   *             it than one that has to be woken. If that happens between claiming the waiter and
   *             claiming the position, the waiter is given back. When so much has overtaken it as
   *             `bypasses` says, it becomes a FIFO waiter. FIFO waiters go first.
   *
   * A withdrawn waiter waits until the combiner has acknowledged that: then the gate is open again
   * if it was the last FIFO waiter, and the next waiter has been granted. A combiner runs no user
   * code and does not wait, so this takes some hundred instructions at most.
   *
   * D2, a Dekker handshake, "no lost wake of a sender": the combiner writes `notifyAt`, then reads
   * the head once more; the receiver writes the head, then reads `notifyAt` (isGrantDue). All four
   * are volatile, so one of the two sees what the other wrote. The same with the permits in the
   * tail in place of the head (hasWaiters).
   *
   * The end of the stream, if a future of it is to complete, waits as the last waiter does: when the
   * ring is closed and the queue empty, `notifyAt` is the tail, and the combiner, the receiver at
   * that position, and a thread that has used or returned a permit look whether the stream has
   * ended. D2 holds: each moves the head or the tail, then reads `notifyAt`; the combiner writes
   * `notifyAt`, then reads both.
   *
   * Between winning `wip` and leaving it, nothing is allocated, and there is enough stack
   * (StackReserve). Waiters are settled, and notifications collected, after the role has been left.
   */

  /** How many messages may overtake the first barging waiter before it becomes a FIFO waiter. */
  public static final int BYPASSES = 1024;

  /** How often the combiner looks for more to do before it settles those that are over. */
  private static final int ROUNDS = 64;

  private final MpscRing<T> ring;
  private final int bypasses;

  /** The work-in-progress counter; not zero while there is a combiner. */
  private final AtomicInteger wip = new AtomicInteger();

  /** The stack of the waiters that have arrived, the last one on top. */
  private final AtomicReference<@Nullable SendWaiter<T>> arrived = new AtomicReference<>();

  /** The stack of the waiters that have withdrawn, the last one on top. */
  private final AtomicReference<@Nullable SendWaiter<T>> withdrawn = new AtomicReference<>();

  /** What is notified, once, when a sender waits or the ring is closed: see {@link #watch}. */
  private final AtomicReference<@Nullable ReceiverSignal> watcher = new AtomicReference<>();

  /** What is notified when the stream has ended, if that is wanted. */
  private final AtomicReference<@Nullable ReceiverSignal> end = new AtomicReference<>();

  // The combiner's.
  private final WaiterList<T> fifo = new WaiterList<>();
  private final WaiterList<T> barging = new WaiterList<>();
  private long grants;

  /** Written by the combiner. */
  private volatile int length;

  /** Another number than {@link #BYPASSES} is for tests. */
  public SendQueue(MpscRing<T> ring, int bypasses) {
    this.ring = ring;
    this.bypasses = bypasses;
  }

  public int length() {
    return length;
  }

  /**
   * Queues a waiter. It may be over when this returns.
   *
   * @return what is to be delivered
   * @throws StackOverflowError if there is too little stack; nothing has happened then
   */
  public @Nullable Notification add(SendWaiter<T> waiter) {
    if (!waiter.barging) {
      ring.shutGate();
    }
    SendWaiter<T> top;
    do {
      top = arrived.get();
      waiter.next = top;
    } while (!arrived.compareAndSet(top, waiter));
    return drain();
  }

  /**
   * Withdraws a waiter, and grants what that makes possible. When this returns true, the waiter
   * delays no other, and {@link SendWaiter#caused} is to be delivered.
   *
   * @return true for one caller, and only if the waiter was pending
   */
  public boolean withdraw(SendWaiter<T> waiter) {
    if (waiter.state() != State.PENDING || !waiter.leavePending(State.WITHDRAWN)) {
      return false;
    }
    waiter.addCaused(forget(waiter));
    return true;
  }

  /** Takes a waiter that has withdrawn out of the queue. */
  @Nullable Notification forget(SendWaiter<T> waiter) {
    SendWaiter<T> top;
    do {
      top = withdrawn.get();
      waiter.nextWithdrawn = top;
    } while (!withdrawn.compareAndSet(top, waiter));
    Notification due = drain();
    waiter.awaitChange(State.WITHDRAWN); // if another thread is the combiner
    return due;
  }

  /**
   * Acts on what has been published, unless another thread is the combiner and does so. The caller
   * has called {@link StackReserve#require} before the effect that it has published.
   */
  public @Nullable Notification drain() {
    Notification due = null;
    while (true) {
      if (wip.getAndIncrement() != 0) {
        return due;
      }
      Notification over = null;
      int missed = 1; // the event that has made this thread the combiner
      try {
        for (int round = 0; missed != 0 && round < ROUNDS; round++) {
          over = Notification.concat(over, grantAll());
          missed = wip.addAndGet(-missed);
        }
      } finally {
        if (missed != 0) {
          wip.set(0); // there is more to do, and no combiner from now on
        }
      }
      due = Notification.concat(due, settle(over));
      if (missed == 0) {
        return Notification.concat(due, Notification.concat(signalWatcher(), signalEnd()));
      }
      Thread.yield(); // a thread that publishes something meanwhile becomes the combiner
    }
  }

  /**
   * <i>Receiver.</i> Has a signal notified, once, when a sender is queued that was not there before
   * this, or has come since the last time; or when the ring is closed. Null ends that.
   *
   * <p>A Dekker handshake: the receiver writes `watcher`, then reads `notifyAt` or the tail; the
   * combiner writes `notifyAt`, or the tail has been closed, and then it reads `watcher`.
   */
  public void watch(@Nullable ReceiverSignal signal) {
    if (watcher.get() != signal) {
      watcher.set(signal);
    }
  }

  private @Nullable Notification signalWatcher() {
    if (watcher.get() == null || !(ring.hasWaiters() || ring.isClosed())) {
      return null;
    }
    ReceiverSignal signal = watcher.getAndSet(null);
    return signal == null ? null : signal.signal();
  }

  /**
   * Has a signal notified when the stream has ended, perhaps more than once; the first one that is
   * given counts. The caller has called {@link StackReserve#require}.
   */
  public @Nullable Notification watchEnd(ReceiverSignal signal) {
    return end.compareAndSet(null, signal) ? drain() : null;
  }

  /** Notifies the signal of the end, if there is one and the stream has ended. */
  public @Nullable Notification signalEnd() {
    ReceiverSignal signal = end.get();
    return signal != null && ring.isTerminated() ? signal.signal() : null;
  }

  /** Settles waiters that are over; another thread may be the combiner by now. */
  @SuppressWarnings("unchecked")
  private @Nullable Notification settle(@Nullable Notification over) {
    Notification due = null;
    Notification rest = over;
    while (rest != null) {
      SendWaiter<T> waiter = (SendWaiter<T>) Notification.first(rest);
      rest = Notification.rest(rest);
      long claimed = waiter.claimed; // a settled waiter may be queued again at once
      if (TailWord.isParked(claimed)) {
        due = Notification.concat(due, ring.signalReceiver(claimed));
      }
      due = Notification.concat(due, waiter.settle());
    }
    return due;
  }

  // ---- the combiner

  /** Brings the queue up to date and grants or refuses what can be; returns the waiters. */
  private @Nullable Notification grantAll() {
    SendWaiter<T> left = takeArrivedAndWithdrawn();
    Notification over = null;
    SendWaiter<T> waiter;
    while ((waiter = grantHead()) != null) {
      over = Notification.concat(over, waiter.alone());
    }
    acknowledge(left); // after the grants that their withdrawals make possible
    return over;
  }

  /** Returns the stack of withdrawals, whose waiters are not in the queue any more. */
  private @Nullable SendWaiter<T> takeArrivedAndWithdrawn() {
    SendWaiter<T> left = withdrawn.get() == null ? null : withdrawn.getAndSet(null);
    if (arrived.get() != null) { // after `withdrawn`: see above
      enqueue(reversed(arrived.getAndSet(null)));
    }
    for (SendWaiter<T> waiter = left; waiter != null; waiter = waiter.nextWithdrawn) {
      if (waiter.queued) {
        remove(waiter);
      }
    }
    return left;
  }

  private static <T> void acknowledge(@Nullable SendWaiter<T> left) {
    SendWaiter<T> next;
    for (SendWaiter<T> waiter = left; waiter != null; waiter = next) {
      next = waiter.nextWithdrawn;
      waiter.nextWithdrawn = null;
      waiter.acknowledge(); // the last access: its owner may use it again
    }
  }

  private static <T> @Nullable SendWaiter<T> reversed(@Nullable SendWaiter<T> last) {
    SendWaiter<T> first = null;
    SendWaiter<T> next;
    for (SendWaiter<T> waiter = last; waiter != null; waiter = next) {
      next = waiter.next;
      waiter.next = first;
      first = waiter;
    }
    return first;
  }

  private void enqueue(@Nullable SendWaiter<T> first) {
    SendWaiter<T> next;
    for (SendWaiter<T> waiter = first; waiter != null; waiter = next) {
      next = waiter.next;
      waiter.next = null;
      listOf(waiter).addLast(waiter);
      waiter.queued = true;
      length = length + 1;
    }
  }

  /** Takes a waiter out of the queue; a FIFO waiter may be the last one behind the gate. */
  private void remove(SendWaiter<T> waiter) {
    listOf(waiter).remove(waiter);
    waiter.queued = false;
    length = length - 1;
    if (!waiter.barging) {
      ring.leaveGate();
    }
  }

  private WaiterList<T> listOf(SendWaiter<T> waiter) {
    return waiter.barging ? barging : fifo;
  }

  /** Grants or refuses the waiter at the head and returns it, or null if it has to wait on. */
  private @Nullable SendWaiter<T> grantHead() {
    while (true) {
      SendWaiter<T> waiter = head();
      if (waiter == null) {
        ring.notifyAt(positionOfEnd());
        return null;
      }
      if (!fits(waiter)) {
        return null;
      }
      if (!waiter.leavePending(State.CLAIMED)) {
        remove(waiter); // withdrawn, and about to say so
      } else if (grant(waiter)) {
        remove(waiter);
        grants++;
        return waiter;
      } else {
        waiter.unclaim();
      }
    }
  }

  /**
   * Returns where the stream ends, as far as it is known, or NO_POSITION if nothing waits for it.
   */
  private long positionOfEnd() {
    long tail = ring.tailVolatile();
    return end.get() != null && TailWord.isClosed(tail) ? TailWord.position(tail) : NO_POSITION;
  }

  /** Returns the waiter that is next, or null if there is none. */
  private @Nullable SendWaiter<T> head() {
    SendWaiter<T> first = barging.head();
    if (first != null) {
      long position = TailWord.position(ring.tailVolatile());
      if (first.firstAt == NO_POSITION) {
        first.firstAt = position;
        first.firstGrants = grants;
      } else if (position - first.firstAt >= TailWord.positions(bypasses)
          || grants - first.firstGrants >= bypasses) {
        barging.remove(first);
        first.barging = false;
        ring.shutGate();
        fifo.addLast(first);
      }
    }
    return fifo.head() != null ? fifo.head() : barging.head();
  }

  /** Returns whether a waiter can be granted now, or refused; if not, sets the threshold (D2). */
  private boolean fits(SendWaiter<T> waiter) {
    long tail = ring.tailVolatile();
    while (!fits(waiter, tail)) {
      long firstFree = TailWord.firstFree(tail);
      ring.notifyAt(ring.positionToFit(tail, waiter.isSend ? waiter.permits + 1 : waiter.permits));
      tail = ring.tailVolatile(); // once more, after `notifyAt`
      if (TailWord.firstFree(tail) - firstFree >= 0) {
        return fits(waiter, tail);
      }
      // Permits have been returned meanwhile, perhaps by a thread that read `notifyAt` before and
      // saw no waiter. The threshold is lower now.
    }
    return true;
  }

  private boolean fits(SendWaiter<T> waiter, long tail) {
    return TailWord.isClosed(tail) // then the waiter is to be refused
        || ring.fits(tail, waiter.isSend, waiter.permits);
  }

  /** Grants or refuses a claimed waiter; false if another sender has taken the capacity. */
  private boolean grant(SendWaiter<T> waiter) {
    boolean opens = !waiter.barging && ring.beginOpening(1);
    long tail = ring.claimForWaiter(waiter.isSend, waiter.permits, opens);
    if (TailWord.isClosed(tail)) {
      waiter.outcome = State.REFUSED;
      return true;
    }
    if (!TailWord.admitsSenders(tail)) {
      return false;
    }
    waiter.outcome = State.GRANTED;
    if (waiter.isSend) {
      waiter.claimed = tail;
      T message = Objects.requireNonNull(waiter.message);
      waiter.message = null;
      ring.publish(tail, message, waiter.permits);
    }
    return true;
  }
}

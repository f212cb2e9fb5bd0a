// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.ring;

import static io.github.sluice.channel.internal.ring.TailWord.*;

import io.github.sluice.channel.internal.base.SpinWait;
import io.github.sluice.channel.internal.base.StackReserve;
import org.jspecify.annotations.Nullable;

/** A ring into which every message goes: a full ring gives up its oldest message for it. */
public final class EvictingRing<T> extends MpscRing<T> {
  /*
   * A sender that finds the ring full claims a position all the same. Before it writes its slot it
   * sees to it that the position a capacity before is free: it removes the oldest message if that
   * is the one at this position. So each send evicts one message at most, and the ring is never seen
   * to be empty meanwhile: position(tail) - head exceeds the capacity for a moment, not the messages
   * that are written.
   *
   * Senders and the receiver take messages here, so taking needs an agreement that the other rings
   * do not need: the thread that empties the slot of the oldest position, by a CAS, has the message,
   * and it alone advances the head, because every other thread waits for the slot to be written.
   * (It may find that the head has moved: then the slot had been used again for the same object. It
   * puts the object back; no thread has passed the empty slot meanwhile.)
   *
   * A sender that has evicted advances the head by a release write. Nothing but the next senders and
   * the receiver depend on it, which wait until they see it; and its own slot is written after it,
   * by release, so a thread that sees the message sees the head.
   *
   * A thread waits for another one that is between two steps of taking or writing, as a receiver
   * does in every ring. No waiter is ever queued, and there are no permits, so the gate stays open.
   */

  /** Written by the receiver; after a cancel there may be two, and then one count may be lost. */
  private volatile long received;

  public EvictingRing(int capacity) {
    this(capacity, 0);
  }

  EvictingRing(int capacity, long start) {
    super(capacity, start);
  }

  // ---- senders

  /** Says that there is no capacity, whether there is: {@link #claimAlways} does the same then. */
  @Override
  public long offer(T message) {
    return withGate(tailVolatile(), GATE_SHUT);
  }

  /**
   * Claims the next position, full or not, unless the ring is closed; {@link #evict} and {@link
   * #publish} must follow. Returns the tail before.
   */
  public long claimAlways() {
    while (true) {
      long tail = tailVolatile();
      if (TailWord.isClosed(tail) || casTail(tail, (tail + ONE_POSITION) & ~PARKED)) {
        return tail;
      }
    }
  }

  /**
   * Frees the slot of a position that the caller has claimed.
   *
   * @return the message that had to go, or null if none had to
   */
  public @Nullable T evict(long claimed) {
    long oldest = position(claimed) - positions(capacity());
    if (limitVolatile() - position(claimed) > 0) {
      return null;
    }
    T evicted = headVolatile() == oldest ? take(oldest, peekWritten(oldest)) : null;
    return evicted == null ? evictOrWait(oldest) : evicted(oldest, evicted);
  }

  /** An earlier send evicts, or writes, or the receiver takes the message; or there is capacity. */
  private @Nullable T evictOrWait(long oldest) {
    boolean interrupted = false;
    T evicted = null;
    long head;
    for (int step = 0; evicted == null && (head = headVolatile()) - oldest <= 0; step++) {
      evicted = head == oldest ? take(oldest, peekWritten(oldest)) : null;
      if (evicted == null) {
        interrupted |= SpinWait.pauseMounted(step);
      }
    }
    SpinWait.restore(interrupted);
    if (evicted != null) {
      return evicted(oldest, evicted);
    }
    LIMIT.setRelease(this, headVolatile() + positions(capacity()));
    return null;
  }

  private T evicted(long oldest, T message) {
    headOfEviction(oldest + ONE_POSITION); // release; pairs with every read of the head
    return message;
  }

  /** Takes a message out of its slot; null if it is not there, or is not the oldest. */
  private @Nullable T take(long head, @Nullable T message) {
    if (message == null || !SLOT.compareAndSet(slots, slot(head), message, null)) {
      return null;
    }
    if (headVolatile() != head) { // the slot's next message, which is the same object
      SLOT.setVolatile(slots, slot(head), message);
      return null;
    }
    return message;
  }

  // ---- receiver

  @Override
  public @Nullable T peek(int steps) {
    while (true) {
      refreshOwnHead(); // a sender may have moved it
      T message = super.peek(steps);
      if (message == null || headVolatile() == ownHead()) {
        return message;
      }
    }
  }

  @Override
  public boolean tryRemove(T message, long head) {
    StackReserve.require(); // from the slot to the head
    return removeInReserve(message, head);
  }

  private boolean removeInReserve(T message, long head) {
    if (take(head, message) == null) {
      refreshOwnHead();
      return false;
    }
    received = received + 1;
    return advanceHead(head, head + ONE_POSITION); // true: no other thread advances it now
  }

  /** <i>Receiver.</i> Counts the message that has been removed last as one that is not received. */
  public void notReceived() {
    received = received - 1;
  }

  @Override
  public boolean remove(T message, boolean last) {
    return removeInReserve(message, ownHead()); // the caller has called StackReserve.require
  }

  /** Does nothing: every removal is visible at once. */
  @Override
  public void publishHead() {}

  @Override
  public @Nullable T pollCancelled() {
    while (true) {
      long head = headVolatile();
      if (position(tailVolatile()) == head) {
        return null;
      }
      T message = take(head, awaitWrite(head, SpinWait.FOREVER));
      if (message != null) {
        casHead(head, head + ONE_POSITION);
        return message;
      }
    }
  }

  // ---- the state

  @Override
  public long received() {
    return received;
  }

  @Override
  public int size() {
    return Math.min(super.size(), capacity()); // a send that evicts has claimed before
  }

  @Override
  public int remainingCapacity() {
    return Math.max(super.remainingCapacity(), 0);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.ring;

import static io.github.sluice.channel.internal.ring.TailWord.*;

import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.ReceiverSignal;
import io.github.sluice.channel.internal.base.SpinWait;
import io.github.sluice.channel.internal.base.StackReserve;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue for many senders and one receiver, of exactly the capacity asked for. It can be
 * closed, capacity can be reserved, it can be reserved for senders that wait, and its receiver can
 * register to be notified.
 *
 * <p>The methods marked <i>receiver</i> are for one thread at a time, which {@code ReceiverLease}
 * sees to. Nothing here waits, except for a sender that has claimed the next position and not yet
 * written its slot.
 *
 * <p>The subclasses differ in what is capacity: a receiver that waits, the oldest message, a
 * weight. As long as a program creates none of them their methods are inlined as if final.
 */
public sealed class MpscRing<T> extends RingFields.Padded
    permits RendezvousRing, EvictingRing, WeightedRing {
  /*
   * The ring is an array of a power of two slots, of which at most `capacity` are in use. A
   * position counts messages since the ring was made; its low bits are the slot. The next position
   * is in one word with the permits, the gate, PARKED and the end of the stream (see TailWord), so
   * that the one compare-and-set that a send makes anyway decides all of them. A send claims the
   * position in `tail`, then writes its slot (a batch: several, in order); a receive takes the
   * slot's message, empties the slot, then advances `head`.
   *
   * I1  head <= position(tail), and position(tail) - head + permits <= capacity.
   * I2  A slot is null, unless its position is in [head, tail) and its sender has written it.
   * I3  limit <= head + capacity. It saves senders from reading `head`, which the receiver writes.
   * I4  PARKED is set only while position(tail) = head. The thread that clears it, by claiming that
   *     position or by ending the stream, notifies the receiver; the receiver may also clear it.
   * I5  A closed tail is never opened again, so the end, once seen in one reading, is for good.
   * I6  While the gate is not open only the combiner claims capacity, for waiters, so that capacity
   *     which the combiner has seen cannot be lost.
   *
   * Access   | by senders                 | by the receiver               | what for
   * tail     | volatile read, CAS         | volatile read, CAS            | I1, I4, I5, I6; send order
   * slot     | release write              | acquire read, plain null      | contents of the message
   * head     | volatile read              | volatile read, CAS; in a      | a slot is reused after it is
   *          |                            | batch release, then volatile  | empty; real-time order
   * recent-  | plain                      | plain write                   | a guess, which a CAS confirms:
   *   Tail   |                            |                               | see record 16
   * ownHead  | -                          | plain                         | a copy: see record 16
   * limit    | volatile read, release     | -                             | passes on what `head` said
   * notifyAt | volatile write, by the     | volatile read                 | D2, see SendQueue
   *          | combiner                   |                               |
   *
   * Real-time order: a send, receive or close takes effect by a CAS of `tail` or `head`, or by a
   * volatile write of `head`, before it returns; and an answer that denies something (FULL, empty,
   * not terminated, a size) is given after volatile reads of both. All of these are in one total
   * order (JLS 17.4.3), so an operation that begins after another has returned sees its effect.
   * `limit` and the slots are read more weakly, but alone they only ever permit.
   *
   * D1, a Dekker handshake by one word, "no lost wake of the receiver": the receiver sets PARKED by
   * a CAS that fails if a position has been claimed; a sender claims by a CAS on the same word and
   * sees PARKED, or comes first.
   *
   * The claim-then-write scheme with one CAS and a limit is that of JCTools' MpscArrayQueue; the
   * bit beside the index is from its MpscBlockingConsumerArrayQueue. Both are by Nitsan Wakart and
   * others, https://github.com/JCTools/JCTools. (Their rings advance the head by a release write,
   * which may become visible after the receive has returned.)
   */

  static final int MAX_CAPACITY = 1 << 30;

  /** From so many slots on, a MiB, a failed allocation is due to the capacity. */
  private static final int LARGE = 1 << 18;

  /** Two or three microseconds on x86; 4 to 16 are too short to help, 256 do not help more. */
  private static final int PAUSES_AFTER_LOST_CAS = 64;

  static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

  private final int capacity;
  final @Nullable Object[] slots;
  private final int mask;

  /**
   * The receiver's last registration; counts if PARKED is set. Written by the receiver alone. It is
   * no field, because senders read what would be on the same cache line.
   */
  private final AtomicReference<@Nullable ReceiverSignal> receiver = new AtomicReference<>();

  /** The position of the message that the last registration waits for. */
  private final AtomicLong registeredAt = new AtomicLong();

  public MpscRing(int capacity) {
    this(capacity, 0);
  }

  /** With another first position than 0: for tests, such as of the wrap-around. */
  MpscRing(int capacity, long start) {
    this(capacity, capacity, start);
  }

  /** With at least so many slots, which is the capacity unless that is 0. */
  MpscRing(int capacity, int slotsNeeded, long start) {
    if (slotsNeeded < 1 || capacity > MAX_CAPACITY) {
      throw new IllegalArgumentException(
          "capacity must be from 0 to "
              + MAX_CAPACITY
              + ", not "
              + capacity
              + (capacity <= MAX_CAPACITY
                  ? ""
                  : "; even the largest takes "
                      + (MAX_CAPACITY >> 18)
                      + " to "
                      + (MAX_CAPACITY >> 17)
                      + " MiB of heap, so choose how many messages may wait"));
    }
    this.capacity = capacity;
    int length = slotsNeeded == 1 ? 1 : Integer.highestOneBit(slotsNeeded - 1) << 1;
    slots = newSlots(length, capacity);
    mask = length - 1;
    long position = positions(start);
    casTail(0, position);
    headRelease(position);
    LIMIT.setRelease(this, position + positions(capacity));
  }

  private static @Nullable Object[] newSlots(int length, int capacity) {
    try {
      return new Object[length];
    } catch (OutOfMemoryError tooLarge) {
      if (length < LARGE) {
        throw tooLarge;
      }
      throw new IllegalArgumentException(
          "capacity "
              + capacity
              + " takes "
              + (length >> 18)
              + " to "
              + (length >> 17)
              + " MiB of heap at once, and the heap has "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MiB. Choose how many messages may wait, or a larger heap",
          tooLarge);
    }
  }

  // ---- senders

  /**
   * Puts a message in, if there is capacity that is not reserved for a waiter.
   *
   * @return the tail before. If {@link TailWord#admitsSenders} is true of it, the message is in the
   *     ring, and if the tail is PARKED, {@link #signalReceiver} must follow. Otherwise the ring is
   *     closed, or else full.
   */
  public long offer(T message) {
    long tail = claim();
    if (TailWord.admitsSenders(tail)) {
      try {
        publish(tail, message);
      } catch (StackOverflowError interpreted) {
        // The position is claimed and must be written. A plain store needs no call and so no
        // stack; the CAS before it is a release as well.
        slots[(int) (tail >>> POSITION_SHIFT) & mask] = message;
      }
    }
    return tail;
  }

  /** As {@link #offer}, but the caller must publish the message next, if a position is claimed. */
  long claim() {
    // The CAS confirms the guess, so it is as good as a volatile read; a "no" is not, see fits().
    long tail = recentTail();
    return admitsUnparked(tail) && fits(tail, 1) && casTail(tail, tail + ONE_POSITION)
        ? tail
        : claimAtTail(1, 0);
  }

  /** Claims so many positions, and permits that belong to their messages, if there is capacity. */
  final long claimAtTail(int messages, int permits) {
    long tail = tailVolatile();
    while (true) {
      if (!TailWord.admitsSenders(tail)) {
        return tail;
      }
      if (!fits(tail, messages + permits)) {
        return withGate(tail, GATE_SHUT);
      }
      if (isParked(tail)) {
        StackReserve.require(); // from here to the signal, which no other thread would give
      }
      if (casTail(tail, (tail + positions(messages) + permits * ONE_PERMIT) & ~PARKED)) {
        return tail;
      }
      backOff();
      tail = tailVolatile();
    }
  }

  /**
   * As {@link #offer}, for several messages, which one CAS claims: all of them or none. The caller
   * has called {@link StackReserve#require}, for everything up to the signal.
   */
  public long offerAll(T[] messages) {
    long tail = claimAtTail(messages.length, 0);
    if (TailWord.admitsSenders(tail)) {
      int i = 0;
      try {
        for (; i < messages.length; i++) {
          publish(tail + positions(i), messages[i]);
        }
      } catch (StackOverflowError unreserved) { // as in offer
        for (; i < messages.length; i++) {
          slots[((int) (tail >>> POSITION_SHIFT) + i) & mask] = messages[i];
        }
      }
    }
    return tail;
  }

  /**
   * Returns whether messages or permits fit. A "no" is true of the instant at which the tail was
   * read, because the head, which only grows, is read after it; not if the tail is a guess.
   */
  public boolean fits(long tail, int needed) {
    long end = firstFree(tail) + positions(needed);
    // An acquire would do; pairs with the release below in another sender, which had read the head.
    long known = limitVolatile();
    if (known - end >= 0) {
      return true;
    }
    // Volatile; pairs with the write of the head in remove: a receive that was over is seen.
    long limit = headVolatile() + positions(capacity);
    if (limit != known) {
      // May overwrite a later limit: then a sender reads the head once more.
      LIMIT.setRelease(this, limit);
    }
    return limit - end >= 0;
  }

  /**
   * Leaves the tail to other senders after a lost CAS. Two that continue at once take its cache
   * line from each other for every message; so one sends some messages undisturbed meanwhile.
   */
  private static void backOff() {
    for (int i = 0; i < PAUSES_AFTER_LOST_CAS; i++) {
      Thread.onSpinWait();
    }
  }

  /** Writes the message to the position that the caller has claimed. */
  public void publish(long claimed, T message) {
    // Release; pairs with the acquire in peekWritten, so that the receiver sees what the message
    // refers to (H1). The slot is empty: fits() read a head that was written after it was emptied.
    SLOT.setRelease(slots, slot(claimed), message);
  }

  /** As {@link #publish(long, Object)}, for a message beside which permits have been reserved. */
  public void publish(long claimed, T message, int permits) {
    publish(claimed, message);
  }

  /** Returns how many permits are reserved beside a message, for as long as it is held. */
  public int permitsBeside(T message) {
    return 0;
  }

  /** Returns the permits of the message at a position that has not been removed yet. */
  int permitsAt(long position) {
    return 0;
  }

  /** Notifies the receiver that was PARKED in the tail at which the caller claimed a position. */
  public @Nullable Notification signalReceiver(long tail) {
    // Acquires would do; they pair with the releases in register. The thread that cleared PARKED
    // sees what that registration wrote, or a later one, which is not meant. A registration may
    // also come between the comparison and the signal: a thread or an operation allows a late
    // signal, and a waker's signal is not armed again before it has been delivered.
    ReceiverSignal signal = receiver.get();
    return signal != null && registeredAt.getAcquire() == position(tail) ? signal.signal() : null;
  }

  /** Notifies the receiver that was PARKED when the stream ended: the position moves no more. */
  public @Nullable Notification signalEnd() {
    return signalReceiver(tailVolatile());
  }

  // ---- permits

  /** As {@link #offer}, for permits: all of them or none. */
  public long tryReserve(int permits) {
    while (true) {
      long tail = tailVolatile();
      if (!TailWord.admitsSenders(tail)) {
        return tail;
      }
      if (!fits(tail, false, permits)) {
        return withGate(tail, GATE_SHUT);
      }
      if (casTail(tail, tail + permits * ONE_PERMIT)) {
        return tail;
      }
    }
  }

  /** Returns whether permits fit, and a message if it is a send, into capacity and tail. */
  public boolean fits(long tail, boolean isSend, int permits) {
    return permits(tail) <= MAX_PERMITS - permits && fits(tail, isSend ? permits + 1 : permits);
  }

  /**
   * Turns a permit into a claimed position, which must be published next, unless the ring has been
   * cancelled: then the caller keeps the permit. Returns the tail before.
   */
  public long claimPermitted() {
    while (true) {
      long tail = tailVolatile();
      if (TailWord.isCancelled(tail)
          || casTail(tail, (tail + ONE_POSITION - ONE_PERMIT) & ~PARKED)) {
        return tail;
      }
    }
  }

  /** Returns permits unused; true if {@link #signalEnd} must follow. */
  public boolean releasePermits(int permits) {
    while (true) {
      long tail = tailVolatile();
      long next = tail - permits * ONE_PERMIT;
      boolean ends = endsParked(next);
      if (casTail(tail, ends ? next & ~PARKED : next)) {
        return ends;
      }
    }
  }

  // ---- the gate

  /** Shuts the gate for a FIFO waiter that is about to be queued, and counts it. */
  public void shutGate() {
    addFifoWaiters(1); // before the gate is looked at: see beginOpening
    while (true) {
      long tail = tailVolatile();
      if (gate(tail) == GATE_SHUT || casTail(tail, withGate(tail, GATE_SHUT))) {
        return;
      }
    }
  }

  /**
   * <i>Combiner.</i> Begins to open the gate if no more FIFO waiters are counted than given. The
   * gate is then opened by a CAS of the tail from GATE_OPENING to GATE_OPEN.
   *
   * <p>A Dekker handshake: this marks the tail, then reads the count; {@link #shutGate} raises the
   * count, then reads the tail. So either this sees the waiter that arrives, or the waiter sees the
   * mark, or the open gate, and shuts the gate; and as the combiner alone marks the tail, no
   * interleaving of arrivals restores a mark that has been removed.
   *
   * @return false if there are more; the gate is shut then
   */
  public boolean beginOpening(long waiters) {
    if (fifoWaitersVolatile() != waiters) {
      return false;
    }
    moveGate(GATE_SHUT, GATE_OPENING);
    if (fifoWaitersVolatile() == waiters) {
      return true;
    }
    moveGate(GATE_OPENING, GATE_SHUT);
    return false;
  }

  /** <i>Combiner.</i> A FIFO waiter has left the queue; opens the gate after the last one. */
  public void leaveGate() {
    addFifoWaiters(-1);
    if (beginOpening(0)) {
      moveGate(GATE_OPENING, GATE_OPEN);
    }
  }

  private void moveGate(long from, long to) {
    while (true) {
      long tail = tailVolatile();
      if (gate(tail) != from || casTail(tail, withGate(tail, to))) {
        return;
      }
    }
  }

  /**
   * <i>Combiner.</i> Claims the next position for a waiter that sends, and reserves its permits, if
   * there is capacity. For a FIFO waiter there still is once {@link #fits} has been true: no other
   * thread can claim it. (At capacity 0 a receiver that gives up takes it away.) A barging waiter
   * does not mind the gate: the FIFO waiter that has shut it is not queued yet, and so comes later.
   *
   * @param opens whether {@link #beginOpening} was true: then the gate is open afterwards, unless a
   *     FIFO waiter has arrived
   * @return the tail before, as {@link #offer} returns it: {@link TailWord#admitsSenders} is true
   *     of it if the claim succeeded
   */
  public long claimForWaiter(boolean isSend, int permits, boolean opens) {
    while (true) {
      long tail = tailVolatile();
      if (TailWord.isClosed(tail)) {
        return tail;
      }
      if (!fits(tail, isSend, permits)) {
        return withGate(tail, GATE_SHUT);
      }
      long reserved = tail + permits * ONE_PERMIT;
      long next = isSend ? (reserved + ONE_POSITION) & ~PARKED : reserved;
      boolean isOpened = opens && gate(tail) == GATE_OPENING;
      if (casTail(tail, isOpened ? withGate(next, GATE_OPEN) : next)) {
        return withGate(tail, GATE_OPEN);
      }
    }
  }

  // ---- when capacity is to be granted to waiters

  /** <i>Combiner.</i> Sets the notification threshold; with NO_POSITION there is none. */
  public void notifyAt(long position) {
    if (notifyAtVolatile() != position) { // the combiner alone writes it
      notifyAtVolatile(position);
    }
  }

  /** <i>Combiner.</i> Returns the head's position at which so much fits, if the tail stays. */
  public long positionToFit(long tail, int needed) {
    return firstFree(tail) + positions(needed) - positions(capacity);
  }

  /** Returns whether a waiter is queued. Called after capacity has been released. */
  public boolean hasWaiters() {
    return notifyAtVolatile() != NO_POSITION;
  }

  /** <i>Receiver.</i> Returns whether the head has come to the notification threshold. */
  public boolean isGrantDue() {
    long from = notifyAtVolatile();
    return from != NO_POSITION && ownHead() - from >= 0;
  }

  // ---- receiver

  /** <i>Receiver.</i> Returns the position at which {@link #peek} looks next. */
  public long receivePosition() {
    return ownHead();
  }

  /**
   * <i>Receiver.</i> Removes the message that {@link #peek} has returned, by itself and without a
   * lease: another thread may be discarding the ring at the same time, or even receive from it.
   *
   * @param head the {@link #receivePosition} before the peek
   * @return false if the other thread has discarded this message
   */
  public boolean tryRemove(T message, long head) {
    slots[slot(head)] = null; // plain: ordered before the next sender's write by `head`
    // CAS, so volatile; pairs with the reads of the head in fits (H2), size and isTerminated. It
    // costs what a volatile write does, and fails only if pollCancelled has taken this message.
    // Then the write of the slot, or the one below, is of a slot that is not used again.
    try {
      return advanceHead(head, head + ONE_POSITION);
    } catch (StackOverflowError interpreted) { // as in offer: the message is not taken here
      slots[(int) (head >>> POSITION_SHIFT) & mask] = message;
      throw interpreted;
    }
  }

  /**
   * Takes the oldest message, or returns null if the ring is empty, beside a {@link #tryRemove} in
   * another thread. For a cancelled ring, by one thread at a time: no slot is used again.
   */
  public @Nullable T pollCancelled() {
    while (true) {
      long head = headVolatile();
      if (position(tailVolatile()) == head) {
        return null;
      }
      // Its sender is about to write it, or tryRemove has emptied the slot and is about to advance.
      T message = awaitWrite(head, SpinWait.FOREVER);
      if (message != null) {
        int permits = permitsAt(head);
        // In the order of tryRemove: it would find the message again at the position a lap later,
        // if the head advanced before the slot is empty. No sender uses the slot again.
        slots[slot(head)] = null;
        if (casHead(head, head + ONE_POSITION)) { // if not, tryRemove has it
          if (permits > 0) {
            releasePermits(permits);
          }
          return message;
        }
      }
    }
  }

  /**
   * <i>Receiver.</i> Returns the oldest message and leaves it in the ring, or null if that is
   * empty.
   *
   * @param steps how long to wait for a sender that has claimed the slot and not yet written it; if
   *     it takes longer, the result is null as well
   */
  public @Nullable T peek(int steps) {
    while (true) {
      long head = ownHead();
      T message = peekWritten(head);
      if (message != null || position(tailVolatile()) == head) {
        return message;
      }
      message = awaitWrite(head, steps);
      if (message != null || headVolatile() == head) {
        return message;
      }
      refreshOwnHead(); // a cancel has discarded this message
    }
  }

  @SuppressWarnings("unchecked")
  final @Nullable T peekWritten(long head) {
    return (T) SLOT.getAcquire(slots, slot(head)); // pairs with the release in publish
  }

  /**
   * <i>Receiver.</i> Removes the message that {@link #peek} has returned, as one of a batch.
   *
   * @param last whether it is the last one before {@link #publishHead} or the caller's return
   */
  public void remove(boolean last) {
    long head = ownHead();
    slots[slot(head)] = null;
    if (last) {
      headVolatile(head + ONE_POSITION); // as in tryRemove
    } else {
      headRelease(head + ONE_POSITION); // pairs with fits (H2); the batch has messages to come
    }
  }

  /** As {@link #remove(boolean)}; false if the message is not there any more. */
  public boolean remove(T message, boolean last) {
    remove(last);
    return true;
  }

  /** <i>Receiver.</i> Makes what has been removed visible to every operation that begins later. */
  public void publishHead() {
    headVolatile(headVolatile()); // not from the copy: a cancel may have discarded messages
  }

  /** A sender has claimed the slot and not yet written it: a few instructions, if it runs. */
  final @Nullable T awaitWrite(long head, int steps) {
    boolean interrupted = false;
    T message = null;
    // If the head moves, the ring has been cancelled, and another thread has taken the message.
    for (int step = 0;
        step < steps && (message = peekWritten(head)) == null && headVolatile() == head;
        step++) {
      interrupted |= SpinWait.pause(step);
    }
    SpinWait.restore(interrupted);
    return message;
  }

  /**
   * <i>Receiver.</i> Registers to be notified through a signal.
   *
   * @return false if there is a message, or the stream has ended. If PARKED was still set from an
   *     earlier registration, the thread that cleared it may signal this one even so, once.
   */
  public boolean register(ReceiverSignal signal) {
    long head = ownHead();
    registeredAt.setRelease(head);
    setSignal(signal);
    while (true) {
      long tail = tailVolatile();
      if (position(tail) != head || isFinal(tail)) {
        setSignal(null);
        return false;
      }
      // Also when PARKED is set already: the thread that clears it must see this signal, not an
      // older one.
      if (casTail(tail, tail | PARKED)) {
        return true;
      }
    }
  }

  /**
   * <i>Receiver.</i> Clears PARKED, whichever registration has set it.
   *
   * @return false if there is a message, or the stream has ended; then it is clear, but the thread
   *     that has cleared it may be about to signal
   */
  public boolean unregister() {
    long head = ownHead();
    while (true) {
      long tail = tailVolatile();
      if (position(tail) != head || isFinal(tail)) {
        return false;
      }
      if (!isParked(tail) || casTail(tail, tail & ~PARKED)) {
        return true;
      }
    }
  }

  /** Returns whether the receiver is registered, and not notified yet. */
  public boolean isReceiverParked() {
    return isParked(tailVolatile());
  }

  /** <i>Receiver.</i> Releases the signal; PARKED may stay set, and then has no effect. */
  public void forgetSignal() {
    setSignal(null);
  }

  private void setSignal(@Nullable ReceiverSignal signal) {
    ReceiverSignal replaced = receiver.get();
    if (replaced != signal) {
      receiver.lazySet(signal); // pairs with the acquire in signalReceiver
      if (replaced != null) {
        replaced.forgotten();
      }
    }
  }

  // ---- the end

  /**
   * Closes the ring. A ring that is closed can only be cancelled.
   *
   * @param end CLOSED, FAILED or CANCELLED
   * @return the tail before. If it was closed, nothing has changed, unless end is CANCELLED. If it
   *     was PARKED, {@link #signalEnd} must follow if {@link #endsParked} is true of the tail with
   *     the new end.
   */
  public long close(long end) {
    while (true) {
      long tail = tailVolatile();
      if (TailWord.isClosed(tail) && end != CANCELLED) {
        return tail;
      }
      long next = TailWord.withEnd(tail, end);
      if (casTail(tail, endsParked(next) ? next & ~PARKED : next)) {
        return tail;
      }
    }
  }

  /** Returns whether the receiver is parked, so the ring is empty, and will stay empty. */
  public static boolean endsParked(long tail) {
    return isParked(tail) && isFinal(tail);
  }

  // ---- the state

  public boolean isClosed() {
    return TailWord.isClosed(tailVolatile());
  }

  public boolean hasEnd(long end) {
    return TailWord.end(tailVolatile()) == end;
  }

  /** Returns whether it is closed and nothing is in it, nor can come into it. */
  public boolean isTerminated() {
    long tail = tailVolatile(); // first: if it is final, the head may be read later
    return isFinal(tail) && position(tail) == headVolatile();
  }

  /** Returns the number of messages claimed and not received, from 0 to the capacity. */
  public int size() {
    return number(used());
  }

  /** Returns how many positions have been claimed, modulo 2<sup>39</sup>. */
  public long claimed() {
    return tailVolatile() >>> POSITION_SHIFT;
  }

  /**
   * Returns how many messages have been received, or -1 if all that have been removed were, but for
   * those discarded.
   */
  public long received() {
    return -1;
  }

  /** Returns how many messages have been removed, modulo 2<sup>39</sup>. */
  public long removed() {
    return headVolatile() >>> POSITION_SHIFT;
  }

  /** Returns the number that is so much modulo 2<sup>39</sup>, and the next from another one on. */
  public static long unwrapped(long from, long modulo) {
    return from + ((modulo - from) << POSITION_SHIFT >>> POSITION_SHIFT);
  }

  /** Returns how much capacity a sender could use: none while FIFO waiters are queued. */
  public int remainingCapacity() {
    long used = used();
    return gate(used) == GATE_OPEN ? capacity - number(used) - permits(used) : 0;
  }

  /** The tail less the head, both as of one instant: messages in place of the position. */
  private long used() {
    long head = headVolatile();
    while (true) {
      long tail = tailVolatile();
      long again = headVolatile();
      if (head == again) {
        return tail - head;
      }
      head = again;
    }
  }

  public int capacity() {
    return capacity;
  }

  public int outstandingPermits() {
    return permits(tailVolatile());
  }

  final int slot(long position) {
    return number(position) & mask;
  }
}

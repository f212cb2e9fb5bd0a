// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import static io.github.sluice.channel.internal.TailWord.ONE_PERMIT;
import static io.github.sluice.channel.internal.TailWord.ONE_POSITION;
import static io.github.sluice.channel.internal.TailWord.PARKED;
import static io.github.sluice.channel.internal.TailWord.isCancelled;
import static io.github.sluice.channel.internal.TailWord.isFinal;
import static io.github.sluice.channel.internal.TailWord.isParked;
import static io.github.sluice.channel.internal.TailWord.number;
import static io.github.sluice.channel.internal.TailWord.position;

import io.github.sluice.channel.SendResult;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue for many senders and one receiver, of exactly the capacity asked for. It can be
 * closed, room in it can be reserved, and its receiver can announce that it waits.
 *
 * <p>The methods marked <i>receiver</i> are for one thread at a time. Nothing here waits, except
 * {@link #poll()} for a sender that has claimed a place and not yet written to it.
 *
 * @param <T> the type of the messages
 */
public final class MpscRing<T> extends RingPositions {
  /*
   * The ring is an array of a power of two slots, of which at most `capacity` are in use. A
   * position counts messages since the ring was made; its low bits are the slot. The next position
   * is in one word with the permits, "closed?" and "does the receiver wait?" (see TailWord), so
   * that the one compare-and-set that a send makes anyway decides all of them. A send claims the
   * position in `tail`, then writes its slot; a receive takes the slot's message, empties it, then
   * advances `head`.
   *
   * I1  head <= position(tail), and position(tail) - head + permits <= capacity.
   * I2  A slot is null, unless its position is in [head, tail) and its sender has written it.
   * I3  limit <= head + capacity. It saves senders from reading `head`, which the receiver writes.
   * I4  PARKED is set only while position(tail) = head. Whoever clears it, by claiming that
   *     position or by ending the stream, and nobody else, wakes the receiver, who may also take
   *     it back.
   * I5  A closed tail is never opened again, so the end, once seen in one reading, is for good.
   *
   * Access | by sender                   | by receiver              | what for
   * tail   | volatile read, CAS          | volatile read, CAS       | I1, I4, I5; the order of sends
   * slot   | release write               | acquire read, plain null | contents of the message
   * head   | acquire read                | release write            | room is reused after emptied
   * limit  | acquire read, release write | -                        | passes on what `head` said
   * gate   | volatile read, RMW          | -                        | strict order of waiting senders
   * wanted | volatile write              | volatile read            | see WaitingSenders, D2
   *
   * (A receiver's thread that serves waiting senders does so as a sender.)
   *
   * D1, "no lost wake of the receiver": the receiver sets PARKED by a CAS that fails if a position
   * has been claimed; a sender claims by a CAS on the same word and sees PARKED, or comes first.
   *
   * The claim-then-write scheme with one CAS and a limit is that of JCTools' MpscArrayQueue; the
   * bit beside the index is from its MpscBlockingConsumerArrayQueue. Both are by Nitsan Wakart and
   * others, https://github.com/JCTools/JCTools.
   */

  /** The largest capacity, 2^30. */
  public static final int MAX_CAPACITY = 1 << 30;

  /** Two or three microseconds on x86; 4 to 16 are too short to help, 256 do not help more. */
  private static final int PAUSES_AFTER_LOST_CAS = 64;

  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

  private final @Nullable Object[] slots;
  private final int mask;

  /** Who waits for a message, if PARKED is set; written by the receiver alone. */
  private final AtomicReference<@Nullable ReceiverSignal> receiver = new AtomicReference<>();

  /**
   * Makes an empty ring.
   *
   * @param capacity how many messages and permits it holds
   * @throws IllegalArgumentException if the capacity is not from 1 to {@link #MAX_CAPACITY}
   */
  public MpscRing(int capacity) {
    this(capacity, 0);
  }

  /** For tests: starts at a given position, such as one about to wrap around. */
  MpscRing(int capacity, long start) {
    super(checked(capacity), start);
    int length = capacity == 1 ? 1 : Integer.highestOneBit(capacity - 1) << 1;
    slots = new Object[length];
    mask = length - 1;
  }

  private static int checked(int capacity) {
    if (capacity < 1 || capacity > MAX_CAPACITY) {
      throw new IllegalArgumentException(
          "capacity must be from 1 to " + MAX_CAPACITY + ", not " + capacity);
    }
    return capacity;
  }

  // ---- senders

  /** Puts a message in, if there is room for it that nobody else waits for. */
  public SendResult offer(T message) {
    long tail = tailVolatile();
    while (true) {
      if (TailWord.isClosed(tail)) {
        return SendResult.CLOSED;
      }
      // The gate is read after the room was seen and before the CAS: if the CAS succeeds, the room
      // was there when the gate was open, so this send came before whoever queued meanwhile. (A
      // permit taken and given back in between hides that; then the two were concurrent.)
      if (!fits(tail, 1) || gateVolatile() != 0) {
        return SendResult.FULL;
      }
      if (casTail(tail, (tail + ONE_POSITION) & ~PARKED)) {
        break;
      }
      leaveTailToOthers();
      tail = tailVolatile();
    }
    publish(tail, message);
    if (isParked(tail)) {
      wakeReceiver(tail);
    }
    return SendResult.SENT;
  }

  /**
   * Keeps away from the tail after a lost CAS. Two senders that go on at once take the line of the
   * tail from each other for every message; so one sends some messages meanwhile, undisturbed.
   */
  private static void leaveTailToOthers() {
    for (int i = 0; i < PAUSES_AFTER_LOST_CAS; i++) {
      Thread.onSpinWait();
    }
  }

  /**
   * Turns a permit into a claimed position, which must be published next; but not if the ring has
   * been cancelled: then the caller keeps the permit, and the message must go elsewhere.
   *
   * @return the tail before; {@link TailWord#isCancelled} tells which
   */
  long claimPermitted() {
    while (true) {
      long tail = tailVolatile();
      if (isCancelled(tail) || casTail(tail, (tail + ONE_POSITION - ONE_PERMIT) & ~PARKED)) {
        return tail;
      }
    }
  }

  /** Writes the message to the position that the caller has claimed. */
  void publish(long claimed, T message) {
    // Release; pairs with the acquire in poll, so that the receiver sees what the message refers
    // to (H1). The slot is empty: fits() acquired a head that was released after it was emptied.
    SLOT.setRelease(slots, slot(claimed), message);
  }

  /** Wakes the receiver that was parked at the given tail's position. */
  void wakeReceiver(long tail) {
    // Acquire; pairs with the release in park. A registration for a later position is not ours.
    ReceiverSignal signal = receiver.getAcquire();
    if (signal != null && signal.parkedAt() == position(tail)) {
      signal.signal();
    }
  }

  /** Wakes the receiver that was parked when the stream ended: the position moves no more. */
  void wakeAtEnd() {
    wakeReceiver(tailVolatile());
  }

  /**
   * Closes the ring, and wakes the receiver if that ends the stream. A ring that is closed can only
   * be cancelled.
   *
   * @param end CLOSED, FAILED or CANCELLED
   * @return whether this call closed an open ring
   */
  boolean close(long end) {
    while (true) {
      long tail = tailVolatile();
      boolean open = !TailWord.isClosed(tail);
      if (!open && end != TailWord.CANCELLED) {
        return false;
      }
      long next = TailWord.withEnd(tail, end);
      boolean ends = endsParked(next);
      if (casTail(tail, ends ? next & ~PARKED : next)) {
        if (ends) {
          wakeAtEnd();
        }
        return open;
      }
    }
  }

  // ---- receiver

  /** <i>Receiver.</i> Takes the oldest message, or returns null if the ring is empty. */
  public @Nullable T poll() {
    T message = peek();
    if (message != null) {
      remove();
    }
    return message;
  }

  /** <i>Receiver.</i> Returns the oldest message and leaves it, or null if the ring is empty. */
  @SuppressWarnings("unchecked")
  @Nullable T peek() {
    long head = headPlain(); // plain: only the receiver writes it
    int slot = slot(head);
    Object message = SLOT.getAcquire(slots, slot); // pairs with the release in publish
    if (message == null) {
      if (position(tailVolatile()) == head) {
        return null;
      }
      message = awaitWrite(slot);
    }
    return (T) message;
  }

  /** <i>Receiver.</i> Removes the message that {@link #peek} has returned. */
  void remove() {
    long head = headPlain();
    SLOT.set(slots, slot(head), null); // plain: ordered before the next sender's write by `head`
    // Release; pairs with the acquire in fits, so that the slot is reused empty (H2). It may become
    // visible only after the caller has read `wanted`: see D2 in WaitingSenders.
    headRelease(head + ONE_POSITION);
  }

  /** A sender has claimed the slot and not yet written to it: a few instructions, if it runs. */
  private Object awaitWrite(int slot) {
    boolean interrupted = false;
    Object message;
    for (int i = 0; (message = SLOT.getAcquire(slots, slot)) == null; i++) {
      if (i < 64) {
        Thread.onSpinWait();
      } else if (i < 128) {
        Thread.yield();
      } else {
        interrupted |= Thread.interrupted(); // or the sleep would not be one
        LockSupport.parkNanos(this, Math.min(1_000_000L, 1_000L * (i - 127)));
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return message;
  }

  /**
   * <i>Receiver.</i> Announces that the receiver waits and is to be told through a signal.
   *
   * @return false if there is a message, or the stream has ended. If PARKED was still set from an
   *     earlier announcement, whoever cleared it may signal this one even so, once.
   */
  public boolean park(ReceiverSignal signal) {
    long head = headPlain();
    signal.parkAt(head);
    receiver.setRelease(signal);
    while (true) {
      long tail = tailVolatile();
      if (position(tail) != head || isFinal(tail)) {
        receiver.setRelease(null);
        return false;
      }
      // Also when PARKED is set already: whoever clears it must see this signal, not an older one.
      if (casTail(tail, tail | PARKED)) {
        return true;
      }
    }
  }

  /**
   * <i>Receiver.</i> Makes sure that PARKED is clear, whoever has left it.
   *
   * @return false if there is a message, or the stream has ended; then it is not set any more, but
   *     who has cleared it may be about to signal
   */
  boolean unpark() {
    long head = headPlain();
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

  /** Tells whether the receiver waits, and nobody has come yet who will wake it. */
  boolean isReceiverParked() {
    return isParked(tailVolatile());
  }

  /** <i>Receiver.</i> Forgets the signal; PARKED may stay set, and then wakes nobody. */
  public void forgetReceiver() {
    receiver.setRelease(null);
  }

  private int slot(long position) {
    return number(position) & mask;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import static io.github.sluice.channel.internal.RingWords.NOBODY;
import static io.github.sluice.channel.internal.TailWord.ONE_PERMIT;
import static io.github.sluice.channel.internal.TailWord.PARKED;
import static io.github.sluice.channel.internal.TailWord.firstFree;
import static io.github.sluice.channel.internal.TailWord.isFinal;
import static io.github.sluice.channel.internal.TailWord.isParked;
import static io.github.sluice.channel.internal.TailWord.number;
import static io.github.sluice.channel.internal.TailWord.permits;
import static io.github.sluice.channel.internal.TailWord.position;
import static io.github.sluice.channel.internal.TailWord.positions;

import io.github.sluice.channel.SendResult;
import java.lang.invoke.VarHandle;

/**
 * How far the senders and the receiver of a ring have come, how much room there is between them,
 * who has been promised some of it, and whether the stream has ended. What the messages are is the
 * {@linkplain MpscRing ring}'s affair; the invariants are explained there.
 */
abstract class RingPositions extends RingWords.Padded {
  private final int capacity;

  /** Starts at a position, which is a number; the low 40 bits of it count. */
  RingPositions(int capacity, long start) {
    this.capacity = capacity;
    long position = positions(start);
    initTail(position);
    initHead(position);
    limitRelease(position + positions(capacity));
  }

  // ---- room

  /**
   * Tells whether messages or permits fit. The tail was read before the head is read here, so a
   * "no" is true of the instant at which the tail was read.
   */
  final boolean fits(long tail, int wanted) {
    long needed = firstFree(tail) + positions(wanted);
    // Acquire; pairs with the release below in another sender, which had acquired the head.
    long known = limitAcquire();
    if (known - needed >= 0) {
      return true;
    }
    // Acquire; pairs with the head's write in MpscRing.remove.
    long limit = headAcquire() + positions(capacity);
    if (limit != known) {
      limitRelease(limit); // may overwrite a later limit: then somebody reads the head once more
    }
    return limit - needed >= 0;
  }

  /** Tells what offer would, were it not for the gate. */
  final SendResult room() {
    long tail = tailVolatile();
    if (TailWord.isClosed(tail)) {
      return SendResult.CLOSED;
    }
    return fits(tail, 1) ? SendResult.SENT : SendResult.FULL;
  }

  /**
   * Takes permits: room that only {@link MpscRing#claimPermitted} can use.
   *
   * @param most how many permits there may be then
   * @param inTurn whether the gate is not for the caller, who is the first in line
   * @return SENT if they were taken, FULL or CLOSED otherwise
   */
  final SendResult tryReserve(int permits, int most, boolean inTurn) {
    long tail;
    do {
      tail = tailVolatile();
      if (TailWord.isClosed(tail)) {
        return SendResult.CLOSED;
      }
      if (permits(tail) > most - permits || !fits(tail, permits)) {
        return SendResult.FULL;
      }
      if (!inTurn && gateVolatile() != 0) { // in this order, see MpscRing.offer
        return SendResult.FULL;
      }
    } while (!casTail(tail, tail + permits * ONE_PERMIT));
    return SendResult.SENT;
  }

  /**
   * Gives permits back unused.
   *
   * @return whether that has ended the stream under a parked receiver, which the caller must tell
   *     by {@link MpscRing#wakeAtEnd}
   */
  final boolean releasePermits(int permits) {
    while (true) {
      long tail = tailVolatile();
      long next = tail - permits * ONE_PERMIT;
      boolean ends = endsParked(next);
      if (casTail(tail, ends ? next & ~PARKED : next)) {
        return ends;
      }
    }
  }

  // ---- when waiting senders are to be served, said by their server alone

  /** Has the receiver serve them from a position on, or not at all. */
  final void want(long position) {
    if (wantedVolatile() != position) {
      wantedVolatile(position);
    }
  }

  /**
   * Has the receiver serve them from now on.
   *
   * @return false if it did so before: then the server's last look for room came after that; true
   *     if the server must look again (D2)
   */
  final boolean wantNow() {
    long head = headAcquire();
    long wanted = wantedVolatile();
    long since = head - wanted;
    if (wanted != NOBODY && since >= 0 && since < Long.MAX_VALUE / 2) { // renewed before it wraps
      return false;
    }
    wantedVolatile(head);
    VarHandle.fullFence();
    return true;
  }

  /** The receiver is parked, so the ring is empty, and it stays so: the end. */
  static boolean endsParked(long tail) {
    return isParked(tail) && isFinal(tail);
  }

  // ---- the state

  /** Tells whether the ring is closed. */
  public final boolean isClosed() {
    return TailWord.isClosed(tailVolatile());
  }

  /** Tells whether the ring was closed in the given way. */
  final boolean hasEnd(long end) {
    return TailWord.end(tailVolatile()) == end;
  }

  /** Tells whether it is closed and nothing is in it, nor can come into it. */
  public final boolean isTerminated() {
    return isEnded(tailThenHead());
  }

  /** Tells whether it is terminated, and has failed. */
  final boolean hasFailed() {
    long used = tailThenHead();
    return TailWord.end(used) == TailWord.FAILED && isEnded(used);
  }

  /** In this order: if the tail says that nothing comes any more, the head may be read after it. */
  private long tailThenHead() {
    long tail = tailVolatile();
    return tail - headAcquire();
  }

  private static boolean isEnded(long used) {
    return isFinal(used) && position(used) == 0;
  }

  /** Returns the number of messages claimed and not received, from 0 to the capacity. */
  public final int size() {
    return number(used());
  }

  /** Returns how much room there is, for messages or permits. */
  public final int remainingCapacity() {
    long used = used();
    return capacity - number(used) - permits(used);
  }

  /** The tail less the head, both as of one instant: messages in place of the position. */
  private long used() {
    long head = headAcquire();
    while (true) {
      long tail = tailVolatile();
      long again = headAcquire();
      if (head == again) {
        return tail - head;
      }
      head = again;
    }
  }

  /** Returns the capacity. */
  public final int capacity() {
    return capacity;
  }

  /** Returns how many permits are outstanding. */
  final int outstandingPermits() {
    return permits(tailVolatile());
  }
}

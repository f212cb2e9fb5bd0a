// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.ring;

/**
 * The encoding of the ring's tail, which has everything that senders must agree on:
 *
 * <pre>
 *   63 ............ 25 | 24 ..... 5 | 4  3 |   2    | 1  0
 *   next position      | permits    | gate | PARKED | end
 * </pre>
 *
 * <p>Positions are used shifted, as they stand here, so that they wrap around alike everywhere:
 * every 2<sup>39</sup> messages. The difference of two words is a number of messages and permits.
 *
 * <p>The gate says whether senders may claim capacity, or only the combiner of {@code SendQueue}
 * for the FIFO waiters that are queued:
 *
 * <pre>
 *   GATE_OPEN ──▶ GATE_SHUT ◀──▶ GATE_OPENING ──▶ GATE_OPEN
 * </pre>
 *
 * <p>A FIFO waiter shuts the gate before it is queued. Only the combiner opens it, in two steps, so
 * that a waiter that arrives between them is noticed: see {@link MpscRing#beginOpening}.
 *
 * <p>How the stream ends, in the last two bits, changes at most twice:
 *
 * <pre>
 *   OPEN ──▶ CLOSED ──▶ CANCELLED
 *     ├────▶ FAILED ──────▲
 *     └───────────────────┘
 * </pre>
 */
public final class TailWord {
  /** New messages are accepted. */
  static final long OPEN = 0;

  /** Only permits can become messages any more. */
  public static final long CLOSED = 1;

  /** As CLOSED, and the receiver gets the failure when it has received everything. */
  public static final long FAILED = 2;

  /** Permits cannot become messages either, and what is in the ring is discarded. */
  public static final long CANCELLED = 3;

  private static final long END_BITS = 3;

  /** The receiver waits for the message at the next position. */
  static final long PARKED = 4;

  /** Every sender may claim what capacity there is. */
  static final long GATE_OPEN = 0;

  /** FIFO waiters are queued, or about to be. */
  static final long GATE_SHUT = 8;

  /** As GATE_SHUT, and the combiner is about to open the gate. */
  static final long GATE_OPENING = 16;

  private static final long GATE_BITS = 24;

  /** The bits of a tail at which a sender without a permit is refused. */
  private static final long REFUSING_BITS = END_BITS | GATE_BITS;

  static final long ONE_PERMIT = 32;

  /** How many permits can be outstanding. */
  public static final int MAX_PERMITS = (1 << 20) - 1;

  private static final int PERMIT_SHIFT = 5;
  static final int POSITION_SHIFT = 25;
  private static final long PERMIT_BITS = MAX_PERMITS * ONE_PERMIT;
  static final long ONE_POSITION = 1L << POSITION_SHIFT;
  private static final long POSITION_BITS = -ONE_POSITION;

  /** Differs from every position, whose low bits are zero. */
  public static final long NO_POSITION = 1;

  private TailWord() {}

  public static long position(long word) {
    return word & POSITION_BITS;
  }

  public static long positions(long count) {
    return count << POSITION_SHIFT;
  }

  /** The position as a number, or of a difference the number of messages. */
  static int number(long word) {
    return (int) (word >>> POSITION_SHIFT);
  }

  static int permits(long word) {
    return (int) (word >>> PERMIT_SHIFT) & MAX_PERMITS;
  }

  /** The first position that is neither claimed nor promised to the holder of a permit. */
  public static long firstFree(long word) {
    return position(word) + ((word & PERMIT_BITS) << (POSITION_SHIFT - PERMIT_SHIFT));
  }

  static long end(long word) {
    return word & END_BITS;
  }

  public static String nameOfEnd(long end) {
    return end == CLOSED ? "closed" : end == FAILED ? "failed" : "cancelled";
  }

  public static long withEnd(long word, long end) {
    return (word & ~END_BITS) | end;
  }

  public static boolean isClosed(long word) {
    return end(word) != OPEN;
  }

  public static boolean isCancelled(long word) {
    return end(word) == CANCELLED;
  }

  /** Not closed, and the gate is open. */
  public static boolean admitsSenders(long word) {
    return (word & REFUSING_BITS) == 0;
  }

  /** As {@link #admitsSenders}, and the receiver is not registered. */
  static boolean admitsUnparked(long word) {
    return (word & (REFUSING_BITS | PARKED)) == 0;
  }

  static long gate(long word) {
    return word & GATE_BITS;
  }

  static long withGate(long word, long gate) {
    return (word & ~GATE_BITS) | gate;
  }

  public static boolean isParked(long word) {
    return (word & PARKED) != 0;
  }

  /** No position will be claimed any more: for good. */
  static boolean isFinal(long word) {
    return isClosed(word) && (permits(word) == 0 || isCancelled(word));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

/**
 * The encoding of the ring's tail, in which is all that senders must agree on:
 *
 * <pre>
 *   63 ............ 23 | 22 ..... 3 |   2    |     1     |   0
 *   next position      | permits    | PARKED | CANCELLED | CLOSED
 * </pre>
 *
 * <p>Positions are used shifted, as they stand here, so that they wrap around alike everywhere:
 * every 2<sup>41</sup> messages. The difference of two words is a number of messages and permits.
 */
final class TailWord {
  /** Only permits can become messages any more. Never cleared. */
  static final long CLOSED = 1;

  /** Permits cannot become messages either. Never cleared, and never without CLOSED. */
  static final long CANCELLED = 2;

  /** The receiver waits for the message at the next position. */
  static final long PARKED = 4;

  static final long ONE_PERMIT = 8;
  static final int MAX_PERMITS = (1 << 20) - 1;

  private static final int PERMIT_SHIFT = 3;
  private static final int POSITION_SHIFT = 23;
  private static final long PERMIT_BITS = MAX_PERMITS * ONE_PERMIT;
  static final long ONE_POSITION = 1L << POSITION_SHIFT;
  private static final long POSITION_BITS = -ONE_POSITION;

  private TailWord() {}

  /** The word's position, with nothing else. */
  static long position(long word) {
    return word & POSITION_BITS;
  }

  /** So many positions. */
  static long positions(long count) {
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
  static long firstFree(long word) {
    return position(word) + ((word & PERMIT_BITS) << (POSITION_SHIFT - PERMIT_SHIFT));
  }

  static boolean isClosed(long word) {
    return (word & CLOSED) != 0;
  }

  static boolean isCancelled(long word) {
    return (word & CANCELLED) != 0;
  }

  static boolean isParked(long word) {
    return (word & PARKED) != 0;
  }

  /** No position will be claimed any more: for good. */
  static boolean isFinal(long word) {
    return isClosed(word) && (permits(word) == 0 || isCancelled(word));
  }
}

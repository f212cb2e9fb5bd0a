// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.parking;

import java.util.function.IntSupplier;

/**
 * How a thread passes the time before it parks, in the hope that it need not: it looks again and
 * again, at first in between spinning, then yielding the processor.
 *
 * <p>One of these is used by all waits of a receiver or of a handle, and learns from them. Threads
 * that share a handle may spoil what it learns, which does no harm.
 */
public final class Backoff {
  /*
   * Parking and unparking cost microseconds, and tens of them if a processor has to be woken; a
   * yield costs half of one, and lets the thread run that one waits for if it has no processor.
   * Yielding also lets messages, or room, pile up, so that the next wait comes later. That is right
   * for a channel with room for many. In one with room for few, a wait is a handover: what one
   * waits for comes a cache miss after the other thread has got its turn, if that runs on another
   * processor. So there, and only there, one spins first:
   *
   *   spins     grows as long as spinning succeeds and shrinks when it does not, as the adaptive
   *             mutexes of HotSpot do; never on one processor, nor in a virtual thread, whose
   *             carrier others need.
   *
   * If it is yielding that succeeds, then often because both threads are on one processor, where
   * every message costs two switches. The system leaves them there, since both are always ready to
   * run and have just run. But a thread that is woken it puts on an idle processor. So of the waits
   * that spinning did not end
   *
   *   PARKING   one in so many parks at once.
   *
   * In a channel with room for many, the two sides are slowed down by what they write next to each
   * other. So who finds a little, and sees more coming, yields on for up to
   *
   *   GATHERING  times, until there is enough: half of the capacity, or MOST_ENOUGH. On idle
   *              processors that is ten microseconds at most.
   */

  private static final int YIELDS = 50;
  private static final int MIN_SPINS = 20;
  private static final int MAX_SPINS = 200;
  private static final int PARKING = 64;
  private static final int GATHERING = 32;
  private static final int MOST_ENOUGH = 512;

  /** The capacity from which on a channel is one with room for many. */
  private static final int MANY = 8;

  private static final boolean SEVERAL_PROCESSORS = Runtime.getRuntime().availableProcessors() > 1;

  private final boolean handover;
  private final int enough;
  private int spins = MAX_SPINS;
  private int waitsNotSpun;

  /** Makes the waiting of one receiver or handle of a channel of that capacity. */
  public Backoff(int capacity) {
    handover = capacity < MANY && SEVERAL_PROCESSORS;
    enough = capacity < MANY ? 0 : Math.min(capacity / 2, MOST_ENOUGH);
  }

  /** Begins a wait, and returns how often it may spin. */
  public int spins() {
    return handover && !VirtualThreads.isCurrent() ? spins : 0;
  }

  /**
   * Passes some time, unless it is time to park.
   *
   * @param step how often this wait has called this before
   * @param limit how often it may spin
   * @return false if the thread should park
   */
  public boolean pause(int step, int limit) {
    if (step < limit) {
      Thread.onSpinWait();
      return true;
    }
    if (step - limit >= YIELDS || (step == limit && limit > 0 && ++waitsNotSpun % PARKING == 0)) {
      return false;
    }
    Thread.yield();
    return true;
  }

  /** Learns from a wait that ended, or is to go on parked, after so many steps. */
  public void learn(int steps, int limit) {
    if (limit > 0) {
      spins =
          steps < limit
              ? Math.min(MAX_SPINS, limit + 1)
              : Math.max(MIN_SPINS, limit - 1 - limit / 8);
    }
  }

  /**
   * Lets messages or room pile up, as long as they do and there is not much yet.
   *
   * @param amount tells how many or how much there is
   */
  public void gather(IntSupplier amount) {
    int before = 0;
    int now = amount.getAsInt();
    for (int i = 0; i < GATHERING && before < now && now < enough; i++) {
      Thread.yield();
      before = now;
      now = amount.getAsInt();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.parking;

import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

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
   *
   * All this is wrong where somebody else wants the processor: a yield then costs a time slice,
   * which is milliseconds, while a thread that is woken often gets its turn at once, since it has
   * used little of its share. A yield that took longer than
   *
   *   TIME_SLICE  nanoseconds tells so. The next waits park at once, and then one yields again:
   *
   *   FEW_WAITS   of them, twice as many whenever a yield takes long again, up to MANY_WAITS.
   *
   * Senders to a channel with room for many do not look at the clock: it would slow them down, and
   * if they are many, a time slice is what they give each other, and well spent.
   */

  private static final int YIELDS = 50;
  private static final int MIN_SPINS = 20;
  private static final int MAX_SPINS = 200;
  private static final int PARKING = 64;
  private static final int GATHERING = 32;
  private static final int MOST_ENOUGH = 512;
  private static final long TIME_SLICE = 500_000;
  private static final int FEW_WAITS = 64;
  private static final int MANY_WAITS = 1024;

  /** The capacity from which on a channel is one with room for many. */
  private static final int MANY = 8;

  private static final boolean SEVERAL_PROCESSORS = Runtime.getRuntime().availableProcessors() > 1;

  private final boolean handover;
  private final int enough;
  private final boolean timesYields;
  private final LongSupplier clock;
  private int spins = MAX_SPINS;
  private int waitsNotSpun;

  /** How many waits are still to park at once, and how many after the next long yield. */
  private int waitsToPark;

  private int waitsToParkNext = FEW_WAITS;

  Backoff(int capacity, boolean isSender, LongSupplier clock) {
    this.clock = clock;
    handover = capacity < MANY && SEVERAL_PROCESSORS;
    enough = capacity < MANY ? 0 : Math.min(capacity / 2, MOST_ENOUGH);
    timesYields = !isSender || capacity < MANY;
  }

  /** Makes the waiting of the receiver of a channel of that capacity. */
  public static Backoff ofReceiver(int capacity) {
    return new Backoff(capacity, false, System::nanoTime);
  }

  /** Makes the waiting of a handle that sends to a channel of that capacity. */
  public static Backoff ofSender(int capacity) {
    return new Backoff(capacity, true, System::nanoTime);
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
    int yields = step - limit;
    if (yields >= YIELDS || (yields == 0 && parksAtOnce(limit)) || waitsToPark > 0) {
      return false;
    }
    giveWay();
    return true;
  }

  private boolean parksAtOnce(int limit) {
    if (waitsToPark > 0) {
      waitsToPark--;
      return true;
    }
    return limit > 0 && ++waitsNotSpun % PARKING == 0;
  }

  private void giveWay() {
    if (!timesYields) {
      Thread.yield();
      return;
    }
    long before = clock.getAsLong();
    Thread.yield();
    if (clock.getAsLong() - before > TIME_SLICE) {
      waitsToPark = waitsToParkNext;
      waitsToParkNext = Math.min(MANY_WAITS, 2 * waitsToParkNext);
    } else if (waitsToParkNext > FEW_WAITS) {
      waitsToParkNext /= 2;
    }
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
    for (int i = 0; i < GATHERING && before < now && now < enough && waitsToPark == 0; i++) {
      giveWay();
      before = now;
      now = amount.getAsInt();
    }
  }
}

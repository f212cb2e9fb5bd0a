// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.parking;

import io.github.sluice.channel.WaitStrategy;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * How a thread passes the time before it parks ({@link WaitStrategy}): it tries again, at first
 * between pauses of the processor (spinning), then between yields. One instance is for all waits of
 * a receiver or of a handle and adapts. It is not synchronized: threads that share a handle may
 * disturb the adaptation, without harm.
 */
public final class Backoff {
  /*
   * Parking and unparking cost microseconds, and tens of them if a processor has to be woken. A
   * yield costs half of one, and lets the other thread run if it has no processor. In a channel of
   * MANY and more, a yield also lets messages, or capacity, accumulate, so that the next wait comes
   * later; there waits only yield. In a smaller channel a wait is a handoff: it ends a cache miss
   * after the other thread has run, if that runs on another processor. There waits spin first:
   *
   *   spins            grows while spinning succeeds and shrinks when it does not, as HotSpot's
   *                    adaptive mutexes do; never on one processor. A virtual thread spins as well: its
   *                    carrier is busy for about as long as parking and unparking would take.
   *   PARKING          one in so many waits that spinning did not end parks at once. Threads that
   *                    share a processor switch twice for each message, and the scheduler leaves
   *                    them there; but it puts a thread that is woken on an idle processor.
   *   BATCH_YIELDS     a thread that finds a little, and sees more coming, yields so often until
   *                    half of the capacity is there, or MAX_BATCH: sides that write next to each
   *                    other slow each other down. Ten microseconds if nothing else runs.
   *
   * A yield is wrong where another thread wants the processor: it costs a time slice, milliseconds,
   * while a woken thread often runs at once. After a yield longer than
   *
   *   TIME_SLICE       nanoseconds the next waits park at once,
   *   FEW_WAITS        of them, twice as many whenever a yield is long again, up to MANY_WAITS.
   *
   * Senders to a channel of MANY and more do not time their yields: the clock would slow them down,
   * and a time slice is what they give each other.
   */

  private static final int YIELDS = 50;
  private static final int MIN_SPINS = 20;
  private static final int MAX_SPINS = 200;
  private static final int PARKING = 64;
  private static final int BATCH_YIELDS = 32;
  private static final int MAX_BATCH = 512;
  private static final long TIME_SLICE = 500_000;
  private static final int FEW_WAITS = 64;
  private static final int MANY_WAITS = 1024;

  private static final int MANY = 8;

  private static final boolean SEVERAL_PROCESSORS = Runtime.getRuntime().availableProcessors() > 1;

  private final int yields;
  private final boolean isHandoff;
  private final int batch;
  private final boolean timesYields;
  private final LongSupplier clock;
  private int spins = MAX_SPINS;
  private int waitsNotSpun;

  /** How many waits are still to park at once, and how many after the next long yield. */
  private int waitsToPark;

  private int waitsToParkNext = FEW_WAITS;

  public Backoff(WaitStrategy strategy, int capacity, boolean isSender, LongSupplier clock) {
    this.clock = clock;
    boolean isAdaptive = strategy == WaitStrategy.ADAPTIVE;
    yields = isAdaptive ? YIELDS : 1;
    isHandoff = isAdaptive && capacity < MANY && SEVERAL_PROCESSORS;
    batch = isAdaptive && capacity >= MANY ? Math.min(capacity / 2, MAX_BATCH) : 0;
    timesYields = isAdaptive && (!isSender || capacity < MANY);
  }

  /** Returns how often a wait that begins may spin. */
  public int spins() {
    return isHandoff ? spins : 0;
  }

  /**
   * Passes some time, unless the thread should park.
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
    int yielded = step - limit;
    if (yielded >= yields || (yielded == 0 && parksAtOnce(limit)) || waitsToPark > 0) {
      return false;
    }
    timedYield();
    return true;
  }

  private boolean parksAtOnce(int limit) {
    if (waitsToPark > 0) {
      waitsToPark--;
      return true;
    }
    return limit > 0 && ++waitsNotSpun % PARKING == 0;
  }

  private void timedYield() {
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

  /** Adapts to a wait that has ended, or that parks now, after so many steps. */
  public void adapt(int steps, int limit) {
    if (limit > 0) {
      int next =
          steps < limit
              ? Math.min(MAX_SPINS, limit + 1)
              : Math.max(MIN_SPINS, limit - 1 - limit / 8);
      if (next != spins) { // other objects may be on the same cache line
        spins = next;
      }
    }
  }

  /** Yields while an amount grows and is not yet a batch. */
  public void awaitBatch(IntSupplier amount) {
    int before = 0;
    int now = amount.getAsInt();
    for (int i = 0; i < BATCH_YIELDS && before < now && now < batch && waitsToPark == 0; i++) {
      timedYield();
      before = now;
      now = amount.getAsInt();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.parking;

import static io.github.sluice.channel.WaitStrategy.ADAPTIVE;
import static io.github.sluice.channel.WaitStrategy.PARKING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** How often a wait yields, on a processor that others want and on one that they do not. */
class BackoffTest {
  private static final int YIELDS = 50;

  /** What a yield takes: the clock says so, which is read before and after. */
  private long yieldNanos = 500;

  private long now;
  private final Backoff backoff = new Backoff(ADAPTIVE, 1000, false, this::tick);

  private long tick() {
    long before = now;
    now += yieldNanos;
    return before;
  }

  /** Waits in vain, and returns how often that yielded before it was time to park. */
  private int waitInVain() {
    return waitInVain(backoff);
  }

  private static int waitInVain(Backoff backoff) {
    int step = 0;
    while (backoff.pause(step, 0)) {
      step++;
    }
    return step;
  }

  /** Returns how many waits parked at once, before one that did not. */
  private int waitsThatParkAtOnce() {
    int waits = 0;
    while (waitInVain() == 0) {
      waits++;
    }
    return waits;
  }

  @Test
  void aWaitYieldsAndThenParks() {
    for (int i = 0; i < 1000; i++) {
      assertEquals(YIELDS, waitInVain());
    }
  }

  @Test
  void afterALongYieldWaitsParkAtOnceForAWhile() {
    yieldNanos = 3_000_000;
    assertEquals(1, waitInVain());
    yieldNanos = 500;
    assertEquals(64, waitsThatParkAtOnce());
    assertEquals(YIELDS, waitInVain());
  }

  @Test
  void forLongerIfTheNextYieldIsLongToo() {
    yieldNanos = 3_000_000;
    assertEquals(1, waitInVain());
    for (int waits : new int[] {64, 128, 256, 512, 1024, 1024}) {
      assertEquals(waits, waitsThatParkAtOnce());
    }
    yieldNanos = 500;
    assertEquals(1024, waitsThatParkAtOnce());
    yieldNanos = 3_000_000;
    waitInVain();
    assertEquals(64, waitsThatParkAtOnce());
  }

  @Test
  void aSenderOnlyLooksAtTheClockIfThereIsCapacityForFew() {
    yieldNanos = 3_000_000;
    assertEquals(YIELDS, waitInVain(new Backoff(ADAPTIVE, 1000, true, this::tick)));
    Backoff ofFew = new Backoff(ADAPTIVE, 1, true, this::tick);
    assertEquals(1, waitInVain(ofFew));
  }

  @Test
  void nothingIsAwaitedAfterALongYield() {
    int[] messages = {0};
    backoff.awaitBatch(() -> ++messages[0]);
    assertEquals(1 + 32, messages[0]);
    yieldNanos = 3_000_000;
    backoff.awaitBatch(() -> ++messages[0]);
    assertEquals(1 + 32 + 2, messages[0]);
    yieldNanos = 500;
    backoff.awaitBatch(() -> ++messages[0]);
    assertEquals(1 + 32 + 2 + 1, messages[0]);
  }

  @Test
  void parkingYieldsOnceWhateverTheCapacityAndHoweverLong() {
    yieldNanos = 3_000_000;
    for (int capacity : new int[] {1, 1000}) {
      for (boolean isSender : new boolean[] {false, true}) {
        Backoff parking = new Backoff(PARKING, capacity, isSender, this::tick);
        assertEquals(0, parking.spins());
        for (int i = 0; i < 100; i++) {
          assertEquals(1, waitInVain(parking));
          parking.adapt(1, 0);
        }
        int[] messages = {0};
        parking.awaitBatch(() -> ++messages[0]);
        assertEquals(1, messages[0]);
      }
    }
  }
}

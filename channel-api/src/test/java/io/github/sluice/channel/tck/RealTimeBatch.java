// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Rounds that two threads make one after the other, side by side and without a pause.
 *
 * <p>What is to be caught is an effect that is still in the store buffer of the first thread's
 * processor when the second thread looks for it. So that it is there for longer, some stores go
 * before it, to cache lines that the second thread's processor has written last and has to give up.
 */
final class RealTimeBatch {
  private static final int ROUNDS = 100;

  /** Batches are repeated so often until some rounds were in order. */
  private static final int ATTEMPTS = 100;

  private static final int SPINS = 1_000;

  /** Of the first thread, in spins. */
  private static final int SHORT = 8;

  /**
   * Of the second thread, in powers of two: the first operation takes some nanoseconds if it is
   * compiled, and some microseconds if it is not.
   */
  private static final int LONGEST = 10;

  /** Not more than a store buffer holds. */
  private static final int LINES = 32;

  /** In ints: two cache lines, because processors fetch pairs of them. */
  private static final int LINE = 32;

  private final List<RealTimeRound> rounds = new ArrayList<>(ROUNDS);
  private final AtomicInteger firstAt = new AtomicInteger();
  private final AtomicInteger secondAt = new AtomicInteger();
  private final AtomicIntegerArray lines = new AtomicIntegerArray(LINES * LINE);

  /**
   * Runs many rounds, and fails if the effect of an operation that was over was not seen.
   *
   * @param fixture makes the threads
   * @param rounds how many, at least
   * @param setup creates a new round
   */
  static void run(ChannelFixture fixture, int rounds, Callable<RealTimeRound> setup)
      throws Exception {
    AtomicInteger inOrder = new AtomicInteger();
    AtomicInteger missed = new AtomicInteger();
    for (int i = 0; i < ATTEMPTS && inOrder.get() == 0; i++) {
      Race.rounds(
          fixture,
          (rounds + ROUNDS - 1) / ROUNDS,
          () -> {
            RealTimeBatch batch = new RealTimeBatch(setup);
            return Race.of(batch.rounds.get(0), batch::runFirst, batch::runSecond)
                .then(
                    () -> {
                      inOrder.addAndGet(batch.count(true));
                      missed.addAndGet(batch.count(false));
                    });
          });
    }
    assertTrue(inOrder.get() > 0, "no operation was over before the other began");
    assertEquals(0, missed.get(), () -> "not seen, of " + inOrder + " operations that were over");
  }

  private RealTimeBatch(Callable<RealTimeRound> setup) throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      rounds.add(setup.call());
    }
  }

  private int count(boolean andSeen) {
    int count = 0;
    for (RealTimeRound round : rounds) {
      count += round.isInOrder() && (andSeen || !round.isSeen()) ? 1 : 0;
    }
    return count;
  }

  private void runFirst() throws Exception {
    try {
      for (int i = 0; i < ROUNDS; i++) {
        meet(i, firstAt, secondAt, SHORT);
        writeLines();
        rounds.get(i).runFirst();
      }
    } finally {
      firstAt.set(ROUNDS); // the other must not wait for a thread that has failed
    }
  }

  private void runSecond() {
    try {
      for (int i = 0; i < ROUNDS; i++) {
        writeLines();
        meet(i, secondAt, firstAt, 1 << ThreadLocalRandom.current().nextInt(LONGEST));
        rounds.get(i).runSecond();
      }
    } finally {
      secondAt.set(ROUNDS);
    }
  }

  private void writeLines() {
    for (int i = 0; i < LINES; i++) {
      lines.setOpaque(i * LINE, i);
    }
  }

  /** Waits for the other thread to come to the same round, and then fewer spins than given. */
  private static void meet(int round, AtomicInteger own, AtomicInteger other, int spins) {
    own.set(round + 1);
    for (int looks = 0; other.get() <= round; looks++) {
      if (looks > SPINS) {
        Race.timedYield();
      } else {
        Thread.onSpinWait();
      }
    }
    for (int i = ThreadLocalRandom.current().nextInt(spins); i > 0; i--) {
      Thread.onSpinWait();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.doctor;

import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How long a thread that only reads the clock is kept off its processor.
 *
 * @param nanos how long it ran
 * @param lost how long of that it was kept off
 * @param longest the longest time at once
 */
record Jitter(long nanos, long lost, long longest) {
  /** Two reads of the clock that are further apart than this were interrupted. */
  static final long GAP_NANOS = 20_000;

  private static final double MUCH = 0.01;
  private static final long LONG_NANOS = 2_000_000;

  /** Reads a clock until so much time has passed. */
  static Jitter measure(LongSupplier clock, long nanos) {
    long start = clock.getAsLong();
    long last = start;
    long lost = 0;
    long longest = 0;
    while (last - start < nanos) {
      long now = clock.getAsLong();
      if (now - last > GAP_NANOS) {
        lost += now - last;
        longest = Math.max(longest, now - last);
      }
      last = now;
    }
    return new Jitter(last - start, lost, longest);
  }

  /** Says so if that is much. */
  Optional<String> warning() {
    double share = (double) lost / nanos;
    return share < MUCH && longest < LONG_NANOS
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "a thread that does nothing but run was kept off its processor for %.1f %% of"
                    + " %d ms, once for %.1f ms",
                100 * share,
                nanos / 1_000_000,
                longest / 1e6));
  }
}

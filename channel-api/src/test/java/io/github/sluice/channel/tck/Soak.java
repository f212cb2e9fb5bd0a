// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs rounds of {@link StressPlan} for a given time, and says how far it has come. */
public final class Soak {
  private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Map<String, StressPlan.Round> kinds;
  private final long start = System.nanoTime();
  private long rounds;
  private long messages;

  private Soak(Map<String, StressPlan.Round> kinds) {
    this.kinds = kinds;
  }

  /**
   * Runs until the time is over or a message is not accounted for.
   *
   * @param kinds the rounds, which alternate
   * @param args for how many minutes, and perhaps the seed of the first round; the rounds after it
   *     have the numbers that follow, so that each can be run again by itself
   */
  public static void main(Map<String, StressPlan.Round> kinds, String... args) {
    if (args.length < 1 || args.length > 2) {
      throw new IllegalArgumentException("minutes [seed]");
    }
    double minutes = Double.parseDouble(args[0]);
    long seed = args.length == 2 ? Long.parseLong(args[1]) : System.nanoTime();
    new Soak(kinds).run((long) (minutes * TimeUnit.MINUTES.toNanos(1)), seed);
  }

  private void run(long nanos, long first) {
    List<String> names = new ArrayList<>(kinds.keySet());
    System.out.printf(
        "%s, on %s, from seed %d%n",
        String.join(", ", names), System.getProperty("os.arch"), first);
    long reported = start;
    while (System.nanoTime() - start < nanos) {
      String name = names.get((int) (rounds % names.size()));
      long seed = first + rounds;
      try {
        messages += StressPlan.run(seed, 20_000, kinds.get(name));
      } catch (AssertionError e) {
        throw new AssertionError(name + ", seed " + seed, e);
      }
      rounds++;
      if (System.nanoTime() - reported > REPORT_NANOS) {
        reported = System.nanoTime();
        report(seed);
      }
    }
    report(first + rounds - 1);
  }

  private void report(long seed) {
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%6.1f min: %,d rounds, %,d messages, %.2f million a second, all accounted for; seed %d%n",
        seconds / 60,
        rounds,
        messages,
        messages / seconds / 1e6,
        seed);
  }
}

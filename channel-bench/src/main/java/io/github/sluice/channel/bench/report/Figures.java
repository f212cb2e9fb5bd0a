// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import io.github.sluice.channel.bench.statistics.Bootstrap;
import io.github.sluice.channel.bench.statistics.Runs;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/** How numbers are written in the report. */
public final class Figures {
  private Figures() {}

  /** Three digits or more: 9.53, 31.2, 589, 12887. */
  public static String number(double value) {
    String format = value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, format, value);
  }

  /** A time or an amount with its interval: {@code 31.2 [30.9, 31.6]}. */
  public static String withInterval(Bootstrap.Estimate estimate) {
    return number(estimate.value())
        + " ["
        + number(estimate.low())
        + ", "
        + number(estimate.high())
        + "]";
  }

  /** A time or an amount of some processes: {@code 31.2 [30.9, 31.6]}. */
  public static String runs(Runs runs) {
    return runs(runs, Figures::number);
  }

  /** A ratio of some processes, to two decimals. */
  public static String ratios(Runs runs) {
    return runs(runs, Figures::ratio);
  }

  /**
   * Two modes if there are two; the interval if it is an answer; or else the processes themselves:
   * {@code 3 runs: 2.10, 2.30, 2.90}.
   */
  private static String runs(Runs runs, DoubleFunction<String> number) {
    int lower = runs.lowerMode();
    double[] sorted = runs.sorted();
    if (lower > 0) {
      return "two modes: "
          + mode(Arrays.copyOf(sorted, lower), number)
          + ", "
          + mode(Arrays.copyOfRange(sorted, lower, sorted.length), number);
    }
    return runs.answer()
        .map(
            answer ->
                number.apply(answer.value())
                    + " ["
                    + number.apply(answer.low())
                    + ", "
                    + number.apply(answer.high())
                    + "]")
        .orElseGet(
            () ->
                sorted.length
                    + (sorted.length == 1 ? " run: " : " runs: ")
                    + Arrays.stream(sorted).mapToObj(number).collect(Collectors.joining(", ")));
  }

  private static String mode(double[] sorted, DoubleFunction<String> number) {
    return number.apply(Runs.of(sorted).median()) + " in " + sorted.length;
  }

  private static String ratio(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** A relative change with its interval, in percent. */
  public static String change(Bootstrap.Estimate estimate) {
    return String.format(
        Locale.ROOT,
        "%+.1f %% [%+.1f, %+.1f]",
        100 * estimate.value(),
        100 * estimate.low(),
        100 * estimate.high());
  }

  /** A probability: 0.032, {@code <0.001}; a dash if it is not known. */
  public static String probability(double p) {
    if (Double.isNaN(p)) {
      return "-";
    }
    return p < 0.001 ? "<0.001" : String.format(Locale.ROOT, "%.3f", p);
  }

  /** A share of the intended rate: {@code kept 83 % of the rate}. */
  public static String kept(double share) {
    return String.format(Locale.ROOT, "kept %.0f %% of the rate", Math.floor(100 * share));
  }

  /** A number of bytes: {@code 512 B}, {@code 16 KB}. */
  public static String size(int bytes) {
    return bytes < 1024 || bytes % 1024 != 0 ? bytes + " B" : bytes / 1024 + " KB";
  }

  /** A duration: {@code 50 s}, {@code 1 min 50 s}, {@code 1 h 2 min}. */
  public static String duration(long millis) {
    long seconds = (millis + 500) / 1000;
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import io.github.sluice.channel.bench.statistics.Bootstrap;
import java.util.Locale;

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

  /** A ratio with its interval, to two places. */
  public static String ratio(Bootstrap.Estimate estimate) {
    return String.format(
        Locale.ROOT, "%.2f [%.2f, %.2f]", estimate.value(), estimate.low(), estimate.high());
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

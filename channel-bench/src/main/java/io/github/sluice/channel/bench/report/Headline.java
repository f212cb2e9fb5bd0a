// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import io.github.sluice.channel.bench.results.Results;
import io.github.sluice.channel.bench.statistics.Runs;
import io.github.sluice.channel.bench.workloads.PayloadMode;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One ratio over all sizes of the protocol's messages, in words, for each payload mode. Of several
 * sizes it is their median within each round, so that it has an interval as a ratio of one size
 * does.
 */
final class Headline {
  /** More sizes are counted, and not named. */
  private static final int MOST_NAMED = 4;

  private final Map<PayloadMode, Map<Row, Runs>> known = new LinkedHashMap<>();

  Headline(Results results, Function<Row, Optional<Runs>> ratio) {
    for (Row row : results.rows(Workload.PROTOCOL)) {
      ratio
          .apply(row)
          .ifPresent(
              runs ->
                  known
                      .computeIfAbsent(row.payload(), mode -> new LinkedHashMap<>())
                      .put(row, runs));
    }
  }

  /**
   * Returns it as a sentence.
   *
   * @return nothing if no ratio is known
   */
  Optional<String> sentence(String beginning, String end) {
    if (known.isEmpty()) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    for (Map<Row, Runs> sizes : known.values()) {
      String times = times(Runs.medians(List.copyOf(sizes.values())), sizes);
      parts.add(
          (parts.isEmpty() ? beginning + " " + times + " " + end : times)
              + " ("
              + where(sizes)
              + ")");
    }
    return Optional.of(String.join("; ", parts));
  }

  /** The interval if it is an answer, or else the range of what there is. */
  private static String times(Runs medians, Map<Row, Runs> sizes) {
    if (medians.lowerMode() == 0 && medians.answer().isPresent()) {
      return Figures.ratios(medians) + " times";
    }
    DoubleSummaryStatistics range =
        (medians.count() < Runs.LEAST_FOR_INTERVAL ? sizes.values() : List.of(medians))
            .stream().flatMapToDouble(Runs::stream).summaryStatistics();
    return range.getCount() == 1
        ? number(range.getMax()) + " times"
        : number(range.getMin()) + " to " + number(range.getMax()) + " times";
  }

  /** The sizes, and how many figures there are if these have no interval. */
  private static String where(Map<Row, Runs> sizes) {
    List<Row> rows = List.copyOf(sizes.keySet());
    if (sizes.values().stream().anyMatch(runs -> runs.count() < Runs.LEAST_FOR_INTERVAL)) {
      int count = sizes.values().stream().mapToInt(Runs::count).sum();
      return (count == 1 ? "one run: " : count + " single runs: ") + shortLabels(rows);
    }
    if (rows.size() <= MOST_NAMED) {
      return (rows.size() == 1 ? "" : "the median of ") + labels(rows);
    }
    List<Map.Entry<Row, Runs>> sorted =
        sizes.entrySet().stream()
            .sorted(Comparator.comparingDouble(size -> size.getValue().median()))
            .toList();
    return "the median of "
        + rows.size()
        + " sizes, from "
        + of(sorted.get(0))
        + " to "
        + of(sorted.get(sorted.size() - 1));
  }

  private static String of(Map.Entry<Row, Runs> size) {
    return number(size.getValue().median()) + " at " + size.getKey().label();
  }

  /** Names rows, or counts them if they are many. */
  static String shortLabels(List<Row> rows) {
    return rows.size() > MOST_NAMED ? rows.size() + " rows" : labels(rows);
  }

  /** Names rows: {@code 8 B, 64 B and 1 KB}. */
  static String labels(List<Row> rows) {
    String last = rows.get(rows.size() - 1).label();
    return rows.size() == 1
        ? last
        : rows.stream().limit(rows.size() - 1).map(Row::label).collect(Collectors.joining(", "))
            + " and "
            + last;
  }

  private static String number(double ratio) {
    return String.format(Locale.ROOT, "%.2f", ratio);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.results;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that one run has measured, and under which conditions. This is what is saved, and what
 * reports and comparisons are made from.
 *
 * @param version of the bench
 * @param commit of the sources, or an empty text if that is not known
 * @param date when the run began, in ISO 8601
 * @param millis how long it took
 * @param preset the name of the preset
 * @param schedule how often and how long was measured, in words
 * @param planned how many measurements there should be, of one cell in one process each
 * @param measured how many there are
 * @param skipped what could not be measured and why, a line each
 * @param versions of the contenders that are libraries, by label
 * @param setup settings, commands and warnings
 * @param figures one for each contender and row, in the order of the tables
 */
public record Results(
    String version,
    String commit,
    String date,
    long millis,
    String preset,
    String schedule,
    Machine machine,
    Jdk jdk,
    int planned,
    int measured,
    List<String> skipped,
    Map<String, String> versions,
    Setup setup,
    List<Measured> figures) {

  /** Returns the rows of a workload, in order. */
  public List<Row> rows(Workload workload) {
    return figures.stream()
        .map(Measured::row)
        .filter(row -> row.workload() == workload)
        .distinct()
        .toList();
  }

  /**
   * Returns the contenders that were measured at any of these rows, in the order of {@link
   * Contender#ORDER}.
   */
  public List<Contender> contenders(List<Row> rows) {
    return figures.stream()
        .filter(figure -> rows.contains(figure.row()))
        .map(Measured::contender)
        .distinct()
        .sorted(Contender.ORDER)
        .toList();
  }

  /** Finds what was measured of a contender at a row. */
  public Optional<Measured> find(Contender contender, Row row) {
    return figures.stream()
        .filter(figure -> figure.contender().equals(contender) && figure.row().equals(row))
        .findFirst();
  }
}

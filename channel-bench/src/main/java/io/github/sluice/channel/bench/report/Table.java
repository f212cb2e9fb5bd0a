// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table in Markdown that is also readable as it stands. */
public final class Table {
  private final int columns;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(List<String> headings) {
    columns = headings.size();
    rows.add(List.copyOf(headings));
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if it has not one cell for each heading
   */
  public void add(List<String> row) {
    if (row.size() != columns) {
      throw new IllegalArgumentException(row.size() + " cells in " + columns + " columns");
    }
    rows.add(List.copyOf(row));
  }

  public String render() {
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    line(text, rows.get(0), widths);
    line(
        text,
        Arrays.stream(widths).mapToObj(width -> "-".repeat(width - 1) + ":").toList(),
        widths);
    rows.stream().skip(1).forEach(row -> line(text, row, widths));
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> row, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      String cell = row.get(i);
      text.append("| ").append(" ".repeat(widths[i] - cell.length())).append(cell).append(' ');
    }
    text.append("|\n");
  }
}

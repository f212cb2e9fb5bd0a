// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A table, for a page or in Markdown that is also readable as it stands. */
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

  /** Returns the table without the columns in which nothing but a text stands. */
  Table without(String missing) {
    List<Integer> kept =
        IntStream.range(0, columns)
            .filter(
                column -> rows.stream().skip(1).anyMatch(row -> !row.get(column).equals(missing)))
            .boxed()
            .toList();
    Table table = new Table(kept.stream().map(rows.get(0)::get).toList());
    rows.stream().skip(1).forEach(row -> table.add(kept.stream().map(row::get).toList()));
    return table;
  }

  /** Returns whether there is nothing below the headings, or beside the first of them. */
  boolean isEmpty() {
    return rows.size() == 1 || columns == 1;
  }

  /** Returns the table as HTML. */
  String html() {
    StringBuilder text = new StringBuilder("<table>\n");
    for (List<String> row : rows) {
      String cell = row == rows.get(0) ? "th" : "td";
      text.append("<tr>\n");
      row.forEach(content -> text.append(Html.element(cell, content)));
      text.append("</tr>\n");
    }
    return text.append("</table>\n").toString();
  }

  /** Returns the table as Markdown. */
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

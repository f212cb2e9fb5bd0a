// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.Measured;
import io.github.sluice.channel.bench.results.ResultStore;
import io.github.sluice.channel.bench.results.Results;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Several results side by side: of machines, JDKs or collectors. Each has a letter, under which its
 * figures stand in the tables. Times of two machines can be compared, but no ratio is made of them.
 */
public final class MergedReport {
  private static final int MOST = 26;

  private final Map<String, Results> runs = new LinkedHashMap<>();

  /**
   * Puts results side by side.
   *
   * @throws IllegalArgumentException if they are none or too many, with a message for the user
   */
  public MergedReport(List<Results> results) {
    if (results.isEmpty() || results.size() > MOST) {
      throw new IllegalArgumentException("from 1 to " + MOST + " results, not " + results.size());
    }
    results.forEach(one -> runs.put(String.valueOf((char) ('A' + runs.size())), one));
  }

  /** Writes the report to a directory, each file whole or not at all, and returns the files. */
  public List<Path> write(Path directory) throws IOException {
    Path markdown = directory.resolve("report.md");
    ResultStore.write(text(), markdown);
    Path page = directory.resolve("report.html");
    ResultStore.write(html(), page);
    return List.of(markdown, page);
  }

  /** Returns the report in Markdown. */
  public String text() {
    StringBuilder text = new StringBuilder("# Sluice: " + runs.size() + " runs side by side\n\n");
    text.append(legend().render());
    tables()
        .forEach(
            (heading, table) ->
                text.append("\n## ").append(heading).append("\n\n").append(table.render()));
    runs.forEach(
        (name, results) -> {
          text.append("\n## ").append(name).append("\n\n");
          facts(results)
              .forEach(fact -> text.append("* ").append(String.join(": ", fact)).append('\n'));
        });
    return text.toString();
  }

  private String html() {
    StringBuilder sections = new StringBuilder(scrolled(legend()));
    tables()
        .forEach(
            (heading, table) ->
                sections.append(Html.element("h2", heading)).append(scrolled(table)));
    runs.forEach(
        (name, results) -> {
          sections.append(Html.element("h2", name)).append("<dl>\n");
          facts(results)
              .forEach(
                  fact ->
                      sections
                          .append(Html.element("dt", fact.get(0)))
                          .append(Html.element("dd", fact.get(1))));
          sections.append("</dl>\n");
        });
    return HtmlReport.template()
        .replace("{{title}}", "Sluice: several runs")
        .replace("{{subtitle}}", runs.size() + " runs side by side")
        .replace("{{sections}}", sections);
  }

  private static String scrolled(Table table) {
    return "<div class=\"scroll\">\n" + table.html() + "</div>\n";
  }

  /** What the letters stand for. */
  private Table legend() {
    Table table = new Table(List.of("run", "processor", "JDK", "collector", "flags", "date"));
    runs.forEach(
        (name, results) ->
            table.add(
                List.of(
                    name,
                    results.machine().processor() + ", " + results.machine().processors(),
                    results.jdk().version(),
                    results.jdk().collector(),
                    String.join(" ", results.jdk().flags()),
                    results.date())));
    return table;
  }

  /** A table of ratios by size, and one of times for each workload. */
  private Map<String, Table> tables() {
    Map<String, Table> tables = new LinkedHashMap<>();
    Table tax = tax();
    if (!tax.isEmpty()) {
      tables.put("The async tax by size of message, and tokio over crossbeam", tax);
    }
    for (Workload workload : Workload.values()) {
      Table times = times(workload);
      if (!times.isEmpty()) {
        tables.put(workload + ": " + workload.meaning, times);
      }
    }
    return tables;
  }

  private Table tax() {
    Table table = new Table(headings("ratio"));
    for (Row row : rows(Workload.PROTOCOL)) {
      for (Contender async : List.of(Contender.FUTURES, Contender.WAKERS)) {
        String name = row.label() + ", " + async + " / blocking above the floor";
        add(table, name, results -> new Tables(results).aboveFloor(async, Contender.BLOCKING, row));
        ratio(table, row, async, Contender.BLOCKING);
      }
      ratio(table, row, Contender.TOKIO, Contender.CROSSBEAM);
    }
    return table;
  }

  private void ratio(Table table, Row row, Contender above, Contender below) {
    add(
        table,
        row.label() + ", " + above + " / " + below,
        results -> new Tables(results).ratio(above, below, row));
  }

  private Table times(Workload workload) {
    Table table = new Table(headings(workload + " (" + workload.unit + ")"));
    for (Row row : rows(workload)) {
      for (Contender contender : contenders(row)) {
        add(
            table,
            row.label() + ", " + contender,
            results -> new Tables(results).time(contender, row));
      }
    }
    return table;
  }

  /** Returns those that any run has measured at a row. */
  private List<Contender> contenders(Row row) {
    return runs.values().stream()
        .flatMap(results -> results.contenders(List.of(row)).stream())
        .distinct()
        .sorted(Contender.ORDER)
        .toList();
  }

  /** Adds a line unless no run has anything in it. */
  private void add(Table table, String name, Function<Results, String> content) {
    List<String> cells = new ArrayList<>(List.of(name));
    runs.values().forEach(results -> cells.add(content.apply(results)));
    if (cells.stream().skip(1).anyMatch(cell -> !cell.equals(Tables.MISSING))) {
      table.add(cells);
    }
  }

  private List<String> headings(String first) {
    return Stream.concat(Stream.of(first), runs.keySet().stream()).toList();
  }

  private List<Row> rows(Workload workload) {
    return runs.values().stream()
        .flatMap(results -> results.figures().stream())
        .map(Measured::row)
        .filter(row -> row.workload() == workload)
        .distinct()
        .toList();
  }

  private static List<List<String>> facts(Results results) {
    List<List<String>> facts = new ArrayList<>();
    Facts.of(results).forEach((name, value) -> facts.add(List.of(name, value)));
    results.setup().warnings().forEach(warning -> facts.add(List.of("warning", warning)));
    results.skipped().forEach(reason -> facts.add(List.of("skipped", reason)));
    return facts;
  }
}

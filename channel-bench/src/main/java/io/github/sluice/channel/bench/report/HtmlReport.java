// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.Results;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.knowm.xchart.internal.chartpart.Chart;

/** The page: everything that results say, in one file that needs nothing else. */
final class HtmlReport {
  /** An absolute directory at the beginning of a word. */
  private static final Pattern DIRECTORY = Pattern.compile("(?<![^\\s=:'])/[^\\s:']*/");

  private final Results results;
  private final Tables tables;
  private final Charts charts;
  private final StringBuilder sections = new StringBuilder();

  /** Why no charts can be drawn here, if so. */
  private String noCharts = "";

  HtmlReport(Results results) {
    this.results = results;
    tables = new Tables(results);
    charts = new Charts(results);
  }

  /** Returns the page. */
  String text() {
    sections.setLength(0);
    answer();
    if (!results.rows(Workload.PROTOCOL).isEmpty()) {
      protocol();
    }
    for (Workload workload : Workload.values()) {
      if (workload != Workload.PROTOCOL && !results.rows(workload).isEmpty()) {
        others(workload);
      }
    }
    roundTrips();
    allocation();
    losses();
    conditions();
    rawNumbers();
    return template()
        .replace("{{title}}", "Sluice " + Html.escaped(results.version()) + ": the async tax")
        .replace("{{subtitle}}", Html.escaped(subtitle()))
        .replace("{{sections}}", sections);
  }

  private String subtitle() {
    return "Sluice "
        + results.version()
        + ", "
        + results.date()
        + ", "
        + results.machine().processor();
  }

  // ---- sections

  private void answer() {
    List<String> sentences = new Answer(results).sentences();
    if (sentences.isEmpty()) {
      return;
    }
    sections.append("<section class=\"answer\">\n");
    sentences.forEach(sentence -> sections.append(Html.element("p", sentence)));
    sections.append("</section>\n");
    if (!results.rows(Workload.PROTOCOL).isEmpty()) {
      chart(
          "The async tax by size of message",
          "What the async channel costs over what the blocking channel costs, for the same messages; 1"
              + " is no tax. The floor, a plain array, is subtracted from both, or (dashed) from"
              + " neither. Bars are 95 % intervals, or the range of fewer than five processes.",
          charts::taxBySize);
    }
  }

  private void protocol() {
    List<Contender> contenders = results.contenders(results.rows(Workload.PROTOCOL));
    heading("The protocol: 1000 messages sent, then received");
    paragraph(
        "One thread sends 1000 messages through a channel of capacity 1000 and then receives them."
            + " The channel never overflows and no thread ever waits. The protocol measures what an"
            + " operation costs, and not what waiting costs. The floor is the time of the same"
            + " messages through a plain array. A tax above the floor is hidden by the payload if a"
            + " channel added nothing measurable to it in some process.");
    for (Contender async : List.of(Contender.FUTURES, Contender.WAKERS)) {
      if (contenders.contains(async)) {
        table("async = " + async + ", sync = blocking", tables.asyncOverSync(async));
      }
    }
    if (!tables.addedToFloor().isEmpty()) {
      table("What a channel adds to the floor", tables.addedToFloor());
    }
    if (!tables.linear().isEmpty()) {
      table("Linear sampling: the slope of a line through the origin", tables.linear());
    }
    if (contenders.stream().anyMatch(Contender::isRust)) {
      table("Ours over tokio and crossbeam", tables.oursOverRust());
    }
    chart(
        "Time by size of message",
        "Both axes are logarithmic. Each process is a dot.",
        charts::timeBySize);
    details(
        "All times, and the samples as boxes",
        () -> {
          table("", tables.times(Workload.PROTOCOL));
          for (Row row : results.rows(Workload.PROTOCOL)) {
            chart("Samples at " + row.label(), "", () -> charts.samples(row));
          }
        });
  }

  private void others(Workload workload) {
    heading(workload.toString());
    paragraph("In " + workload.meaning + ". Smaller is better.");
    Map<String, List<Row>> groups =
        results.rows(workload).stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.threads() + row.conditions().suffix(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    if (workload == Workload.RATE) {
      rates(groups);
    } else {
      groups.forEach(
          (group, rows) ->
              chart(
                  workload + ", " + group,
                  "Logarithmic axis. Each process is a small dot; the intervals are in the table.",
                  () -> charts.dots(rows)));
    }
    table("", tables.times(workload));
    if (workload == Workload.BURST && !tables.slopes().isEmpty()) {
      table("A line through the bursts of all sizes", tables.slopes());
    }
    if (!tables.ratios(workload).isEmpty()) {
      details("Ours over each peer", () -> table("", tables.ratios(workload)));
    }
  }

  private void rates(Map<String, List<Row>> groups) {
    paragraph(
        "One thread sends at a fixed rate. It skips no message, and sends a late one at once. Each"
            + " latency is the time from the intended start of the send to the receive, so a delay"
            + " counts for every message that was due meanwhile. The sender spins and takes one"
            + " processor; on a machine with two processors the receiver shares the other one with"
            + " the collector, the compiler and all other programs. A rate that was not kept is"
            + " marked. Its latencies grow for as long as the messages are sent.");
    groups.forEach(
        (group, rows) ->
            chart(
                "Latency by rate, receiver: " + group,
                "Both axes are logarithmic. A colour is a contender; lines are 50 %, dashes 99 %"
                    + " and dots 99.9 %. A cross is at a rate that was not kept.",
                () -> charts.latencyByRate(rows)));
    table("Percentiles", tables.latencies(Workload.RATE));
  }

  private void roundTrips() {
    Table table = tables.latencies(Workload.LATENCY);
    if (table.isEmpty()) {
      return;
    }
    heading("Latencies");
    paragraph("Each single round trip was timed. Nanoseconds, logarithmic.");
    for (Row row : results.rows(Workload.LATENCY)) {
      chart("Round trips between " + row.label(), "", () -> charts.latencies(row));
    }
    table("", table);
  }

  private void allocation() {
    if (!tables.allocated().isEmpty()) {
      heading("Allocation");
      table("Bytes allocated for a message, the payload's included", tables.allocated());
    }
  }

  private void losses() {
    heading("Where Sluice loses");
    Answer answer = new Answer(results);
    paragraph(answer.lossesInShort());
    if (!answer.losses().isEmpty()) {
      sections.append("<ul>\n");
      answer.losses().forEach(loss -> sections.append(Html.element("li", loss.toString())));
      sections.append("</ul>\n");
    }
  }

  private void conditions() {
    heading("Conditions");
    sections.append("<dl>\n");
    Facts.of(results).forEach(this::fact);
    results.setup().settings().forEach((owner, text) -> fact("setting of " + owner, text));
    results.setup().warnings().forEach(warning -> fact("warning", warning));
    results.skipped().forEach(reason -> fact("skipped", reason));
    if (!noCharts.isEmpty()) {
      fact("charts", noCharts);
    }
    sections.append("</dl>\n");
  }

  private void fact(String name, String value) {
    sections.append(Html.element("dt", name)).append(Html.element("dd", value));
  }

  /** The page is read on other machines; commands.sh has the directories of this one. */
  static String withoutDirectories(String command) {
    return DIRECTORY.matcher(command).replaceAll("");
  }

  private void rawNumbers() {
    if (!results.setup().commands().isEmpty()) {
      details(
          "The command of each figure",
          () -> {
            paragraph("Each command measures its figure once more; a round of the run was one.");
            sections.append("<dl>\n");
            results
                .setup()
                .commands()
                .forEach((figure, command) -> fact(figure, withoutDirectories(command)));
            sections.append("</dl>\n");
          });
    }
    details(
        "Spread and outliers",
        () -> {
          paragraph(
              "Outliers lie outside Tukey's fences, 1.5 (mild) or 3 (severe) times the distance of"
                  + " the quartiles. They are counted, and none is left out of any figure. MAD is"
                  + " the median distance from the median.");
          table("", tables.summaries());
        });
    details(
        "The raw numbers",
        () -> {
          paragraph("One figure for each iteration, in the workload's unit; a line is a process.");
          table("", tables.samples());
        });
  }

  // ---- parts

  private void heading(String text) {
    sections.append(Html.element("h2", text));
  }

  private void paragraph(String text) {
    sections.append(Html.element("p", text));
  }

  private void details(String summary, Runnable content) {
    sections.append("<details>\n").append(Html.element("summary", summary));
    content.run();
    sections.append("</details>\n");
  }

  private void table(String caption, Table table) {
    if (!caption.isEmpty()) {
      sections.append(Html.element("h3", caption));
    }
    sections.append("<div class=\"scroll\">\n").append(table.html()).append("</div>\n");
  }

  private void chart(String title, String caption, Supplier<Chart<?, ?>> chart) {
    String svg;
    try {
      svg = Svg.inline(chart.get(), title);
    } catch (RuntimeException | LinkageError | InternalError e) { // of a JVM without fonts
      noCharts = "cannot be drawn on this machine: " + e;
      return;
    }
    sections.append("<figure>\n").append(Html.element("h3", title));
    sections.append("<div class=\"scroll\">").append(svg).append("</div>\n");
    sections.append(Html.element("figcaption", caption)).append("</figure>\n");
  }

  static String template() {
    try (InputStream stream = HtmlReport.class.getResourceAsStream("report.html")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.ResultStore;
import io.github.sluice.channel.bench.results.Results;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.ThreadKind;
import io.github.sluice.channel.bench.workloads.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.internal.chartpart.Chart;

/** The results in a document: between two markers, with plots in files beside it. */
public final class ReadmeSection {
  private static final String BEGIN = "<!-- results: begin -->";
  private static final String END = "<!-- results: end -->";
  private static final String PLOTS = "docs/results/";

  private final Results results;
  private final Tables tables;
  private final Charts charts;

  public ReadmeSection(Results results) {
    this.results = results;
    tables = new Tables(results);
    charts = new Charts(results);
  }

  /**
   * Replaces what stands between the markers of a document, and writes the plots.
   *
   * @return the files written
   * @throws IOException if it has no markers, or cannot be read or written
   */
  public List<Path> write(Path document) throws IOException {
    String text = Files.readString(document);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(document + " has no lines " + BEGIN + " and " + END);
    }
    List<Path> written = new ArrayList<>();
    Map<String, String> plots = plots();
    for (Map.Entry<String, String> plot : plots.entrySet()) {
      Path file = document.toAbsolutePath().resolveSibling(PLOTS + plot.getKey());
      ResultStore.write(plot.getValue(), file);
      written.add(file);
    }
    ResultStore.write(
        text.substring(0, begin + BEGIN.length()) + body() + text.substring(end), document);
    written.add(document);
    return written;
  }

  private Map<String, String> plots() {
    Map<String, String> plots = new LinkedHashMap<>();
    if (!results.rows(Workload.PROTOCOL).isEmpty()) {
      plots.put("async-tax.svg", plot(charts.taxBySize(), "The async tax by size of message"));
    }
    if (!streams().isEmpty()) {
      plots.put("streams.svg", plot(charts.dots(streams()), "Nanoseconds a message in streams"));
    }
    return plots;
  }

  private static String plot(Chart<?, ?> chart, String label) {
    return Svg.standalone(chart, label) + "\n";
  }

  /** Between platform threads, where there are most contenders. */
  private List<Row> streams() {
    return tables.overviewRows().stream()
        .filter(row -> row.workload() == Workload.STREAM && row.threads() == ThreadKind.PLATFORM)
        .toList();
  }

  private String body() {
    StringBuilder text = new StringBuilder("\n\n");
    text.append("Measured on ").append(results.machine()).append("; ").append(results.jdk());
    text.append("; ").append(results.date(), 0, 10).append("; preset ").append(results.preset());
    text.append(". Each figure has its 95 % interval.\n\n");
    for (String sentence : new Answer(results).sentences()) {
      text.append(sentence).append('\n');
    }
    List<Contender> protocol = results.contenders(results.rows(Workload.PROTOCOL));
    if (!protocol.isEmpty()) {
      text.append("\n![The async tax by size of message](")
          .append(PLOTS)
          .append("async-tax.svg)\n");
    }
    for (Contender async : List.of(Contender.FUTURES, Contender.WAKERS)) {
      if (protocol.contains(async)) {
        text.append("\nasync = ").append(async).append(", sync = blocking:\n\n");
        text.append(tables.asyncOverSync(async).render());
      }
    }
    if (protocol.stream().anyMatch(Contender::isRust)) {
      text.append("\nOurs over tokio and crossbeam, in the same run:\n\n");
      text.append(tables.oursOverRust().render());
    }
    if (!streams().isEmpty()) {
      text.append("\n![Streams](").append(PLOTS).append("streams.svg)\n");
    }
    if (!tables.overview().isEmpty()) {
      text.append("\nNanoseconds a message in streams, and a round trip between two:\n\n");
      text.append(tables.overview().render());
    }
    text.append('\n').append(new Answer(results).lossesInShort()).append('\n');
    List<Answer.Compared> losses = new Answer(results).losses();
    if (!losses.isEmpty()) {
      text.append("\n<details><summary>Where Sluice loses</summary>\n\n");
      losses.forEach(loss -> text.append("* ").append(loss).append('\n'));
      text.append("\n</details>\n");
    }
    return text.append('\n').toString();
  }
}

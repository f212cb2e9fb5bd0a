// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.Machine;
import io.github.sluice.channel.bench.results.ResultStore;
import io.github.sluice.channel.bench.results.Results;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.ThreadKind;
import io.github.sluice.channel.bench.workloads.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * The results in a document: between two markers, a section for each machine with markers of its
 * own, and plots and a page in files beside the document.
 */
public final class ResultsSection {
  private static final String BEGIN = "<!-- results: begin -->";
  private static final String END = "<!-- results: end -->";
  private static final String PLOTS = "results/";
  private static final String PAGE = "report.html";

  private final Results results;

  /** The machine's name, as in the names of files. */
  private final String machine;

  private final Tables tables;
  private final Charts charts;

  private ResultsSection(Results results) {
    this.results = results;
    machine = machine(results.machine());
    tables = new Tables(results);
    charts = new Charts(results);
  }

  /**
   * Replaces the sections of the machines of these results in a document, or adds them at the end,
   * and writes their plots. What else stands in the document is left as it is.
   *
   * @return the files written
   * @throws IOException if it has no markers, or cannot be read or written
   * @throws IllegalArgumentException if two results are of one machine
   */
  public static List<Path> write(List<Results> results, Path document) throws IOException {
    List<ResultsSection> sections = results.stream().map(ResultsSection::new).toList();
    if (sections.stream().map(one -> one.machine).distinct().count() < sections.size()) {
      throw new IllegalArgumentException(
          document + " has one section for a machine, and several of these results are of one");
    }
    if (!Files.isRegularFile(document)) {
      throw new NoSuchFileException("there is no file " + document);
    }
    String text = Files.readString(document);
    for (ResultsSection section : sections) {
      text = section.into(text, document);
    }
    List<Path> written = new ArrayList<>();
    for (ResultsSection section : sections) {
      written.addAll(section.writePlots(document));
    }
    ResultStore.write(text, document);
    written.add(document);
    return written;
  }

  private List<Path> writePlots(Path document) throws IOException {
    List<Path> written = new ArrayList<>();
    Path directory = document.toAbsolutePath().resolveSibling(PLOTS + machine);
    for (Map.Entry<String, String> plot : plots().entrySet()) {
      Path file = directory.resolve(plot.getKey());
      ResultStore.write(plot.getValue(), file);
      written.add(file);
    }
    Path page = directory.resolve(PAGE);
    ResultStore.write(new HtmlReport(results).text(), page);
    written.add(page);
    return written;
  }

  /** Returns the text with this section in it, in the place of an older one of this machine. */
  private String into(String text, Path document) throws IOException {
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(document + " has no lines " + BEGIN + " and " + END);
    }
    String sectionBegin = "<!-- machine: " + machine + " begin -->";
    String sectionEnd = "<!-- machine: " + machine + " end -->\n";
    String section = sectionBegin + body() + sectionEnd;
    int from = text.indexOf(sectionBegin, begin);
    int to = text.indexOf(sectionEnd, begin);
    if (from < 0 && to < 0) {
      return text.substring(0, end) + section + "\n" + text.substring(end);
    }
    if (from < 0 || to < from || to > end) {
      throw new IOException(
          document + " has no lines " + sectionBegin + " and " + sectionEnd.strip());
    }
    return text.substring(0, from) + section + text.substring(to + sectionEnd.length());
  }

  /** Returns a machine's processor and how many there are, in letters, digits and dashes. */
  private static String machine(Machine machine) {
    return (machine.processor() + "-" + machine.processors() + "-" + machine.architecture())
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\((r|tm)\\)", "")
        .replaceAll("[^a-z0-9]+", "-")
        .replaceAll("^-|-$", "");
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
    StringBuilder text = new StringBuilder("\n\n## ");
    text.append(results.machine().processor()).append("\n\n");
    text.append("Measured on ").append(results.machine()).append("; ").append(results.jdk());
    text.append("; collector ").append(results.jdk().collector());
    text.append("; ").append(results.date(), 0, 10).append("; preset ").append(results.preset());
    text.append(
        ". A figure is the median of the processes, with its 95 % interval from five processes on.\n\n");
    text.append(
        "[The same and more, with plots to hover](" + PLOTS + machine + "/" + PAGE + ")\n\n");
    for (String sentence : new Answer(results).sentences()) {
      text.append("* ").append(sentence).append('\n');
    }
    List<Contender> protocol = results.contenders(results.rows(Workload.PROTOCOL));
    if (!protocol.isEmpty()) {
      text.append("\n![The async tax by size of message](")
          .append(PLOTS)
          .append(machine)
          .append("/async-tax.svg)\n");
    }
    for (Contender async : List.of(Contender.FUTURES, Contender.WAKERS)) {
      if (protocol.contains(async)) {
        text.append("\nasync = ").append(async).append(", sync = blocking:\n\n");
        text.append(tables.asyncOverSync(async).render());
      }
    }
    if (!tables.addedToFloor().isEmpty()) {
      text.append("\nWhat a channel adds to the floor:\n\n");
      text.append(tables.addedToFloor().render());
    }
    if (protocol.stream().anyMatch(Contender::isRust)) {
      text.append("\nOurs over tokio and crossbeam, in the same run:\n\n");
      text.append(tables.oursOverRust().render());
    }
    if (!streams().isEmpty()) {
      text.append("\n![Streams](").append(PLOTS).append(machine).append("/streams.svg)\n");
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

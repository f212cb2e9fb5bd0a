// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.Measured;
import io.github.sluice.channel.bench.results.Results;
import io.github.sluice.channel.bench.statistics.Bootstrap;
import io.github.sluice.channel.bench.workloads.ProtocolBenchmark;
import io.github.sluice.channel.bench.workloads.Published;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the user gets to read in a terminal: the conditions, then the tables, in Markdown. */
public final class MarkdownReport {
  private static final String MISSING = "-";

  private final Results results;

  public MarkdownReport(Results results) {
    this.results = results;
  }

  /** Returns the whole of it. */
  public String text() {
    StringBuilder text = new StringBuilder();
    conditions(text);
    List<Row> protocol = results.rows(Workload.PROTOCOL);
    List<Contender> inProtocol = results.contenders(protocol);
    if (inProtocol.stream().anyMatch(contender -> !contender.isPeer())) {
      legend(text);
    }
    for (Contender contender : List.of(Contender.FUTURES, Contender.WAKERS)) {
      if (inProtocol.contains(contender)) {
        text.append("\n## async = ").append(contender.label()).append(", sync = blocking\n\n");
        text.append(asyncOverSync(contender).render());
      }
    }
    for (Workload workload : Workload.values()) {
      List<Row> rows = results.rows(workload);
      if (!rows.isEmpty()
          && (workload != Workload.PROTOCOL || inProtocol.stream().anyMatch(Contender::isPeer))) {
        text.append("\n## Everything that ran: ").append(workload);
        text.append(" (").append(workload.meaning).append("), and ours over each peer\n\n");
        text.append(everything(workload, rows).render());
      }
    }
    if (results.figures().stream().anyMatch(figure -> figure.bytesPerMessage() != null)) {
      text.append("\n## Bytes allocated for a message, the payload's included\n\n");
      text.append(allocated().render());
    }
    return text.toString();
  }

  private void conditions(StringBuilder text) {
    boolean protocol = !results.rows(Workload.PROTOCOL).isEmpty();
    int messages = ProtocolBenchmark.MESSAGES;
    text.append("# Sluice ").append(results.version());
    if (protocol) {
      text.append(": ").append(messages);
      text.append(" messages through a channel of capacity ").append(messages);
    }
    text.append("\n\n");
    line(text, "machine", results.machine().toString());
    line(text, "JDK", results.jdk().toString());
    line(text, "flags", String.join(" ", results.jdk().flags()));
    line(text, "date", results.date() + ", " + Figures.duration(results.millis()));
    if (!results.commit().isEmpty()) {
      line(text, "commit", results.commit());
    }
    line(text, "preset", results.preset() + ": " + results.schedule());
    if (protocol) {
      line(text, "payload", results.payload() + ": " + results.payload().description());
      line(
          text,
          "protocol",
          "one thread sends all messages and then receives them all; there is room for all, so no"
              + " sender ever waits");
    }
    peers(text, protocol);
    results.skipped().forEach(reason -> line(text, "skipped", reason));
    if (results.preset().equals("smoke")) {
      line(
          text,
          "note",
          "smoke shows that all works; it is too short to rely on, and by default takes three"
              + " sizes");
    }
    if (results.measured() < results.planned()) {
      line(
          text,
          "incomplete",
          "only "
              + results.measured()
              + " of "
              + results.planned()
              + " JVMs have measured: stopped, or failed, or out of the preset's time");
    }
  }

  private void peers(StringBuilder text, boolean protocol) {
    if (!results.versions().isEmpty()) {
      line(
          text,
          "peers",
          results.versions().entrySet().stream()
              .map(peer -> peer.getKey() + " " + peer.getValue())
              .collect(Collectors.joining(", ")));
    }
    if (protocol && results.figures().stream().anyMatch(figure -> figure.contender().isRust())) {
      line(
          text,
          "payload in Rust",
          "each message is a [u8; N] that is moved by value, whatever the payload is in Java");
    }
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("* ").append(name).append(": ").append(value).append('\n');
  }

  private void legend(StringBuilder text) {
    String samples =
        results.figures().stream().allMatch(figure -> figure.samples().length == 1)
            ? "the samples of one JVM"
            : "JVMs and the samples in each";
    text.append(
        """

        `size | async (us) | sync (us) | ratio`: microseconds for all sends and receives, and async
        over sync, each with its 95 %% interval (bootstrap over %s).
        The ratio is of neighbours in time. Beside it stand the published ratios of tokio to
        crossbeam (x86-64: Ryzen 9 9900X; ARM64: Ampere A1).
        """
            .formatted(samples));
  }

  private Table asyncOverSync(Contender async) {
    Table table =
        new Table(
            List.of(
                "size", "async (us)", "sync (us)", "ratio", "published x86-64", "published ARM64"));
    for (Row row : results.rows(Workload.PROTOCOL)) {
      Optional<Published> published = Published.ofSize(row.size());
      table.add(
          List.of(
              row.label(),
              time(async, row),
              time(Contender.BLOCKING, row),
              ratio(async, Contender.BLOCKING, row),
              published.map(ratios -> Figures.number(ratios.x86())).orElse(MISSING),
              published.map(ratios -> Figures.number(ratios.arm())).orElse(MISSING)));
    }
    return table;
  }

  private Table everything(Workload workload, List<Row> rows) {
    List<Contender> contenders = results.contenders(rows);
    List<String> headings = new ArrayList<>(List.of(heading(workload)));
    for (Contender contender : contenders) {
      headings.add(contender.label() + " (" + workload.unit + ")");
      for (Contender own : comparedTo(contender, contenders)) {
        headings.add(contender.isPeer() ? own.label() + " / it" : "it / " + own.label());
      }
    }
    Table table = new Table(headings);
    for (Row row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.label()));
      for (Contender contender : contenders) {
        cells.add(time(contender, row));
        for (Contender own : comparedTo(contender, contenders)) {
          cells.add(contender.isPeer() ? ratio(own, contender, row) : ratio(contender, own, row));
        }
      }
      table.add(cells);
    }
    return table;
  }

  private static String heading(Workload workload) {
    return workload == Workload.PROTOCOL
        ? "size"
        : workload == Workload.STREAM ? "producers" : "threads";
  }

  /** Peers are compared to all of ours, and ours to the blocking channel. */
  private static List<Contender> comparedTo(Contender contender, List<Contender> present) {
    return present.stream()
        .filter(own -> contender.isPeer() ? !own.isPeer() : own == Contender.BLOCKING)
        .filter(own -> own != contender)
        .toList();
  }

  private Table allocated() {
    List<Row> rows = results.figures().stream().map(Measured::row).distinct().toList();
    List<Contender> contenders = results.contenders(rows);
    List<String> headings = new ArrayList<>(List.of(""));
    contenders.forEach(contender -> headings.add(contender.label()));
    Table table = new Table(headings);
    for (Row row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.workload() + " " + row.label()));
      for (Contender contender : contenders) {
        cells.add(
            results
                .find(contender, row)
                .map(Measured::bytesPerMessage)
                .map(Figures::number)
                .orElse(MISSING));
      }
      table.add(cells);
    }
    return table;
  }

  private String time(Contender contender, Row row) {
    return results
        .find(contender, row)
        .map(figure -> Figures.withInterval(Bootstrap.mean(figure.samples())))
        .orElse(MISSING);
  }

  /** The ratio of the rounds that both have measured. */
  private String ratio(Contender above, Contender below, Row row) {
    Optional<double[][]> over = results.find(above, row).map(Measured::samples);
    Optional<double[][]> under = results.find(below, row).map(Measured::samples);
    if (over.isEmpty() || under.isEmpty()) {
      return MISSING;
    }
    int rounds = Math.min(over.get().length, under.get().length);
    return Figures.ratio(
        Bootstrap.ratio(Arrays.copyOf(over.get(), rounds), Arrays.copyOf(under.get(), rounds)));
  }
}

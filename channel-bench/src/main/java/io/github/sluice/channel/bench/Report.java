// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the user gets to read: the conditions, then the tables, in Markdown. */
final class Report {
  private static final String MISSING = "-";

  private final Settings settings;
  private final Measurements measurements;
  private final Function<Contender, Optional<String>> versions;

  Report(
      Settings settings,
      Measurements measurements,
      Function<Contender, Optional<String>> versions) {
    this.settings = settings;
    this.measurements = measurements;
    this.versions = versions;
  }

  String text(String version, LocalDateTime start, long elapsedMillis) {
    StringBuilder text = new StringBuilder();
    conditions(text, version, start, elapsedMillis);
    if (settings.contenders().stream().anyMatch(contender -> !contender.isPeer())
        && !rows(Workload.PROTOCOL).isEmpty()) {
      legend(text);
    }
    for (Contender contender : List.of(Contender.FUTURES, Contender.WAKERS)) {
      if (settings.contenders().contains(contender) && !rows(Workload.PROTOCOL).isEmpty()) {
        text.append("\n## async = ").append(contender.label()).append(", sync = blocking\n\n");
        text.append(asyncOverSync(contender).render());
      }
    }
    for (Workload workload : Workload.values()) {
      List<Row> rows = rows(workload);
      if (!rows.isEmpty()
          && (workload != Workload.PROTOCOL
              || settings.contenders().stream().anyMatch(Contender::isPeer))) {
        text.append("\n## Everything that ran: ").append(workload);
        text.append(" (").append(workload.meaning).append("), and ours over each peer\n\n");
        text.append(everything(workload, rows).render());
      }
    }
    if (cells().stream().anyMatch(cell -> measurements.bytesPerMessage(cell).isPresent())) {
      text.append("\n## Bytes allocated for a message, the payload's included\n\n");
      text.append(allocated().render());
    }
    return text.toString();
  }

  private void conditions(
      StringBuilder text, String version, LocalDateTime start, long elapsedMillis) {
    boolean protocol = !rows(Workload.PROTOCOL).isEmpty();
    int messages = ProtocolBenchmark.MESSAGES;
    text.append("# Sluice ").append(version);
    if (protocol) {
      text.append(": ").append(messages);
      text.append(" messages through a channel of capacity ").append(messages);
    }
    text.append("\n\n");
    line(text, "machine", Machine.hardware());
    line(text, "JDK", Machine.jdk());
    line(text, "flags", String.join(" ", Settings.JVM_FLAGS));
    line(
        text,
        "date",
        start.truncatedTo(ChronoUnit.MINUTES) + ", " + Figures.duration(elapsedMillis));
    line(text, "preset", settings.preset() + ": " + settings.schedule());
    if (protocol) {
      line(text, "payload", settings.mode() + ": " + settings.mode().description());
      line(
          text,
          "protocol",
          "one thread sends all messages and then receives them all; there is room for all, so no"
              + " sender ever waits");
    }
    peers(text, protocol);
    if (settings.preset() == Preset.SMOKE) {
      line(
          text,
          "note",
          "smoke shows that all works; it is too short to rely on, and by default takes three"
              + " sizes");
    }
    if (measurements.forks() < settings.forks()) {
      line(
          text,
          "incomplete",
          "only "
              + measurements.forks()
              + " of "
              + settings.forks()
              + " JVMs have measured: stopped, or failed, or out of the preset's time");
    }
  }

  private void peers(StringBuilder text, boolean protocol) {
    String known =
        settings.contenders().stream()
            .flatMap(
                one -> versions.apply(one).map(version -> one.label() + " " + version).stream())
            .collect(Collectors.joining(", "));
    if (!known.isEmpty()) {
      line(text, "peers", known);
    }
    if (protocol && settings.contenders().stream().anyMatch(Contender::isRust)) {
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
        settings.rounds() == 1 ? "the samples of one JVM" : "JVMs and the samples in each";
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
    for (Row row : rows(Workload.PROTOCOL)) {
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
    List<Contender> contenders =
        settings.contenders().stream()
            .filter(one -> rows.stream().anyMatch(one::takesPartIn))
            .toList();
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
    List<String> headings = new ArrayList<>(List.of(""));
    settings.contenders().forEach(contender -> headings.add(contender.label()));
    Table table = new Table(headings);
    for (Row row : settings.rows()) {
      List<String> cells = new ArrayList<>(List.of(row.label()));
      for (Contender contender : settings.contenders()) {
        OptionalDouble bytes = measurements.bytesPerMessage(new Cell(contender, row));
        cells.add(bytes.isPresent() ? Figures.number(bytes.getAsDouble()) : MISSING);
      }
      table.add(cells);
    }
    return table;
  }

  private List<Cell> cells() {
    return settings.cells(0);
  }

  private List<Row> rows(Workload workload) {
    return settings.rows().stream().filter(row -> row.workload() == workload).toList();
  }

  private String time(Contender contender, Row row) {
    double[][] samples = measurements.samples(new Cell(contender, row));
    return samples.length == 0 ? MISSING : Figures.withInterval(Bootstrap.mean(samples));
  }

  /** The ratio over the rounds that have measured both. */
  private String ratio(Contender upper, Contender lower, Row row) {
    double[][] above = measurements.samples(new Cell(upper, row));
    double[][] below = measurements.samples(new Cell(lower, row));
    int rounds = Math.min(above.length, below.length);
    return rounds == 0
        ? MISSING
        : Figures.ratio(
            Bootstrap.ratio(Arrays.copyOf(above, rounds), Arrays.copyOf(below, rounds)));
  }
}

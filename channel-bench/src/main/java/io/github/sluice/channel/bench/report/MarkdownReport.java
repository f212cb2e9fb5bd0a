// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.Results;
import io.github.sluice.channel.bench.workloads.ProtocolBenchmark;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.Workload;
import java.util.List;

/** What the user gets to read in a terminal: the conditions, then the tables, in Markdown. */
public final class MarkdownReport {
  private final Results results;
  private final Tables tables;

  public MarkdownReport(Results results) {
    this.results = results;
    tables = new Tables(results);
  }

  /** Returns the whole of it. */
  public String text() {
    StringBuilder text = new StringBuilder();
    conditions(text);
    List<Row> protocol = results.rows(Workload.PROTOCOL);
    List<Contender> inProtocol = results.contenders(protocol);
    for (String sentence : new Answer(results).sentences()) {
      text.append('\n').append(sentence).append('\n');
    }
    if (inProtocol.stream().anyMatch(Contender::isOurs)) {
      legend(text);
    }
    for (Contender contender : List.of(Contender.FUTURES, Contender.WAKERS)) {
      if (inProtocol.contains(contender)) {
        text.append("\n## async = ").append(contender.label()).append(", sync = blocking\n\n");
        text.append(tables.asyncOverSync(contender).render());
      }
    }
    if (!tables.addedToFloor().isEmpty()) {
      text.append("\n## What a channel adds to the floor\n\n");
      text.append(tables.addedToFloor().render());
    }
    if (!tables.linear().isEmpty()) {
      text.append("\n## Linear sampling: the slope of a line through the origin\n\n");
      text.append(tables.linear().render());
    }
    for (Workload workload : Workload.values()) {
      List<Contender> contenders = results.contenders(results.rows(workload));
      boolean peers = contenders.stream().anyMatch(Contender::isPeer);
      if (!contenders.isEmpty() && (workload != Workload.PROTOCOL || peers)) {
        text.append("\n## ").append(workload).append(": ").append(workload.meaning).append("\n\n");
        text.append(tables.times(workload).render());
        if (workload == Workload.BURST && !tables.slopes().isEmpty()) {
          text.append("\nA line through the bursts of all sizes:\n\n");
          text.append(tables.slopes().render());
        }
        if (peers && contenders.stream().anyMatch(Contender::isOurs)) {
          text.append("\nOurs over peers:\n\n").append(tables.ratios(workload).render());
        }
      }
    }
    latencies(text, Workload.LATENCY, "Latencies of single round trips");
    latencies(text, Workload.RATE, "Latencies at a rate, from the intended start of each send");
    if (results.figures().stream().anyMatch(figure -> figure.bytesPerMessage() != null)) {
      text.append("\n## Bytes allocated for a message, the payload's included\n\n");
      text.append(tables.allocated().render());
    }
    return text.toString();
  }

  private void latencies(StringBuilder text, Workload workload, String heading) {
    Table table = tables.latencies(workload);
    if (!table.isEmpty()) {
      text.append("\n## ").append(heading).append("\n\n").append(table.render());
    }
  }

  private void conditions(StringBuilder text) {
    text.append("# Sluice ").append(results.version());
    if (!results.rows(Workload.PROTOCOL).isEmpty()) {
      text.append(": ").append(ProtocolBenchmark.MESSAGES);
      text.append(" messages through a channel of capacity ").append(ProtocolBenchmark.MESSAGES);
    }
    text.append("\n\n");
    Facts.of(results).forEach((name, value) -> line(text, name, value));
    results.setup().settings().forEach((owner, what) -> line(text, "setting of " + owner, what));
    results.setup().warnings().forEach(warning -> line(text, "warning", warning));
    results.skipped().forEach(reason -> line(text, "skipped", reason));
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("* ").append(name).append(": ").append(value).append('\n');
  }

  private void legend(StringBuilder text) {
    text.append(
        """

        Times are microseconds for all sends and receives. The floor is the time of the same messages
        through a plain array. The tax above the floor is what async adds to the floor over what sync
        adds; the tax of the whole is async over sync. Both are ratios of neighbours in time. The
        published ratios are those of tokio to crossbeam (x86-64: Ryzen 9 9900X; ARM64: Ampere A1).
        """);
  }
}

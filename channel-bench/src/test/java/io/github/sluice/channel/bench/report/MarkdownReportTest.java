// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import static io.github.sluice.channel.bench.results.SampleResults.measured;
import static io.github.sluice.channel.bench.results.SampleResults.rounds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.Latencies;
import io.github.sluice.channel.bench.results.Measured;
import io.github.sluice.channel.bench.results.SampleResults;
import io.github.sluice.channel.bench.workloads.Published;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.ThreadKind;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {
  private static final Row EIGHT = Row.protocol(8);

  private static String report(Measured... figures) {
    return new MarkdownReport(SampleResults.of(List.of(figures))).text();
  }

  /** Returns the tables' rows without their padding and rules. */
  private static String rows(String text) {
    return text.lines()
        .filter(line -> line.startsWith("| ") && !line.contains("--"))
        .map(line -> line.replaceAll(" *\\| *", "|").replaceAll("^\\||\\|$", "") + "\n")
        .collect(Collectors.joining());
  }

  private static void assertHas(String text, String part) {
    assertTrue(text.contains(part), text);
  }

  @Test
  void conditionsStandAboveTheTables() {
    List<Measured> figures =
        List.of(
            measured(Contender.BLOCKING, EIGHT, 20, 20),
            measured(Contender.FUTURES, EIGHT, 20, 20));
    String text = new MarkdownReport(SampleResults.of(figures, 8)).text();
    assertHas(text, "# Sluice 1.0: 1000 messages through a channel of capacity 1000\n");
    assertHas(text, "* date: 2025-01-31T12:30, 1 min 30 s\n");
    assertHas(text, "* machine: Some CPU @ 2 GHz, 1 cores, 2 processors, 16.0 GiB, GNU/Linux");
    assertHas(text, "* JDK: VM 17 (vendor)");
    assertHas(text, "* flags: -Xms1g -Xmx1g");
    assertHas(text, "* commit: abcdef1234");
    assertHas(text, "* preset: quick: 2 rounds");
    assertHas(text, "* payload: copied: ");
    assertHas(text, "* skipped: jox is skipped");
    assertHas(text, "no sender ever waits");
    assertHas(text, "* figures: the median of the processes");
    assertHas(text, "* steady: the later half of a warm-up");
    assertHas(text, "* incomplete: only 2 of 8 measurements were made: ");
    assertTrue(text.indexOf("* incomplete") < text.indexOf("## async"));
  }

  @Test
  void asyncStandsBesideSyncAndWhatWasPublished() {
    String text =
        report(
            rounds(Contender.BLOCKING, EIGHT, new double[] {30, 30}, new double[] {30, 30}),
            rounds(Contender.FUTURES, EIGHT, new double[] {33, 33}, new double[] {33, 33}),
            measured(Contender.JCTOOLS, Row.protocol(100), 1));
    assertHas(text, "## async = futures, sync = blocking\n\n|  size | ");
    assertHas(
        rows(text),
        """
        size|async (us)|sync (us)|tax of the whole|published x86-64|published ARM64
        8 B|2 runs: 33.0, 33.0|2 runs: 30.0, 30.0|2 runs: 1.10, 1.10|1.92|1.38
        100 B|-|-|-|-|-
        """);
  }

  @Test
  void aRoundThatWasCutShortGivesNoRatio() {
    assertHas(
        report(
            rounds(Contender.BLOCKING, EIGHT, new double[] {20, 20}, new double[] {90, 90}),
            measured(Contender.FUTURES, EIGHT, 22, 22)),
        " 1 run: 1.10 |");
  }

  @Test
  void peersHaveATableOfTheirOwn() {
    String text =
        report(
            measured(Contender.BLOCKING, EIGHT, 20, 20),
            measured(Contender.JCTOOLS, EIGHT, 10, 10));
    assertFalse(text.contains("## async"), text);
    assertHas(
        rows(text),
        """
        protocol (us)|blocking|jctools
        8 B|1 run: 20.0|1 run: 10.0
        ratio|/ jctools
        8 B, blocking|1 run: 2.00
        """);
  }

  @Test
  void burstsOfSeveralSizesHaveALine() {
    String text =
        report(
            measured(Contender.BLOCKING, Row.burst(1, ThreadKind.PLATFORM), 12, 12),
            measured(Contender.BLOCKING, Row.burst(10, ThreadKind.PLATFORM), 30, 30),
            measured(Contender.JCTOOLS, Row.burst(1, ThreadKind.PLATFORM), 30, 30));
    assertHas(
        rows(text),
        """
        burst|its beginning (us)|each message (us)
        blocking, platform|10.0 [10.0, 10.0]|2.00 [2.00, 2.00]
        """);
  }

  @Test
  void aRateThatWasNotKeptIsMarked() {
    String text =
        report(
            atRate(Contender.BLOCKING, 250, new Latencies(9, 1, 2, 3, 4, 5, 6, 1.0)),
            atRate(Contender.CROSSBEAM, 500, new Latencies(9, 2, 3, 4, 5, 6, 7, 0.834)));
    assertHas(
        rows(text),
        """
        rate (ns)|blocking|crossbeam
        5000/s, platform|1 run: 250|1 run: 500, kept 83 % of the rate
        """);
    assertHas(
        rows(text),
        """
        ns|50 %|90 %|99 %|99.9 %|99.99 %|longest|count|the rate
        5000/s, platform, blocking|1|2|3|4|5|6|9|kept
        5000/s, platform, crossbeam|2|3|4|5|6|7|9|kept 83 % of the rate
        """);
    assertHas(
        text, "\nRates that were not kept: crossbeam at 5000/s, platform kept 83 % of the rate.\n");
  }

  private static Measured atRate(Contender contender, double median, Latencies latencies) {
    Row row = Row.rate(5000, ThreadKind.PLATFORM);
    return new Measured(contender, row, new double[][] {{median, median}}, null, latencies);
  }

  @Test
  void peersAreNamedWithTheirVersions() {
    assertHas(report(measured(Contender.JCTOOLS, EIGHT, 20, 20)), "* peers: jctools 1.2.3\n");
    assertHas(report(measured(Contender.TOKIO, EIGHT, 20, 20)), "* payload in Rust: ");
    assertFalse(report(measured(Contender.JCTOOLS, EIGHT, 20, 20)).contains("Rust"));
  }

  @Test
  void aPeerAloneHasNoRatio() {
    String text = report(measured(Contender.JCTOOLS, EIGHT, 10, 10));
    assertHas(rows(text), "protocol (us)|jctools\n8 B|1 run: 10.0\n");
    assertFalse(text.contains("ratio|"), text);
  }

  @Test
  void allocationIsShownIfItWasCounted() {
    assertFalse(report(measured(Contender.WAKERS, EIGHT, 1)).contains("allocated"));
    Measured counted = new Measured(Contender.WAKERS, EIGHT, new double[][] {{1}}, 24.0, null);
    assertHas(rows(report(counted)), "bytes a message|wakers\nprotocol 8 B|24.0\n");
  }

  @Test
  void publishedRatiosAreThoseOfTheExperiment() {
    assertEquals(8, Published.ALL.size());
    assertEquals(1.92, Published.ofSize(8).orElseThrow().x86());
    assertEquals(1.40, Published.ofSize(32768).orElseThrow().arm());
    assertTrue(Published.ofSize(9).isEmpty());
  }
}

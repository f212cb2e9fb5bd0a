// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final LocalDateTime START = LocalDateTime.of(2025, 1, 31, 12, 30, 59);

  private final Measurements measurements = new Measurements();

  private String report(Contender... contenders) {
    Settings settings =
        new Settings(
            Preset.QUICK,
            PayloadMode.COPIED,
            Row.protocol(List.of(8, 100)),
            List.of(contenders),
            2,
            400,
            2,
            100,
            Preset.UNLIMITED,
            List.of());
    return new Report(settings, measurements, ReportTest::version).text("1.0", START, 90_000);
  }

  private static Optional<String> version(Contender contender) {
    return contender.isPeer() ? Optional.of("1.2.3") : Optional.empty();
  }

  private void measure(Contender contender, int size, int... micros) {
    Cell cell = new Cell(contender, size);
    measurements.add(cell, Samples.ofOneJvm(cell, micros));
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
    measure(Contender.BLOCKING, 8, 20, 20);
    String text = report(Contender.BLOCKING, Contender.FUTURES);
    assertHas(text, "# Sluice 1.0: 1000 messages through a channel of capacity 1000\n");
    assertHas(text, "* date: 2025-01-31T12:30, 1 min 30 s\n");
    assertHas(text, "* machine: ");
    assertHas(text, "* JDK: ");
    assertHas(text, "* flags: -Xms1g -Xmx1g");
    assertHas(text, "* preset: quick: 2 rounds");
    assertHas(text, "* payload: copied: ");
    assertHas(text, "no sender ever waits");
    assertHas(text, "size | async (us) | sync (us) | ratio");
    assertHas(text, "* incomplete: only 1 of 8 JVMs have measured: ");
    assertTrue(text.indexOf("* incomplete") < text.indexOf("## async"));
  }

  @Test
  void asyncStandsBesideSyncAndWhatWasPublished() {
    measure(Contender.BLOCKING, 8, 20, 20);
    measure(Contender.FUTURES, 8, 22, 22);
    measure(Contender.BLOCKING, 8, 40, 40);
    measure(Contender.FUTURES, 8, 44, 44);
    String text = report(Contender.BLOCKING, Contender.FUTURES);
    assertHas(text, "## async = futures, sync = blocking\n\n|  size | ");
    assertEquals(
        """
        size|async (us)|sync (us)|ratio|published x86-64|published ARM64
        8 B|33.0 [22.0, 44.0]|30.0 [20.0, 40.0]|1.10 [1.10, 1.10]|1.92|1.38
        100 B|-|-|-|-|-
        """,
        rows(text));
  }

  @Test
  void aRoundThatWasCutShortGivesNoRatio() {
    measure(Contender.BLOCKING, 8, 20, 20);
    measure(Contender.BLOCKING, 8, 90, 90);
    measure(Contender.FUTURES, 8, 22, 22);
    assertHas(report(Contender.BLOCKING, Contender.FUTURES), " 1.10 [1.10, 1.10] |");
  }

  @Test
  void peersHaveATableOfTheirOwn() {
    measure(Contender.BLOCKING, 8, 20, 20);
    measure(Contender.JCTOOLS, 8, 10, 10);
    String text = report(Contender.BLOCKING, Contender.JCTOOLS);
    assertFalse(text.contains("## async"), text);
    assertHas(text, "|  size |     blocking (us) |      jctools (us) |     blocking / it |\n");
    assertHas(text, "|   8 B | 20.0 [20.0, 20.0] | 10.0 [10.0, 10.0] | 2.00 [2.00, 2.00] |\n");
  }

  @Test
  void peersAreNamedWithTheirVersions() {
    measure(Contender.BLOCKING, 8, 20, 20);
    String text = report(Contender.BLOCKING, Contender.JCTOOLS, Contender.TOKIO);
    assertHas(text, "* peers: jctools 1.2.3, tokio 1.2.3\n");
    assertHas(text, "* payload in Rust: ");
    assertFalse(report(Contender.BLOCKING, Contender.JCTOOLS).contains("Rust"));
    assertFalse(report(Contender.BLOCKING).contains("* peers"));
  }

  @Test
  void aPeerAloneHasNoRatio() {
    measure(Contender.JCTOOLS, 8, 10, 10);
    assertHas(report(Contender.JCTOOLS), "|  size |      jctools (us) |\n");
  }

  @Test
  void allocationIsShownIfItWasCounted() {
    assertFalse(report(Contender.WAKERS).contains("allocated"));
    Cell cell = new Cell(Contender.WAKERS, 8);
    measurements.add(cell, Samples.allocating(cell, 24_000, 10, 12));
    assertHas(report(Contender.WAKERS), "|   8 B |   24.0 |\n| 100 B |      - |\n");
  }

  @Test
  void publishedRatiosAreThoseOfTheExperiment() {
    assertEquals(8, Published.ALL.size());
    assertEquals(1.92, Published.ofSize(8).orElseThrow().x86());
    assertEquals(1.40, Published.ofSize(32768).orElseThrow().arm());
    assertTrue(Published.ofSize(9).isEmpty());
  }
}

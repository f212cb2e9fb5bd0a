// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import static io.github.sluice.channel.bench.results.SampleResults.measured;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.Machine;
import io.github.sluice.channel.bench.results.Measured;
import io.github.sluice.channel.bench.results.Results;
import io.github.sluice.channel.bench.results.SampleResults;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.ThreadKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsSectionTest {
  private static final String MARKERS =
      "before\n<!-- results: begin -->\n<!-- results: end -->\nafter\n";

  private static final List<Measured> FIGURES =
      List.of(
          measured(Contender.BLOCKING, Row.protocol(8), 20, 20),
          measured(Contender.FUTURES, Row.protocol(8), 22, 22),
          measured(Contender.BLOCKING, Row.stream(100, 4, ThreadKind.PLATFORM), 90, 90),
          measured(Contender.BLOCKING, Row.stream(1000, 4, ThreadKind.PLATFORM), 30, 30),
          measured(Contender.JCTOOLS, Row.stream(1000, 4, ThreadKind.PLATFORM), 20, 20),
          measured(Contender.WAKERS, Row.roundTrip(ThreadKind.ONE_WORKER), 200, 200));

  private static final Results SOME = SampleResults.of(FIGURES);
  private static final String SOME_BEGIN = "<!-- machine: some-cpu-2-ghz-2-amd64 begin -->\n";
  private static final String SOME_END = "<!-- machine: some-cpu-2-ghz-2-amd64 end -->\n";

  private static Results of(String processor) {
    Machine machine = new Machine(processor, 8, 16, 1L << 34, "GNU/Linux", "amd64");
    return SampleResults.of(FIGURES, FIGURES.size(), machine, SOME.jdk());
  }

  @TempDir Path directory;

  @Test
  void theSectionStandsBetweenTheMarkers() throws IOException {
    Path document = directory.resolve("benchmarks.md");
    Files.writeString(document, MARKERS);
    List<Path> written = ResultsSection.write(List.of(SOME), document);
    String text = Files.readString(document);
    String begin = "before\n<!-- results: begin -->\n" + SOME_BEGIN + "\n## Some CPU @ 2 GHz\n\n";
    assertTrue(text.startsWith(begin + "Measured on Some CPU @ 2 GHz, 1 cores"), text);
    assertTrue(text.endsWith("\n" + SOME_END + "\n<!-- results: end -->\nafter\n"), text);
    assertTrue(text.contains("; collector G1; "), text);
    assertTrue(text.contains("|  8 B | 1 run: 22.0 | 1 run: 20.0 |      1 run: 1.10 "), text);
    assertTrue(text.contains("; 2025-01-31; "), text);
    String cells = text.replaceAll(" *\\| *", "|");
    assertTrue(cells.contains("|ns|stream, 4 to 1|round-trip|\n"), text);
    assertTrue(cells.contains("|blocking, platform|1 run: 30.0|-|\n"), text);
    assertTrue(cells.contains("|wakers, 1-worker|-|1 run: 200|\n"), text);
    assertFalse(text.contains("90.0"), text);
    assertTrue(text.contains("In 0 of 1 comparisons"), text);
    assertTrue(text.contains(": blocking takes 1 run: 1.50 times what jctools takes"), text);
    assertEquals(4, written.size());
    assertTrue(text.contains("(results/some-cpu-2-ghz-2-amd64/report.html)"), text);
    assertTrue(Files.exists(directory.resolve("results/some-cpu-2-ghz-2-amd64/report.html")));
    for (String plot : List.of("async-tax.svg", "streams.svg")) {
      assertTrue(text.contains("(results/some-cpu-2-ghz-2-amd64/" + plot + ")"), text);
      String svg = Files.readString(directory.resolve("results/some-cpu-2-ghz-2-amd64/" + plot));
      assertTrue(svg.contains("prefers-color-scheme"), svg);
    }
    ResultsSection.write(List.of(SOME), document);
    assertEquals(text, Files.readString(document), "a second time changes nothing");
  }

  @Test
  void sectionsOfOtherMachinesAreLeftAsTheyAre() throws IOException {
    Path document = directory.resolve("benchmarks.md");
    String other = "<!-- machine: other begin -->\nby hand\n<!-- machine: other end -->\n";
    String old = SOME_BEGIN + "old\n" + SOME_END;
    Files.writeString(document, MARKERS.replace("begin -->\n", "begin -->\n" + old + other));
    ResultsSection.write(List.of(SOME), document);
    String text = Files.readString(document);
    assertTrue(text.contains(SOME_END + other + "<!-- results: end -->"), text);
    assertFalse(text.contains("old\n"), text);

    ResultsSection.write(List.of(of("AMD EPYC(TM) 7"), of("Ampere(R)")), document);
    String more = Files.readString(document);
    String before = text.substring(0, text.indexOf("<!-- results: end -->"));
    assertTrue(more.startsWith(before + "<!-- machine: amd-epyc-7-16-amd64 begin -->"), more);
    assertTrue(more.contains("<!-- machine: ampere-16-amd64 end -->"), more);
    assertTrue(Files.exists(directory.resolve("results/ampere-16-amd64/async-tax.svg")));
  }

  @Test
  void twoResultsOfOneMachineAreRefused() throws IOException {
    Path document = Files.writeString(directory.resolve("benchmarks.md"), MARKERS);
    assertThrows(
        IllegalArgumentException.class, () -> ResultsSection.write(List.of(SOME, SOME), document));
    assertEquals(MARKERS, Files.readString(document));
  }

  @Test
  void halfASectionIsRefused() throws IOException {
    Path document = directory.resolve("benchmarks.md");
    String half = MARKERS.replace("begin -->\n", "begin -->\n" + SOME_BEGIN);
    Files.writeString(document, half);
    assertThrows(IOException.class, () -> ResultsSection.write(List.of(SOME), document));
    assertEquals(half, Files.readString(document));
  }

  @Test
  void aDocumentWithoutMarkersIsLeftAlone() throws IOException {
    Path document = directory.resolve("benchmarks.md");
    for (String text : List.of("", "<!-- results: end --><!-- results: begin -->")) {
      Files.writeString(document, text);
      IOException refusal =
          assertThrows(IOException.class, () -> ResultsSection.write(List.of(SOME), document));
      assertTrue(refusal.getMessage().contains("has no lines"), refusal::getMessage);
      assertEquals(text, Files.readString(document));
    }
  }
}

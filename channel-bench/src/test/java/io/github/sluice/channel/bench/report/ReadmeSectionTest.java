// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import static io.github.sluice.channel.bench.results.SampleResults.measured;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.SampleResults;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.ThreadKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeSectionTest {
  private static final String MARKERS =
      "before\n<!-- results: begin -->\nold\n<!-- results: end -->\nafter\n";

  private final ReadmeSection section =
      new ReadmeSection(
          SampleResults.of(
              List.of(
                  measured(Contender.BLOCKING, Row.protocol(8), 20, 20),
                  measured(Contender.FUTURES, Row.protocol(8), 22, 22),
                  measured(Contender.BLOCKING, Row.stream(100, 4, ThreadKind.PLATFORM), 90, 90),
                  measured(Contender.BLOCKING, Row.stream(1000, 4, ThreadKind.PLATFORM), 30, 30),
                  measured(Contender.JCTOOLS, Row.stream(1000, 4, ThreadKind.PLATFORM), 20, 20),
                  measured(Contender.WAKERS, Row.roundTrip(ThreadKind.ONE_WORKER), 200, 200))));

  @TempDir Path directory;

  @Test
  void theSectionReplacesWhatStoodBetweenTheMarkers() throws IOException {
    Path document = directory.resolve("README.md");
    Files.writeString(document, MARKERS);
    List<Path> written = section.write(document);
    String text = Files.readString(document);
    assertTrue(text.startsWith("before\n<!-- results: begin -->\n\nMeasured on Some CPU"), text);
    assertTrue(text.endsWith("\n<!-- results: end -->\nafter\n"), text);
    assertTrue(text.contains("|  8 B | 22.0 [22.0, 22.0] | 20.0 [20.0, 20.0] | 1.10 "), text);
    assertTrue(text.contains("; 2025-01-31; "), text);
    String cells = text.replaceAll(" *\\| *", "|");
    assertTrue(cells.contains("|ns|stream, 4 to 1|round-trip|\n"), text);
    assertTrue(cells.contains("|blocking, platform|30.0 [30.0, 30.0]|-|\n"), text);
    assertTrue(cells.contains("|wakers, 1-worker|-|200 [200, 200]|\n"), text);
    assertFalse(text.contains("90.0 ["), text);
    assertTrue(text.contains("In 1 of 1 comparisons"), text);
    assertTrue(text.contains(": blocking takes 1.50 [1.50, 1.50] times what jctools takes"), text);
    assertEquals(3, written.size());
    for (String plot : List.of("async-tax.svg", "streams.svg")) {
      assertTrue(text.contains("(docs/results/" + plot + ")"), text);
      String svg = Files.readString(directory.resolve("docs/results").resolve(plot));
      assertTrue(svg.contains("prefers-color-scheme"), svg);
    }
    section.write(document);
    assertEquals(text, Files.readString(document), "a second time changes nothing");
  }

  @Test
  void aDocumentWithoutMarkersIsLeftAlone() throws IOException {
    Path document = directory.resolve("README.md");
    for (String text : List.of("", "<!-- results: end --><!-- results: begin -->")) {
      Files.writeString(document, text);
      IOException refusal = assertThrows(IOException.class, () -> section.write(document));
      assertTrue(refusal.getMessage().contains("has no lines"), refusal::getMessage);
      assertEquals(text, Files.readString(document));
    }
  }
}

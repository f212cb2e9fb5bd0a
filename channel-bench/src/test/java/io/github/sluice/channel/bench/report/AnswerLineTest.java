// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import static io.github.sluice.channel.bench.results.SampleResults.measured;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.Measured;
import io.github.sluice.channel.bench.results.SampleResults;
import io.github.sluice.channel.bench.workloads.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerLineTest {
  private static final String BEGIN = "before\n<!-- answer: begin -->\n";
  private static final String END = "<!-- answer: end -->\nafter\n";
  private static final Measured BLOCKING = measured(Contender.BLOCKING, Row.protocol(8), 20);
  private static final Measured FUTURES = measured(Contender.FUTURES, Row.protocol(8), 22);

  @TempDir Path directory;

  private String written(String document, Measured... figures) throws IOException {
    Path file = Files.writeString(directory.resolve("README.md"), document);
    AnswerLine.write(SampleResults.of(List.of(figures)), file);
    return Files.readString(file);
  }

  @Test
  void theLineStandsBetweenTheMarkers() throws IOException {
    String ours = "The async channel takes 1.10 times the blocking channel's time (one run: 8 B)";
    String machine = ". Some CPU @ 2 GHz, 2025-01-31.\n";
    assertEquals(BEGIN + ours + machine + END, written(BEGIN + "old\n" + END, BLOCKING, FUTURES));
    assertEquals(
        BEGIN
            + ours
            + "; in the same run tokio takes 1.50 times crossbeam's time (one run: 8 B)"
            + machine
            + END,
        written(
            BEGIN + END,
            BLOCKING,
            FUTURES,
            measured(Contender.TOKIO, Row.protocol(8), 15),
            measured(Contender.CROSSBEAM, Row.protocol(8), 10)));
  }

  @Test
  void withoutMarkersOrAnAnswerNothingIsWritten() {
    assertThrows(IOException.class, () -> written(END + BEGIN, BLOCKING, FUTURES));
    assertThrows(IllegalArgumentException.class, () -> written(BEGIN + END, BLOCKING));
  }
}

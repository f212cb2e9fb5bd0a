// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import static io.github.sluice.channel.bench.results.SampleResults.measured;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.Jdk;
import io.github.sluice.channel.bench.results.Machine;
import io.github.sluice.channel.bench.results.Measured;
import io.github.sluice.channel.bench.results.Results;
import io.github.sluice.channel.bench.results.SampleResults;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.ThreadKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedReportTest {
  private static final Row EIGHT = Row.protocol(8);
  private static final Row STREAM = Row.stream(1000, 4, ThreadKind.PLATFORM);

  private static Results run(String processor, String version, String collector, Measured... all) {
    return SampleResults.of(
        List.of(all),
        all.length,
        new Machine(processor, 2, 4, 1L << 34, "GNU/Linux", "amd64"),
        new Jdk("VM", version, "vendor", collector, List.of("-XX:+Use" + collector + "GC")));
  }

  private final MergedReport report =
      new MergedReport(
          List.of(
              run(
                  "Xeon",
                  "17.0.1",
                  "G1",
                  measured(Contender.BLOCKING, EIGHT, 20, 20),
                  measured(Contender.FUTURES, EIGHT, 22, 22)),
              run(
                  "EPYC <1>",
                  "25.0.3",
                  "Z",
                  measured(Contender.FLOOR, EIGHT, 5, 5),
                  measured(Contender.BLOCKING, EIGHT, 10, 10),
                  measured(Contender.FUTURES, EIGHT, 15, 15),
                  measured(Contender.TOKIO, STREAM, 60, 60))));

  @Test
  void runsStandSideBySideEachWithItsConditions() {
    String text = report.text().replaceAll(" *\\| *", "|");
    assertTrue(text.contains("|run|processor|JDK|collector|flags|date|\n"), text);
    assertTrue(text.contains("|A|Xeon, 4|17.0.1|G1|-XX:+UseG1GC|2025-01-31T12:30|\n"), text);
    assertTrue(text.contains("|B|EPYC <1>, 4|25.0.3|Z|-XX:+UseZGC|2025-01-31T12:30|\n"), text);
    assertTrue(text.contains("|8 B, futures / blocking|1 run: 1.10|1 run: 1.50|\n"), text);
    assertTrue(text.contains("|8 B, futures / blocking above the floor|-|1 run: 2.00|\n"), text);
    assertFalse(text.contains("tokio / crossbeam|"), text);
    assertTrue(text.contains("|protocol (us)|A|B|\n"), text);
    assertTrue(text.contains("|8 B, blocking|1 run: 20.0|1 run: 10.0|\n"), text);
    assertTrue(text.contains(", tokio|-|1 run: 60.0|\n"), text);
    assertTrue(text.contains("\n## B\n\n* machine: EPYC <1>, 2 cores, 4 processors"), text);
    assertTrue(text.contains("\n* warning: there are 2 processors\n"), text);
  }

  @Test
  void thePageHasTheSame(@TempDir Path directory) throws IOException {
    List<Path> written = report.write(directory.resolve("merged"));
    assertEquals(2, written.size());
    assertEquals(report.text(), Files.readString(written.get(0)));
    String page = Files.readString(written.get(1));
    assertTrue(page.contains("<td>1 run: 1.50</td>"), page);
    assertTrue(page.contains("EPYC &lt;1&gt;"), page);
    assertFalse(page.contains("{{"), page);
  }

  @Test
  void noneAndTooManyAreRefused() {
    Results one = run("Xeon", "17", "G1");
    for (int number : new int[] {0, 27}) {
      List<Results> results = Collections.nCopies(number, one);
      assertThrows(IllegalArgumentException.class, () -> new MergedReport(results));
    }
    assertTrue(new MergedReport(Collections.nCopies(26, one)).text().contains("\n## Z\n"));
  }
}

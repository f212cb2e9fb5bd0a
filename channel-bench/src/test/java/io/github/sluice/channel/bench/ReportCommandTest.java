// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.Jdk;
import io.github.sluice.channel.bench.results.Machine;
import io.github.sluice.channel.bench.results.Measured;
import io.github.sluice.channel.bench.results.ResultStore;
import io.github.sluice.channel.bench.results.Results;
import io.github.sluice.channel.bench.results.SampleResults;
import io.github.sluice.channel.bench.workloads.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** With results as they are recorded. */
class ReportCommandTest {
  private static final List<Measured> FIGURES =
      List.of(
          SampleResults.measured(Contender.BLOCKING, Row.protocol(8), 20, 20),
          SampleResults.measured(Contender.FUTURES, Row.protocol(8), 22, 22));

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path directory;

  private int report(String... args) {
    CommandLine commandLine = Bench.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    String[] words = new String[args.length + 3];
    words[0] = "report";
    words[1] = "--output";
    words[2] = directory.resolve("results").toString();
    System.arraycopy(args, 0, words, 3, args.length);
    return Bench.execute(commandLine, words);
  }

  private String recorded(String where, String processor, String collector) throws IOException {
    Machine machine = new Machine(processor, 1, 2, 1L << 34, "GNU/Linux", "amd64");
    Jdk jdk = new Jdk("VM", "25", "vendor", collector, List.of());
    Results results = SampleResults.of(FIGURES, FIGURES.size(), machine, jdk);
    Path run = directory.resolve(where);
    ResultStore.write(results, run.resolve(ResultStore.RESULTS));
    return run.toString();
  }

  private void assertRefused(String reason, String... args) {
    err.getBuffer().setLength(0);
    assertEquals(2, report(args), err::toString);
    assertEquals("", out.toString());
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertTrue(err.toString().contains(reason), err::toString);
  }

  @Test
  void runsOfSeveralMachinesAreMerged() throws IOException {
    Path document = directory.resolve("benchmarks.md");
    Files.writeString(document, "<!-- results: begin -->\n<!-- results: end -->\n");
    String intel = recorded("intel", "Xeon", "G1");
    String amd = recorded("amd", "EPYC", "Z");
    assertEquals(
        0, report("--merge", intel, amd, "--document", document.toString()), err::toString);
    String merged = Files.readString(directory.resolve("results/merged/report.md"));
    assertTrue(merged.contains("EPYC, 2"), merged);
    assertTrue(Files.exists(directory.resolve("results/merged/report.html")));
    String sections = Files.readString(document);
    assertTrue(sections.contains("## Xeon"), sections);
    assertTrue(sections.contains("## EPYC"), sections);
    assertTrue(out.toString().contains("written: " + document), out::toString);
  }

  @Test
  void aRunOfSeveralJvmsIsMergedFromItsDirectory() throws IOException {
    recorded("results/20250131-123000/jdk17-g1", "Xeon", "G1");
    recorded("results/20250131-123000/jdk17-z", "Xeon", "Z");
    assertRefused("the latest run has several results, name one: ");
    Path run = directory.resolve("results/20250131-123000");
    assertEquals(0, report("--merge", run.toString()), err::toString);
    String merged = Files.readString(directory.resolve("results/merged/report.md"));
    assertTrue(merged.contains("2 runs side by side"), merged);
  }

  @Test
  void whatIsNoResultIsRefusedInOneLineAndNothingIsWritten() throws IOException {
    String intel = recorded("intel", "Xeon", "G1");
    Path broken = directory.resolve("broken/results.json");
    Files.createDirectories(broken.getParent());
    Files.write(broken, new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe});
    assertRefused(broken + " ", "--merge", intel, broken.getParent().toString());
    assertRefused("there is no file ", "--merge", intel, directory.resolve("none").toString());
    String empty = Files.createDirectory(directory.resolve("empty")).toString();
    assertRefused("there are no results in " + empty, "--merge", intel, empty);
    assertRefused("Missing required parameter for option '--merge'", "--merge");
    assertRefused(
        "one section for a machine",
        "--merge",
        intel,
        intel,
        "--document",
        Files.createFile(directory.resolve("benchmarks.md")).toString());
    assertFalse(Files.exists(directory.resolve("results/merged/benchmarks.md")));
    assertEquals("", Files.readString(directory.resolve("benchmarks.md")));
  }

  @Test
  void aContenderThatIsNotOnTheClassPathIsReported() throws IOException {
    Contender own = Contender.named("my-queue");
    List<Measured> figures = new ArrayList<>(FIGURES);
    figures.add(SampleResults.measured(own, Row.protocol(8), 10, 10));
    Path run = directory.resolve("run");
    ResultStore.write(SampleResults.of(figures), run.resolve(ResultStore.RESULTS));
    assertEquals(0, report(run.resolve(ResultStore.RESULTS).toString()), err::toString);
    String report = Files.readString(run.resolve("report.md"));
    assertTrue(report.replaceAll(" +", " ").contains("| futures | my-queue |"), report);
    String page = Files.readString(run.resolve("report.html"));
    assertTrue(page.contains(">my-queue<"), "in the legend of a chart");
    assertEquals(0, report("--merge", run.toString()), err::toString);
    String merged = Files.readString(directory.resolve("results/merged/report.md"));
    assertTrue(merged.contains("8 B, my-queue"), merged);
  }

  @Test
  void aDocumentThatIsNotThereIsNamed() throws IOException {
    String intel = recorded("intel", "Xeon", "G1");
    String none = directory.resolve("NONE.md").toString();
    assertRefused("there is no file " + none, intel + "/results.json", "--document", none);
  }
}

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
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompareCommandTest {
  private static final LocalDateTime TIME = LocalDateTime.of(2025, 1, 31, 12, 30, 59);
  private static final Row EIGHT = Row.protocol(8);
  private static final Results BEFORE =
      SampleResults.of(
          List.of(
              figure(Contender.BLOCKING, EIGHT, 20),
              figure(Contender.FUTURES, EIGHT, 20),
              figure(Contender.WAKERS, EIGHT, 20)));

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private ResultStore store;

  /** Returns a figure of three rounds that hardly vary. */
  private static Measured figure(Contender contender, Row row, double mean) {
    return SampleResults.rounds(
        contender,
        row,
        new double[] {mean - 0.01, mean},
        new double[] {mean, mean},
        new double[] {mean, mean + 0.01});
  }

  @BeforeEach
  void save() throws IOException {
    store = new ResultStore(directory);
    ResultStore.write(BEFORE, store.baseline("old"));
  }

  private void measured(Results results) throws IOException {
    ResultStore.write(results, store.directory(TIME).resolve(ResultStore.RESULTS));
  }

  private void measured(Measured... figures) throws IOException {
    measured(SampleResults.of(List.of(figures)));
  }

  private int compare(String... args) {
    CommandLine commandLine = Bench.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of("compare", "--output", directory.toString()));
    all.addAll(List.of(args));
    return Bench.execute(commandLine, all.toArray(String[]::new));
  }

  private void assertRefused(String reason, String... args) {
    assertEquals(2, compare(args));
    assertEquals("", out.toString());
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertTrue(err.toString().startsWith("bench: " + reason), err::toString);
    err.getBuffer().setLength(0);
  }

  private void assertPrints(String part) {
    assertTrue(out.toString().replaceAll(" +", " ").contains(part), out::toString);
  }

  @Test
  void theLatestRunIsComparedWithTheBaseline() throws IOException {
    measured(
        figure(Contender.BLOCKING, EIGHT, 20),
        figure(Contender.FUTURES, EIGHT, 30),
        figure(Contender.WAKERS, EIGHT, 15),
        figure(Contender.JCTOOLS, EIGHT, 10));
    assertEquals(0, compare("old"));
    assertPrints("* before: old, 2025-01-31T12:30, commit abcdef1234\n");
    assertPrints("| contender | row | before | after | change | p | verdict |\n");
    assertPrints(
        "| blocking | protocol 8 B | 3 runs: 20.0, 20.0, 20.0 us | 3 runs: 20.0, 20.0, 20.0 us | ");
    assertPrints("| 1.000 | no change |\n");
    assertPrints("| +50.0 % [");
    assertPrints("| <0.001 | regressed |\n");
    assertPrints("| -25.0 % [");
    assertPrints("| <0.001 | improved |\n");
    assertFalse(out.toString().contains("jctools"), "that was not measured before");
  }

  @Test
  void aContenderThatIsNotOnTheClassPathIsCompared() throws IOException {
    Contender own = Contender.named("my-queue");
    ResultStore.write(SampleResults.of(List.of(figure(own, EIGHT, 20))), store.baseline("own"));
    measured(figure(Contender.named("my-queue"), EIGHT, 30));
    assertEquals(3, compare("own", "--fail"), err::toString);
    assertPrints("| my-queue | protocol 8 B |");
    assertPrints("| <0.001 | regressed |");
  }

  @Test
  void anotherRunIsComparedIfItsFileIsGiven() throws IOException {
    measured(figure(Contender.BLOCKING, EIGHT, 20));
    Path file = directory.resolve("other.json");
    ResultStore.write(SampleResults.of(List.of(figure(Contender.WAKERS, EIGHT, 30))), file);
    assertEquals(0, compare("old", file.toString()));
    assertPrints("| wakers |");
    assertFalse(out.toString().contains("blocking"), out::toString);
  }

  @Test
  void itFailsIfItIsAskedToAndSomethingIsSlower() throws IOException {
    measured(figure(Contender.BLOCKING, EIGHT, 22), figure(Contender.FUTURES, EIGHT, 20));
    assertEquals(0, compare("old"));
    assertEquals(3, compare("old", "--fail"));
    assertEquals(0, compare("old", "--fail", "--noise", "12.5"));
    assertPrints("| within noise |\n");
    measured(figure(Contender.BLOCKING, EIGHT, 18));
    assertEquals(0, compare("old", "--fail"));
  }

  @Test
  void nothingIsWritten() throws IOException {
    measured(figure(Contender.BLOCKING, EIGHT, 20));
    assertEquals(0, compare("old"));
    try (Stream<Path> files = Files.walk(directory)) {
      assertEquals(2, files.filter(Files::isRegularFile).count());
    }
    out.getBuffer().setLength(0);
    directory = directory.resolve("none");
    assertRefused("there is no file", "old");
    assertFalse(Files.exists(directory));
  }

  @Test
  void otherConditionsAreComparedOnlyIfTheUserInsists() throws IOException {
    Machine machine = new Machine("Other CPU", 8, 16, 1L << 34, "GNU/Linux", "amd64");
    Jdk jdk = new Jdk("VM", "25", "vendor", "G1", BEFORE.jdk().flags());
    Jdk collector = new Jdk("VM", "17", "vendor", "Z", BEFORE.jdk().flags());
    Jdk flags = new Jdk("VM", "17", "vendor", "G1", List.of("-Xmx2g"));
    assertOnlyIfTheUserInsists("other machines", with(machine, BEFORE.jdk()));
    assertOnlyIfTheUserInsists("other JDKs", with(BEFORE.machine(), jdk));
    assertOnlyIfTheUserInsists("other collectors", with(BEFORE.machine(), collector));
    assertOnlyIfTheUserInsists("other flags", with(BEFORE.machine(), flags));
  }

  private void assertOnlyIfTheUserInsists(String reason, Results after) throws IOException {
    measured(after);
    assertRefused(reason, "old");
    assertEquals(0, compare("old", "--any"));
    assertPrints("| no change |");
    out.getBuffer().setLength(0);
  }

  private static Results with(Machine machine, Jdk jdk) {
    return new Results(
        BEFORE.version(),
        BEFORE.commit(),
        BEFORE.date(),
        BEFORE.millis(),
        BEFORE.preset(),
        BEFORE.schedule(),
        machine,
        jdk,
        BEFORE.planned(),
        BEFORE.measured(),
        BEFORE.skipped(),
        BEFORE.versions(),
        BEFORE.setup(),
        BEFORE.figures());
  }

  @Test
  void whatCannotBeComparedIsRefusedInOneLine() throws IOException {
    assertRefused("there are no results in", "old");
    measured(figure(Contender.BLOCKING, Row.protocol(64), 20));
    assertRefused("nothing was measured in both runs", "old");
    assertRefused("there is no file", "new");
    assertRefused("there is no file", "old", "none.json");
    assertRefused("a baseline's name", "../old");
    assertRefused("--noise: -1.0 is not between", "old", "--noise=-1");
    assertRefused("Missing required parameter: 'NAME'");
  }
}

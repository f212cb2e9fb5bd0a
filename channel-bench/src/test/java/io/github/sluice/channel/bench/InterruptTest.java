// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.bench.results.ResultStore;
import io.github.sluice.channel.bench.results.Results;
import io.github.sluice.channel.bench.rust.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, of a run that would take minutes. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "uses env --default-signal and kill")
@Timeout(120)
class InterruptTest {
  /** A program that is started in the background of a shell ignores Ctrl-C; this undoes it. */
  private static final List<String> NOT_IGNORED = List.of("env", "--default-signal=INT");

  @TempDir Path directory;

  @Test
  void whatWasMeasuredIsKeptAndReported() throws Exception {
    Assumptions.assumeTrue(succeeds("env", "--default-signal=INT", "true"));
    Path out = directory.resolve("out");
    Process bench = start(out);
    try {
      awaitTwoMeasurements(bench, out);
      interrupt(bench);
      assertTrue(bench.waitFor(60, TimeUnit.SECONDS), "it ends");
    } finally {
      bench.descendants().forEach(ProcessHandle::destroyForcibly);
      bench.destroyForcibly();
    }
    assertEquals(128 + 2, bench.exitValue(), "that of a program that Ctrl-C has ended");
    Path file = new ResultStore(directory.resolve("results")).latest();
    Results results = ResultStore.read(file);
    assertTrue(results.measured() >= 2, results::toString);
    assertEquals(100, results.planned());
    assertEquals(results.measured(), results.figures().get(0).samples().length);
    String report = Files.readString(file.resolveSibling("report.md"));
    String incomplete = "incomplete: only " + results.measured() + " of 100 measurements";
    assertTrue(report.contains(incomplete), report);
    assertTrue(Files.exists(file.resolveSibling("report.html")));
    String printed = Files.readString(out);
    assertTrue(printed.contains(incomplete), printed);
    assertEquals(1, printed.split("# Sluice ", -1).length - 1, "reported once");
    assertFalse(printed.contains("Exception"), printed);
  }

  private Process start(Path out) throws IOException {
    List<String> command =
        Stream.concat(
                NOT_IGNORED.stream(),
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djava.awt.headless=true",
                    "-Djmh.ignoreLock=true",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Bench.class.getName(),
                    "run",
                    "--contenders=blocking",
                    "--sizes=8",
                    "--forks=100",
                    "--warmup=1",
                    "--iterations=1",
                    "--time=1"))
            .collect(Collectors.toList());
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(out.toFile())
        .start();
  }

  private static void awaitTwoMeasurements(Process bench, Path out)
      throws IOException, InterruptedException {
    while (!Files.readString(out).contains("[  2/100]")) {
      assertFalse(bench.waitFor(50, TimeUnit.MILLISECONDS), () -> "it has ended: " + out);
    }
  }

  /** A terminal interrupts the program and its children. */
  private void interrupt(Process bench) throws IOException {
    String all =
        Stream.concat(Stream.of(bench.toHandle()), bench.descendants())
            .map(process -> Long.toString(process.pid()))
            .collect(Collectors.joining(" "));
    succeeds("sh", "-c", "kill -INT " + all);
  }

  private boolean succeeds(String... command) throws IOException {
    return ChildProcess.run(List.of(command), directory, Duration.ofSeconds(30)).exitCode() == 0;
  }
}

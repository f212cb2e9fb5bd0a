// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.workloads.Workload;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine commandLine = Bench.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return Bench.execute(commandLine, args);
  }

  private void assertRefused(String reason, String... args) {
    assertEquals(2, run(args));
    assertEquals("", out.toString());
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertTrue(err.toString().startsWith("bench: "), err::toString);
    assertTrue(err.toString().contains(reason), err::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--nope           |         | Unknown option: '--nope'",
        "--preset         | slow    | 'slow'",
        "--mode           | moved   | 'moved'",
        "--sizes          | 8;16    | '8;16' is not an int",
        "--sizes          | 7       | --sizes: 7 is not between 8 and 131072",
        "--sizes          | 8,-1    | --sizes: -1",
        "--sizes          | 131073  | --sizes: 131073",
        "--rates          | 999     | --rates: 999 is not between 1000 and 1000000",
        "--rates          | 1000,1000001 | --rates: 1000001 is not between 1000 and 1000000",
        "--rates          | 1k      | '1k' is not an int",
        "--rates=1000     | --threads=nope | --threads: unknown kind 'nope'; there are: platform",
        "--contenders     | nope    | unknown contender 'nope'; there are: floor, blocking, futures",
        "--contenders     | all,nope| 'nope'",
        "--workloads      | nope    | unknown workload 'nope'; there are: protocol",
        "--forks          | 0       | --forks: 0",
        "--warmup         | 0       | --warmup: 0",
        "--iterations     | 1001    | --iterations: 1001",
        "--time           | -5      | --time: -5",
        "--threads=nope   | --workloads=stream | --threads: unknown kind 'nope'; there are: platform",
        "--conditions     | noisy   | --conditions: unknown 'noisy'; there are: quiet, one-core",
        "--prof           | nope    | --prof: nope",
        "--prof           | gc:x=1  | --prof: gc:x=1",
        "--gc             | g1,cms  | expected one of [G1, PARALLEL, Z, SERIAL]",
        "--jdk            | x       | 'x' is not an int",
        "--jdk            | 9       | --jdk: there is no JDK 9; there are: ",
        "--gc=g1,z        | --save=old | --save: a baseline is of one JDK and one collector",
        "--save           | ../old  | a baseline's name is",
        "surplus          |         | 'surplus'",
      })
  void aWrongOptionIsRefusedInOneLine(String option, String value, String reason) {
    if (value == null) {
      assertRefused(reason, "run", option);
    } else {
      assertRefused(reason, "run", option, value);
    }
  }

  @Test
  void anOutputThatIsNoDirectoryIsRefused(@TempDir Path directory) throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertRefused("--output: cannot write there", "run", "--output", file.toString());
  }

  @Test
  void helpNamesEveryOption() {
    assertEquals(0, run("run", "--help"));
    for (String option :
        new String[] {
          "--preset",
          "--mode",
          "--sizes",
          "--rates",
          "--conditions",
          "--contenders",
          "--prof",
          "--gc",
          "--jdk",
          "--output"
        }) {
      assertTrue(out.toString().contains(option), out::toString);
    }
    for (Contender contender : Contender.OURS) {
      assertTrue(out.toString().contains(contender.label()), out::toString);
    }
  }

  @Test
  void listNamesEveryContenderAndWorkload() {
    assertEquals(0, run("list"));
    for (Workload workload : Workload.values()) {
      assertTrue(out.toString().contains("  " + workload + " "), out::toString);
    }
    for (Contender contender : Contender.values()) {
      assertTrue(out.toString().contains(contender.label()), out::toString);
    }
  }

  @Test
  void doctorSaysWhatItFoundAndIsNoFailure() {
    assertEquals(0, run("doctor"));
    assertEquals("", err.toString());
    assertTrue(out.toString().contains(" makes figures unreliable"), out::toString);
    assertEquals(2, run("doctor", "now"));
  }

  @Test
  void versionIsThatOfTheBuild() {
    assertEquals(0, run("--version"));
    assertTrue(
        out.toString().matches("channel-bench \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R"), out::toString);
  }
}

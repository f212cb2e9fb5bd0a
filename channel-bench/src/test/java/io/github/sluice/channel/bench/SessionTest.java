// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.jvm.Installed;
import io.github.sluice.channel.bench.jvm.Jvm;
import io.github.sluice.channel.bench.results.Jdk;
import io.github.sluice.channel.bench.results.ResultStore;
import io.github.sluice.channel.bench.results.Results;
import io.github.sluice.channel.bench.rust.RustBuild;
import io.github.sluice.channel.bench.rust.RustPeers;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.WarmUp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With a Rust program that is a shell script. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "cargo and what it builds are shell scripts")
@Timeout(60)
class SessionTest {
  /** Builds a program that counts its runs, takes 3 us for everything, and hangs as tokio. */
  private static final String CARGO =
      """
      #!/bin/sh
      mkdir -p target/release
      cat > target/release/peers <<'EOF'
      #!/bin/sh
      peer=$1
      echo $peer $$ >> ../../../../runs
      [ $peer = tokio ] && exec sleep 1000
      while [ $1 != --iterations ]; do shift; done
      scores=3; i=1
      while [ $i -lt $2 ]; do scores=$scores,3; i=$((i+1)); done
      echo '{"peer":"'$peer'","version":"1","workload":"protocol","unit":"us","scores":['$scores']}'
      EOF
      chmod +x target/release/peers
      """;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path directory;

  private static Jvm jvm(String collector) {
    Jdk jdk = new Jdk("VM", "17", "vendor", collector, Jvm.FLAGS);
    return new Jvm(Installed.current(), jdk);
  }

  /** Measures 8 B in two rounds, and returns the results of all JVMs. */
  private List<Results> results(List<Jvm> jvms, Contender... contenders) throws IOException {
    Path cargo = directory.resolve("cargo");
    Files.writeString(cargo, CARGO);
    Files.setPosixFilePermissions(cargo, PosixFilePermissions.fromString("rwx------"));
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    RustPeers rust =
        new RustPeers(
            new RustBuild(directory.resolve("rust"), cargo.toString(), directory, true, errors),
            Duration.ofMillis(300));
    Settings settings =
        new Settings(
            Preset.QUICK,
            Row.protocol(List.of(8)),
            List.of(contenders),
            true,
            2,
            2,
            WarmUp.Limits.fixed(1),
            1,
            1,
            1,
            Preset.UNLIMITED,
            List.of());
    Session session =
        new Session(
            settings,
            jvms,
            new ArrayList<>(),
            List.of(),
            rust,
            new ResultStore(directory.resolve("results")),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            errors);
    assertEquals(0, session.run(), () -> err.toString(StandardCharsets.UTF_8));
    List<Results> results = new ArrayList<>();
    try (Stream<Path> runs = Files.list(directory.resolve("results"))) {
      for (Path file : ResultStore.find(runs.findFirst().orElseThrow())) {
        results.add(ResultStore.read(file));
      }
    }
    return results;
  }

  private List<String> runs() throws IOException {
    return Files.readAllLines(directory.resolve("runs"));
  }

  @Test
  void aRustPeerThatHangsIsKilledAndLeftOutWithALine() throws IOException {
    Results results = results(List.of(jvm("G1")), Contender.CROSSBEAM, Contender.TOKIO).get(0);
    assertEquals(
        List.of(Contender.CROSSBEAM),
        results.figures().stream().map(one -> one.contender()).toList());
    assertEquals(2, results.figures().get(0).runs().count());
    String line = "tokio is skipped in protocol 8 B: its process failed, or did not end";
    assertEquals(List.of(line), results.skipped());
    String errors = err.toString(StandardCharsets.UTF_8);
    assertTrue(errors.contains("bench: " + line + ": "), errors);
    assertTrue(errors.contains(" was still running after "), errors);
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("* skipped: " + line), out::toString);
    List<String> hanging = runs().stream().filter(run -> run.startsWith("tokio")).toList();
    assertEquals(1, hanging.size(), "it has one chance");
    long pid = Long.parseLong(hanging.get(0).split(" ")[1]);
    assertTrue(ProcessHandle.of(pid).isEmpty(), "it is dead");
  }

  @Test
  void rustFiguresStandBesideThoseOfEveryJvmAndAreMeasuredOnce() throws IOException {
    List<Results> results = results(List.of(jvm("G1"), jvm("Z")), Contender.CROSSBEAM);
    assertEquals(2, runs().size(), "a process a round");
    assertEquals(List.of("G1", "Z"), results.stream().map(one -> one.jdk().collector()).toList());
    for (Results one : results) {
      assertArrayEquals(new double[][] {{3}, {3}}, one.figures().get(0).samples());
      assertEquals(2, one.planned());
      assertEquals(2, one.measured());
    }
    String printed = out.toString(StandardCharsets.UTF_8);
    assertTrue(printed.contains("[2/2] protocol crossbeam 8 B: 3.00 us"), printed);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.rust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.Latencies;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.ThreadKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With a cargo that builds a shell script. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "cargo and what it builds are shell scripts")
@Timeout(60)
class RustPeersTest {
  private static final List<String> ARGUMENTS =
      List.of("tokio", "stream", "--warmup", "1", "--iterations", "2", "--time", "1");

  private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

  @TempDir Path directory;

  /** Those that a cargo builds which is this script. */
  private RustPeers peers(String cargo) throws IOException {
    Path script = directory.resolve("cargo");
    Files.writeString(script, "#!/bin/sh\n" + cargo);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return peersBuiltBy(script.toString());
  }

  private RustPeers peersBuiltBy(String cargo) {
    return new RustPeers(
        new RustBuild(
            directory.resolve("rust"),
            cargo,
            directory.resolve("crates"),
            true,
            new PrintStream(progress, true, StandardCharsets.UTF_8)));
  }

  /** Those that are this script. */
  private RustPeers program(String script) throws IOException {
    return peers(
        """
        mkdir -p target/release
        cat > target/release/peers <<'EOF'
        #!/bin/sh
        %s
        EOF
        chmod +x target/release/peers
        """
            .formatted(script));
  }

  private RustPeers printing(String output) throws IOException {
    return program("cat <<'OUTPUT'\n" + output + "\nOUTPUT");
  }

  private static void assertFails(String message, RustPeers peers) {
    IOException e = assertThrows(IOException.class, () -> peers.run(ARGUMENTS));
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  private static void assertMissing(String message, RustPeers peers) {
    String why = peers.missing().orElseThrow();
    assertEquals(1, why.lines().count(), why);
    assertTrue(why.startsWith(message + "; install Rust"), why);
    assertFails(message, peers);
  }

  @Test
  void scoresAndVersionsAreRead() throws IOException {
    RustPeers peers =
        printing(
            """
            {"peer":"tokio","version":"1.2.3","workload":"stream","unit":"ns","scores":[1.5,2e2]}\
            """);
    assertEquals(Optional.empty(), peers.missing());
    assertEquals(Optional.empty(), peers.version(Contender.TOKIO));
    RustPeers.Figures figures = peers.run(ARGUMENTS);
    assertArrayEquals(new double[] {1.5, 200}, figures.scores());
    assertEquals(List.of(), figures.latencies());
    assertEquals(Optional.of("1.2.3"), peers.version(Contender.TOKIO));
    assertEquals(Optional.empty(), peers.version(Contender.CROSSBEAM));
  }

  @Test
  void latenciesAreReadIfThereAreAny() throws IOException {
    RustPeers peers =
        printing(
            """
            {"peer":"tokio","version":"1","workload":"latency","unit":"ns","scores":[1,2],\
            "latencies":[[[100,2],[9528,1]],[[7,1]]]}\
            """);
    List<Histogram> latencies = peers.run(ARGUMENTS).latencies();
    assertEquals(2, latencies.size());
    assertEquals(
        new Latencies(3, 100, 9535, 9535, 9535, 9535, 9535, null),
        Latencies.of(latencies.get(0), null));
    assertEquals(1, latencies.get(1).getTotalCount());
  }

  @Test
  void anotherProgramMayRunIt() throws IOException {
    IOException e =
        assertThrows(
            IOException.class,
            () -> program("echo $VALUE >&2; exit 2").run(List.of("env", "VALUE=set"), ARGUMENTS));
    assertEquals("set", e.getMessage());
  }

  @Test
  void theProgramGetsTheArguments() throws IOException {
    assertFails(String.join(" ", ARGUMENTS), program("echo \"$@\" >&2; exit 2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[1]", "[1,2,3]", "[1,0]", "[1,-2]", "[1,1e999]", "[1,null]"})
  void otherScoresAreRefused(String scores) throws IOException {
    assertFails(
        "instead of 2 scores",
        printing(
            """
            {"peer":"tokio","version":"1","workload":"stream","unit":"ns","scores":%s}\
            """
                .formatted(scores)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "{}",
        "{\"peer\":\"tokio\",\"version\":\"1\",\"workload\":\"stream\",\"unit\":\"ns\"}",
        "{\"peer\":\"tokio\",\"version\":\"1\",\"workload\":\"stream\",\"unit\":\"ns\",\"scores\":",
        "{\"peer\":null,\"version\":\"1\",\"workload\":\"x\",\"unit\":\"ns\",\"scores\":[1,2]}",
        "{\"peer\":\"x\",\"version\":\"1\",\"workload\":\"x\",\"unit\":\"ns\",\"scores\":[1,NaN]}",
        "{\"peer\":\"x\",\"version\":\"1\",\"workload\":\"x\",\"unit\":\"n\",\"scores\":[1,2]}{}",
        "{\"peer\":\"x\",\"version\":\"1\",\"workload\":\"x\",\"unit\":\"n\",\"scores\":[1,2],"
            + "\"latencies\":{}}",
      })
  void otherOutputIsRefused(String output) throws IOException {
    assertFails("peers: its output is not understood: ", printing(output));
  }

  @ParameterizedTest
  @CsvSource({
    "echo out of luck >&2; echo more >&2; exit 7, out of luck",
    "exit 7, peers: exit code 7",
  })
  void aFailureIsReportedInOneLine(String script, String message) throws IOException {
    assertFails(message, program(script));
  }

  @Test
  void withoutCargoOneLineSaysSo() {
    assertMissing("cargo is not installed", peersBuiltBy("no-such-cargo"));
  }

  @Test
  void whatCargoComplainsOfIsInThatLine() throws IOException {
    assertMissing(
        "cargo build fails: error: no matching package named `tokio` found",
        peers(
            """
            cat >&2 <<'EOF'
                Updating index
            error: no matching package named `tokio` found
            location searched: nowhere
            EOF
            exit 101
            """));
  }

  @Test
  void soIsTheCause() throws IOException {
    assertMissing(
        "cargo build fails: error: failed to get `tokio`: [6] no such host",
        peers(
            """
            cat >&2 <<'EOF'
            error: failed to get `tokio`

            Caused by:
              download failed

            Caused by:
              [6] no such host
            EOF
            exit 101
            """));
    assertMissing("cargo build fails: exit code 3", peers("exit 3"));
  }

  @Test
  void aCargoThatBuildsNothingIsNotBelieved() throws IOException {
    assertTrue(peers("exit 0").missing().orElseThrow().startsWith("cargo has not built "));
  }

  @Test
  void itIsBuiltOnceAndSaidBefore() throws IOException {
    String cargo = "echo again >> ../../built; mkdir -p target/release; touch target/release/peers";
    RustPeers peers = peers(cargo);
    assertEquals("", progress.toString(StandardCharsets.UTF_8));
    peers.missing();
    peers.missing();
    assertEquals("again\n", Files.readString(directory.resolve("built")));
    assertEquals(1, progress.toString(StandardCharsets.UTF_8).lines().count());
    peers(cargo).missing();
    assertEquals("again\nagain\n", Files.readString(directory.resolve("built")));
    assertEquals(1, progress.toString(StandardCharsets.UTF_8).lines().count(), "up to date");
  }

  @Test
  void sourcesAreCopiedAndThenLeftAlone() throws IOException {
    Path source = directory.resolve("rust/newest/src/main.rs");
    peers("exit 1").missing();
    byte[] content = Files.readAllBytes(source);
    FileTime old = FileTime.fromMillis(0);
    Files.setLastModifiedTime(source, old);
    peers("exit 1").missing();
    assertEquals(old, Files.getLastModifiedTime(source));
    Files.writeString(source, "changed");
    peers("exit 1").missing();
    assertArrayEquals(content, Files.readAllBytes(source));
  }

  @Test
  void withoutTheRegistryThePackagedCratesAreUsed() throws IOException {
    String cargo =
        """
        echo "$@" >> ../../arguments
        if grep -q local .cargo/config.toml; then
          mkdir -p target/release; touch target/release/peers
        else
          echo 'error: failed to get `tokio` as a dependency of package `peers`' >&2
          echo "Caused by:" >&2; echo "  [6] no such host" >&2; exit 101
        fi
        """;
    Path crates = Files.createDirectories(directory.resolve("crates"));
    Files.createDirectory(crates.resolve("tokio-1.24.2"));
    Files.createDirectory(crates.resolve("crossbeam-channel-macros"));
    assertMissing(
        "cargo build fails: error: failed to get `tokio` as a dependency of package `peers`: [6] no such"
            + " host",
        peers(cargo));
    String arguments = Files.readString(directory.resolve("arguments"));
    assertTrue(arguments.startsWith("build --release --target-dir "), arguments);
    assertFalse(arguments.contains("--offline"), arguments);

    Files.createDirectory(crates.resolve("crossbeam-channel-0.5.6"));
    RustPeers peers = peers(cargo);
    assertEquals(Optional.empty(), peers.missing(Contender.TOKIO));
    assertEquals(
        "not among the packaged crates, and cargo build fails: [6] no such host",
        peers.missing(Contender.KANAL).orElseThrow());
    arguments = Files.readString(directory.resolve("arguments"));
    assertTrue(arguments.contains("--offline"), arguments);
    String config = Files.readString(directory.resolve("rust/packaged/.cargo/config.toml"));
    assertTrue(config.contains("directory = '" + crates + "'"), config);
    assertFalse(Files.readString(directory.resolve("rust/packaged/Cargo.toml")).contains("\"3\""));
  }

  @Test
  void otherCratesNeedAnotherLockFile() throws IOException {
    Path lock = directory.resolve("rust/packaged/Cargo.lock");
    Path crates = Files.createDirectories(directory.resolve("crates"));
    Files.createDirectory(crates.resolve("tokio-1.24.2"));
    Files.createDirectory(crates.resolve("crossbeam-channel-0.5.6"));
    peers("exit 1").missing();
    Files.createFile(lock);
    peers("exit 1").missing();
    assertTrue(Files.exists(lock));
    Files.setLastModifiedTime(crates, FileTime.fromMillis(0));
    peers("exit 1").missing();
    assertFalse(Files.exists(lock), "it may name crates that are not in the directory");
  }

  @Test
  void withTheRegistryAllPeersAreThere() throws IOException {
    RustPeers peers = peers("mkdir -p target/release; touch target/release/peers");
    assertEquals(Optional.empty(), peers.missing(Contender.CROSSFIRE));
    String manifest = Files.readString(directory.resolve("rust/newest/Cargo.toml"));
    assertTrue(manifest.contains("crossfire = { version = \"3\", optional = true }"), manifest);
  }

  @Test
  void theCommandIsWhatIsRun() throws IOException {
    RustPeers peers = peers("mkdir -p target/release; touch target/release/peers");
    peers.missing();
    List<String> command = peers.command(List.of("taskset", "-c", "1"), ARGUMENTS);
    assertEquals(List.of("taskset", "-c", "1"), command.subList(0, 3));
    assertTrue(command.get(3).endsWith("rust/newest/target/release/peers"), command::toString);
    assertEquals(ARGUMENTS, command.subList(4, command.size()));
  }

  @Test
  void onlySizesThatAreCompiledInAreTaken() {
    RustPeers.requirePossible(Row.protocol(RustPeers.SIZES));
    RustPeers.requirePossible(List.of(Row.stream(1, 1, ThreadKind.PLATFORM)));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> RustPeers.requirePossible(Row.protocol(List.of(8, 100))));
    assertTrue(e.getMessage().startsWith("--sizes: 100 is none of those"), e.getMessage());
  }
}

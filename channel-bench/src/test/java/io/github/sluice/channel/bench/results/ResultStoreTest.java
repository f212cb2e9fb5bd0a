// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.results;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.ThreadKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ResultStoreTest {
  private static final LocalDateTime TIME = LocalDateTime.of(2025, 1, 31, 12, 30, 59);

  @TempDir Path directory;

  @Test
  void resultsAreReadAsTheyWereWritten() throws IOException {
    Latencies latencies = new Latencies(9, 1, 2, 3, 4, 5, 6, 0.5);
    Results results =
        SampleResults.of(
            List.of(
                SampleResults.measured(Contender.WAKERS, Row.protocol(8), 10, 12),
                new Measured(
                    Contender.TOKIO,
                    Row.roundTrip(ThreadKind.ONE_WORKER),
                    new double[][] {{1.5}, {2}},
                    0.25,
                    latencies)));
    Path file = ResultStore.writable(directory).directory(TIME).resolve(ResultStore.RESULTS);
    ResultStore.write(results, file);
    Results read = ResultStore.read(file);
    assertEquals(results.machine(), read.machine());
    assertEquals(results.jdk(), read.jdk());
    assertEquals(results.skipped(), read.skipped());
    Measured tokio = read.find(Contender.TOKIO, Row.roundTrip(ThreadKind.ONE_WORKER)).orElseThrow();
    assertArrayEquals(new double[][] {{1.5}, {2}}, tokio.samples());
    assertEquals(0.25, tokio.bytesPerMessage());
    assertEquals(latencies, tokio.latencies());
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertEquals(1, files.count(), "nothing beside it");
    }
  }

  @Test
  void aContenderOfTheUsersOwnIsReadThoughItIsNotOnTheClassPath() throws IOException {
    Contender own = Contender.named("my-queue");
    Row row = Row.protocol(8);
    Path file = directory.resolve(ResultStore.RESULTS);
    Measured blocking = SampleResults.measured(Contender.BLOCKING, row, 10);
    ResultStore.write(
        SampleResults.of(List.of(SampleResults.measured(own, row, 10, 12), blocking)), file);
    Results read = ResultStore.read(file);
    assertArrayEquals(new double[][] {{10, 12}}, read.find(own, row).orElseThrow().samples());
    assertEquals(List.of(Contender.BLOCKING, own), read.contenders(List.of(row)));
    String text = Files.readString(file);
    assertTrue(text.contains("\"contender\" : \"my-queue\""), text);
    Files.writeString(file, text.replace("my-queue", "my queue"));
    IOException refusal = assertThrows(IOException.class, () -> ResultStore.read(file));
    assertTrue(refusal.getMessage().contains("'my queue'"), refusal::getMessage);
    assertEquals(1, refusal.getMessage().lines().count());
  }

  @Test
  void theLatestRunIsTheOneThatBeganLast() throws IOException {
    ResultStore store = new ResultStore(directory.resolve("new/results"));
    assertThrows(NoSuchFileException.class, store::latest);
    ResultStore.writable(directory.resolve("new/results"));
    assertThrows(NoSuchFileException.class, store::latest);
    Results results = SampleResults.of(List.of());
    for (LocalDateTime time : List.of(TIME, TIME.plusSeconds(1), TIME.minusDays(1))) {
      ResultStore.write(results, store.directory(time).resolve(ResultStore.RESULTS));
    }
    ResultStore.write(results, store.baseline("z"));
    assertEquals(store.directory(TIME.plusSeconds(1)), store.latest().getParent());
  }

  @Test
  void aDirectoryThatCannotBeIsRefusedAtOnce() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThrows(IOException.class, () -> ResultStore.writable(file));
    assertThrows(IOException.class, () -> ResultStore.writable(file.resolve("below")));
  }

  @Test
  void aRunCanBeKeptAsABaseline() throws IOException {
    ResultStore store = new ResultStore(directory);
    Path run = store.directory(TIME).resolve(ResultStore.RESULTS);
    for (int rounds : List.of(1, 2)) {
      ResultStore.write(SampleResults.of(List.of(), rounds), run);
      assertEquals(store.baseline("kept"), store.keep(TIME, "kept"));
      assertEquals(rounds, ResultStore.read(store.baseline("kept")).planned());
    }
  }

  @Test
  void aBaselinesNameIsNoPath() {
    ResultStore store = new ResultStore(directory);
    for (String name : List.of("", "..", "a/b", "-x")) {
      assertThrows(IllegalArgumentException.class, () -> store.baseline(name), name);
    }
    assertEquals("before-1.2.json", store.baseline("before-1.2").getFileName().toString());
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "there is no device that is always full")
  void aFullDiskIsAnErrorThatNamesTheFile() throws IOException {
    Path file = directory.resolve(ResultStore.RESULTS);
    Files.createSymbolicLink(directory.resolve("results.json.tmp"), Path.of("/dev/full"));
    Results results = SampleResults.of(List.of());
    IOException full = assertThrows(IOException.class, () -> ResultStore.write(results, file));
    assertEquals(file + " cannot be written: No space left on device", full.getMessage());
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(0, files.count(), "nothing half-written");
    }
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() throws IOException {
    Path inTheWay = Files.createFile(directory.resolve("file"));
    Path file = inTheWay.resolve("results.json");
    IOException refusal = assertThrows(IOException.class, () -> ResultStore.write("x", file));
    assertTrue(refusal.getMessage().startsWith(file + " cannot be written: "), refusal::getMessage);
  }

  @Test
  void resultsInEachDirectoryOfADirectoryAreFound() throws IOException {
    assertThrows(NoSuchFileException.class, () -> ResultStore.find(directory));
    for (String run : List.of("b", "a")) {
      ResultStore.write(
          SampleResults.of(List.of()), directory.resolve(run).resolve(ResultStore.RESULTS));
    }
    Path a = directory.resolve("a/results.json");
    assertEquals(List.of(a, directory.resolve("b/results.json")), ResultStore.find(directory));
    assertEquals(List.of(a), ResultStore.find(directory.resolve("a")));
    assertEquals(List.of(a), ResultStore.find(a));
  }

  @Test
  void whatIsNoResultIsRefusedInOneLine() throws IOException {
    Path file = directory.resolve("file.json");
    for (String text : List.of("", "{", "{}", "[1]", "null")) {
      Files.writeString(file, text);
      IOException refusal = assertThrows(IOException.class, () -> ResultStore.read(file), text);
      assertTrue(refusal.getMessage().startsWith(file + " has no results"), refusal::getMessage);
      assertEquals(1, refusal.getMessage().lines().count());
    }
    assertThrows(NoSuchFileException.class, () -> ResultStore.read(directory.resolve("none")));
  }
}

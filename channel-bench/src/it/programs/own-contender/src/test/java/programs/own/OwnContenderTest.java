// SPDX-License-Identifier: Apache-2.0
package programs.own;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sluice.channel.bench.contenders.OwnContender;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark, in a JVM of its own, with the queue of this project on its class path. */
@Timeout(600)
class OwnContenderTest {
  /** That of these tests, which Surefire has noted. */
  private static final List<String> CLASS_PATH =
      List.of(System.getProperty("surefire.test.class.path").split(File.pathSeparator));

  /** What a process of the benchmark has left. */
  private record Ended(int exitCode, String out, String err) {}

  @TempDir Path directory;

  private Ended bench(List<String> classPath, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The lock of JMH is that of all users of the machine.
    command.addAll(List.of("-Djava.awt.headless=true", "-Djmh.ignoreLock=true"));
    command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath)));
    command.add("io.github.sluice.channel.bench.Bench");
    command.addAll(Arrays.asList(arguments));
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertTrue(process.waitFor(500, TimeUnit.SECONDS), "it ends");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Measures as shortly as can be. */
  private Ended run(List<String> classPath, String... arguments)
      throws IOException, InterruptedException {
    return bench(
        classPath,
        Stream.concat(
                Stream.of("run", "--forks=1", "--warmup=1", "--iterations=1", "--time=1"),
                Arrays.stream(arguments))
            .toArray(String[]::new));
  }

  /** Returns the class path with a queue that loses messages. */
  private static List<String> withLosingQueue() throws Exception {
    Path losing = Path.of(OwnContenderTest.class.getResource("/losing").toURI());
    List<String> path = new ArrayList<>(CLASS_PATH);
    path.add(losing.toString());
    return path;
  }

  /** Returns the class path without this project. */
  private static List<String> withoutOwn() {
    return CLASS_PATH.stream()
        .filter(entry -> !Files.exists(Path.of(entry, "META-INF/services", service())))
        .collect(Collectors.toList());
  }

  private static String service() {
    return OwnContender.class.getName();
  }

  private Path latest() throws IOException {
    try (Stream<Path> runs = Files.list(directory.resolve("results"))) {
      return runs.filter(run -> Files.exists(run.resolve("results.json")))
          .findFirst()
          .orElseThrow();
    }
  }

  private static Set<String> measured(Path run) throws IOException {
    JsonNode results = new ObjectMapper().readTree(run.resolve("results.json").toFile());
    Set<String> measured = new TreeSet<>();
    for (JsonNode figure : results.get("figures")) {
      String workload = figure.get("row").get("workload").asText();
      measured.add(workload + " " + figure.get("contender").asText());
      assertTrue(figure.get("samples").get(0).get(0).asDouble() > 0, figure::toString);
    }
    return measured;
  }

  @Test
  void itIsListed() throws Exception {
    Ended listed = bench(CLASS_PATH, "list");
    assertEquals(0, listed.exitCode(), listed::err);
    assertTrue(listed.out().contains("a ring between two semaphores"), listed::out);
    Ended without = bench(withoutOwn(), "run", "--contenders=my-queue");
    assertEquals(2, without.exitCode(), without::err);
    assertTrue(without.err().startsWith("bench: unknown contender 'my-queue'"), without::err);
    assertTrue(without.err().contains("META-INF/services/" + service()), without::err);
  }

  @Test
  void reportAndResultsHaveItBesideTheOthers() throws Exception {
    Ended ended =
        run(
            CLASS_PATH,
            "--contenders=my-queue,blocking",
            "--workloads=protocol,stream,round-trip",
            "--sizes=8",
            "--producers=4",
            "--save=mine");
    assertEquals(0, ended.exitCode(), ended::err);
    Path run = latest();
    assertEquals(
        Set.of(
            "protocol blocking",
            "protocol my-queue",
            "round-trip blocking",
            "round-trip my-queue",
            "stream blocking",
            "stream my-queue"),
        measured(run));

    // What follows does without the queue.
    Files.delete(run.resolve("report.md"));
    Files.delete(run.resolve("report.html"));
    Ended reported = bench(withoutOwn(), "report");
    assertEquals(0, reported.exitCode(), reported::err);
    String report = Files.readString(run.resolve("report.md"));
    assertTrue(report.contains("setting of my-queue: a ring between two semaphores"), report);
    assertTrue(report.replaceAll(" +", " ").contains("| blocking | my-queue |"), report);
    assertTrue(Files.readString(run.resolve("report.html")).contains("my-queue"));

    Ended compared = bench(withoutOwn(), "compare", "mine");
    assertEquals(0, compared.exitCode(), compared::err);
    long same =
        compared.out().lines().filter(line -> line.matches(".* my-queue .* no change .*")).count();
    assertEquals(3, same, compared::out);
  }

  @Test
  void aQueueThatLosesMessagesIsDetected() throws Exception {
    Ended ended = run(withLosingQueue(), "--contenders=my-queue,losing-queue", "--sizes=8");
    assertEquals(1, ended.exitCode(), ended::err);
    String verdict = "losing-queue lost message 999 of producer 0, or let a later one overtake it";
    assertTrue(ended.err().contains(verdict), ended::err);
    assertFalse(ended.out().contains("[1/"), "nothing is measured: " + ended.out());
    assertTrue(ended.out().contains("my-queue: each message has come once, and in order"));
  }
}

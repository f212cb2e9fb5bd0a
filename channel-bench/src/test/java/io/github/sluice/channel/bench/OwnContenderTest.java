// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.bench.contenders.BlockingQueuePipe;
import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.contenders.OwnContender;
import io.github.sluice.channel.bench.contenders.Pipe;
import io.github.sluice.channel.bench.results.ResultStore;
import io.github.sluice.channel.bench.results.Results;
import io.github.sluice.channel.bench.rust.ChildProcess;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.ThreadKind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Contenders of the user's own, in a JVM that has a service file of theirs on its class path. */
@Timeout(300)
class OwnContenderTest {
  private static final Duration LIMIT = Duration.ofSeconds(280);

  @TempDir Path directory;

  /** As it should be. */
  public static class Queue implements OwnContender {
    @Override
    public String id() {
      return "my-queue";
    }

    @Override
    public String description() {
      return "a queue of my own";
    }

    @Override
    public Pipe open(int capacity) {
      return new BlockingQueuePipe(new ArrayBlockingQueue<>(capacity));
    }

    @Override
    public boolean suitsVirtualThreads() {
      return false;
    }
  }

  /** Has the name of another. */
  public static final class Colliding extends Queue {
    @Override
    public String id() {
      return "jctools";
    }
  }

  /** Opens only where it is checked, and not where streams are measured. */
  public static final class Failing extends Queue {
    @Override
    public Pipe open(int capacity) {
      boolean isMeasured = System.getProperty("io.github.sluice.channel.bench.warmup") != null;
      if (isMeasured && capacity == 77) {
        throw new UnsupportedOperationException("not this one");
      }
      return super.open(capacity);
    }
  }

  /** Loses a message. */
  public static final class Losing extends Queue {
    @Override
    public Pipe open(int capacity) {
      return new BlockingQueuePipe(
          new ArrayBlockingQueue<>(capacity) {
            private static final long serialVersionUID = 1;
            private int count;

            @Override
            public void put(Object message) throws InterruptedException {
              if (++count != 1000) {
                super.put(message);
              }
            }
          });
    }
  }

  private ChildProcess bench(Class<?> contender, String... arguments) throws IOException {
    Path services = directory.resolve("META-INF/services");
    Files.createDirectories(services);
    Files.writeString(services.resolve(OwnContender.class.getName()), contender.getName() + "\n");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Djmh.ignoreLock=true",
                "-cp",
                directory + File.pathSeparator + System.getProperty("java.class.path"),
                Bench.class.getName()));
    command.addAll(Arrays.asList(arguments));
    return ChildProcess.run(command, directory, LIMIT);
  }

  private ChildProcess measure(Class<?> contender, String... rows) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("run", "--forks=1", "--warmup=1", "--iterations=1", "--time=1"));
    arguments.addAll(Arrays.asList(rows));
    return bench(contender, arguments.toArray(String[]::new));
  }

  private Path latest() throws IOException {
    return new ResultStore(directory.resolve("results")).latest();
  }

  @Test
  void itIsListedAndMeasuredBesideTheOthers() throws Exception {
    ChildProcess listed = bench(Queue.class, "list");
    assertEquals(0, listed.exitCode(), listed::err);
    assertTrue(listed.out().contains("  my-queue  "), listed::out);
    assertTrue(listed.out().contains("  a queue of my own"), listed::out);

    ChildProcess ended = measure(Queue.class, "--contenders=my-queue,floor", "--sizes=8");
    assertEquals(0, ended.exitCode(), ended::err);
    assertTrue(ended.out().contains("my-queue: each message has come once, and in order"));
    Results results = ResultStore.read(latest());
    assertEquals("a queue of my own", results.setup().settings().get("my-queue"));
    Contender own = Contender.named("my-queue");
    assertTrue(results.find(own, Row.protocol(8)).isPresent(), results::toString);
    String command = results.setup().commands().get("protocol 8 B, my-queue");
    assertTrue(command.contains(directory + File.pathSeparator), command);
    String report = Files.readString(latest().resolveSibling("report.md"));
    assertTrue(report.contains("* setting of my-queue: a queue of my own"), report);
  }

  @Test
  void whatIsWrongWithItIsSaidBeforeAnythingIsMeasured() throws Exception {
    ChildProcess losing = measure(Losing.class, "--contenders=floor,my-queue", "--sizes=8");
    assertEquals(1, losing.exitCode(), losing::err);
    String verdict = "bench: my-queue lost message 999 of producer 0, or let a later one overtake";
    assertTrue(losing.err().contains(verdict), losing::err);
    assertFalse(losing.out().contains("[1/"), losing::out);

    for (String command : List.of("run", "list")) {
      ChildProcess colliding = bench(Colliding.class, command);
      assertEquals(2, colliding.exitCode(), colliding::err);
      assertTrue(colliding.err().contains("the id 'jctools' is one of the bench's own"));
      assertEquals(1, colliding.err().lines().count(), colliding::err);
    }

    ChildProcess spinning =
        measure(Queue.class, "--contenders=my-queue", "--workloads=batch", "--threads=platform");
    assertEquals(2, spinning.exitCode(), spinning::err);
  }

  @Test
  void aRowThatItFailsInIsLeftOutAndTheRunFails() throws Exception {
    ChildProcess ended =
        measure(
            Failing.class,
            "--contenders=my-queue",
            "--workloads=stream",
            "--producers=1",
            "--capacities=77,78");
    assertEquals(1, ended.exitCode(), ended::err);
    String line =
        "my-queue is skipped in stream 1 to 1, capacity 77, platform: its process failed, or did"
            + " not end: not this one";
    assertTrue(ended.err().contains("bench: " + line), ended::err);
    Results results = ResultStore.read(latest());
    assertEquals(List.of(line), results.skipped());
    assertEquals(
        List.of(Row.stream(78, 1, ThreadKind.PLATFORM)),
        results.figures().stream().map(one -> one.row()).toList());
  }
}

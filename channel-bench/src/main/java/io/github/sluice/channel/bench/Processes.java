// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.bench.jvm.Jvm;
import io.github.sluice.channel.bench.rust.RustPeers;
import io.github.sluice.channel.bench.workloads.BurstBenchmark;
import io.github.sluice.channel.bench.workloads.Conditions;
import io.github.sluice.channel.bench.workloads.LatencyFile;
import io.github.sluice.channel.bench.workloads.RateBenchmark;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.ProfilerConfig;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures cells, each time in a new process: of JMH, one for each JVM, or of the program that is
 * written in Rust, whose figures stand beside those of every JVM.
 */
final class Processes implements AutoCloseable {
  /**
   * Of the protocol not one long warm-up but several, so that the loop JMH wraps around it is
   * compiled too. What else is measured has its loop in itself, and one may take a second.
   */
  private static final int PROTOCOL_WARMUPS = 4;

  /** An iteration takes a tenth of a second, or a single operation, which may be seconds. */
  private static final TimeValue TIMEOUT = TimeValue.seconds(60);

  private final Settings settings;
  private final Map<Jvm, Measurements> measurements;
  private final Progress progress;
  private final RustPeers rust;

  /** How often each cell was measured. */
  private final Map<Cell, Integer> rounds = new HashMap<>();

  /** For what processes leave. */
  private final Path directory;

  Processes(
      Settings settings, Map<Jvm, Measurements> measurements, Progress progress, RustPeers rust)
      throws IOException {
    this.settings = settings;
    this.measurements = measurements;
    this.progress = progress;
    this.rust = rust;
    directory = Files.createTempDirectory("bench");
  }

  /**
   * Measures a cell once in every JVM, in each round beginning with another one.
   *
   * @throws RunnerException if the JVM fails, or does not end in time
   * @throws IOException if the other process does
   */
  void measure(Cell cell) throws RunnerException, IOException {
    if (cell.contender().isRust()) {
      runRust(cell);
    } else {
      List<Jvm> jvms = new ArrayList<>(measurements.keySet());
      Collections.rotate(jvms, -rounds.merge(cell, 1, Integer::sum));
      for (Jvm jvm : jvms) {
        if (jvm.accepts(cell.contender(), cell.row())) {
          runJmh(cell, jvm);
        }
      }
    }
  }

  private void runJmh(Cell cell, Jvm jvm) throws RunnerException, IOException {
    Measurements ofJvm = measurements.get(jvm);
    Options options = options(cell, jvm);
    for (RunResult run : new Runner(options, progress).run()) {
      for (BenchmarkResult result : run.getBenchmarkResults()) {
        List<Histogram> histograms =
            cell.row().hasLatencies() ? LatencyFile.read(latencies()) : List.of();
        progress.measured(cell, suffix(jvm), ofJvm.add(cell, result, histograms));
      }
    }
    ofJvm.measuredBy(cell, command(cell, jvm, options));
  }

  private String suffix(Jvm jvm) {
    return measurements.size() == 1 ? "" : ", " + jvm.label();
  }

  /** Returns the command that measures once more; files of this run are then in its directory. */
  private String command(Cell cell, Jvm jvm, Options options) throws IOException {
    List<String> parameters = new ArrayList<>(cell.row().parameters().keySet());
    parameters.addAll(List.of("contender", "mode"));
    List<String> words = new ArrayList<>(prefix(cell.row()));
    words.addAll(JmhCommand.of(jvm.installed().java(), options, parameters));
    return JmhCommand.shell(words).replace(directory.toString(), ".");
  }

  private Path latencies() {
    return directory.resolve("latencies");
  }

  private void runRust(Cell cell) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add(cell.contender().label());
    arguments.add(cell.row().workload().toString());
    arguments.addAll(cell.row().rustOptions());
    arguments.addAll(
        List.of(
            "--warmup",
            Integer.toString(settings.warmupMillis()),
            "--iterations",
            Integer.toString(settings.iterations()),
            "--time",
            Integer.toString(settings.iterationMillis())));
    List<String> prefix = prefix(cell.row());
    RustPeers.Figures figures = rust.run(prefix, arguments);
    String command = JmhCommand.shell(rust.command(prefix, arguments));
    double[] scores = figures.scores();
    for (Measurements ofJvm : measurements.values()) {
      scores = ofJvm.add(cell, figures.scores(), figures.latencies());
      ofJvm.measuredBy(cell, command);
    }
    progress.measured(cell, "", scores);
  }

  private static List<String> prefix(Row row) throws IOException {
    return isOnOneCore(row) ? OneCore.prefix() : List.of();
  }

  private static boolean isOnOneCore(Row row) {
    return row.conditions() == Conditions.ONE_CORE;
  }

  private Options options(Cell cell, Jvm jvm) throws IOException {
    int warmups =
        switch (cell.row().workload()) {
          case PROTOCOL -> PROTOCOL_WARMUPS;
          case RATE -> RateBenchmark.WARMUPS;
          default -> 1;
        };
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(cell.row().workload().benchmark.getName())
            .param("contender", cell.contender().label())
            .forks(1)
            .warmupIterations(warmups)
            .warmupTime(TimeValue.microseconds(settings.warmupMillis() * 1000L / warmups))
            .measurementIterations(settings.iterations())
            .measurementTime(TimeValue.milliseconds(settings.iterationMillis()))
            .jvmArgs(flags(cell.row(), jvm).toArray(String[]::new))
            .timeout(TIMEOUT)
            .shouldFailOnError(true);
    cell.row().parameters().forEach(options::param);
    if (cell.row().workload() == Workload.PROTOCOL) {
      options.param("mode", settings.mode().toString());
    }
    Path java = jvm.installed().java();
    options.jvm((isOnOneCore(cell.row()) ? OneCore.jvm(java, directory) : java).toString());
    for (String profiler : settings.profilers()) {
      ProfilerConfig config = profiler(profiler);
      options.addProfiler(config.getKlass(), config.getOpts());
    }
    return options.build();
  }

  private List<String> flags(Row row, Jvm jvm) {
    List<String> flags = new ArrayList<>(jvm.jdk().flags());
    switch (row.workload()) {
      case LATENCY, RATE -> flags.add(LatencyFile.flag(latencies()));
      case BURST -> flags.add(BurstBenchmark.flag(row.threads()));
      default -> {}
    }
    return flags;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  /** Reads a profiler's name as JMH's command line does. */
  static ProfilerConfig profiler(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new ProfilerConfig(text, "")
        : new ProfilerConfig(text.substring(0, colon), text.substring(colon + 1));
  }
}

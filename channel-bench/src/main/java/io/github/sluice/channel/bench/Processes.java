// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.bench.jvm.Jvm;
import io.github.sluice.channel.bench.rust.RustPeers;
import io.github.sluice.channel.bench.statistics.LinearSamples;
import io.github.sluice.channel.bench.statistics.SteadyState;
import io.github.sluice.channel.bench.workloads.BurstBenchmark;
import io.github.sluice.channel.bench.workloads.Conditions;
import io.github.sluice.channel.bench.workloads.LatencyFile;
import io.github.sluice.channel.bench.workloads.LinearSampling;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.WarmUp;
import io.github.sluice.channel.bench.workloads.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.apache.commons.math3.stat.StatUtils;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
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
  /** An iteration takes a tenth of a second, or a single operation, which may be seconds. */
  private static final TimeValue TIMEOUT = TimeValue.seconds(60);

  /** How many times as long as planned a step may take in addition. */
  private static final int SLACK = 10;

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
   * Measures some cells of one contender once in every JVM, in each round beginning with another
   * one.
   *
   * @throws RunnerException if the JVM fails, or does not end in time
   * @throws IOException if the other process does
   */
  void measure(List<Cell> cells) throws RunnerException, IOException {
    if (cells.get(0).contender().isRust()) {
      for (Cell cell : cells) {
        runRust(cell);
      }
    } else {
      List<Jvm> jvms = new ArrayList<>(measurements.keySet());
      Collections.rotate(jvms, -rounds.merge(cells.get(0), 1, Integer::sum));
      for (Jvm jvm : jvms) {
        List<Cell> accepted =
            cells.stream().filter(cell -> jvm.accepts(cell.contender(), cell.row())).toList();
        if (!accepted.isEmpty()) {
          runJmh(accepted, jvm);
        }
      }
    }
  }

  private void runJmh(List<Cell> cells, Jvm jvm) throws RunnerException, IOException {
    Files.deleteIfExists(warmUps());
    Files.deleteIfExists(linear());
    for (RunResult run : run(options(cells, jvm), silence(cells.get(0).row()))) {
      for (BenchmarkResult result : run.getBenchmarkResults()) {
        add(cells, jvm, result);
      }
    }
    for (Cell cell : cells) {
      measurements.get(jvm).measuredBy(cell, command(cell, jvm));
    }
  }

  private Collection<RunResult> run(Options options, Duration silence) throws RunnerException {
    try (ForkLimit limit = new ForkLimit(silence, System::nanoTime)) {
      progress.limit(limit);
      try {
        return new Runner(options, progress).run();
      } catch (RunnerException e) {
        if (!limit.hasExpired()) {
          throw e;
        }
        RunnerException expired = new RunnerException(limit.reason());
        expired.addSuppressed(e); // which says that the JVM has been killed
        throw expired;
      }
    }
  }

  /** Returns how long a JVM may do without an iteration: far longer than to warm up, and one. */
  private Duration silence(Row row) {
    long measuring = (long) settings.iterations() * settings.iterationMillis(row);
    return Duration.ofMillis(
        TIMEOUT.convertTo(TimeUnit.MILLISECONDS)
            + SLACK * (settings.warmUp(row).most() + measuring));
  }

  private String suffix(Jvm jvm) {
    return measurements.size() == 1 ? "" : ", " + jvm.label();
  }

  /** Returns the command that measures once more; files of this run are then in its directory. */
  private String command(Cell cell, Jvm jvm) throws IOException {
    List<String> parameters = new ArrayList<>(cell.row().parameters().keySet());
    parameters.add("contender");
    List<String> words = new ArrayList<>(prefix(cell.row()));
    Options options = options(List.of(cell), jvm);
    words.addAll(
        JmhCommand.of(jvm.installed().java(), options, parameters, cell.contender().isOwn()));
    return JmhCommand.shell(words).replace(directory.toString(), ".");
  }

  private void add(List<Cell> cells, Jvm jvm, BenchmarkResult result) throws IOException {
    Measurements ofJvm = measurements.get(jvm);
    List<Histogram> histograms =
        cells.get(0).row().hasLatencies() ? LatencyFile.read(latencies()) : List.of();
    List<IterationResult> iterations = List.copyOf(result.getIterationResults());
    List<WarmUp.Outcome> outcomes = WarmUp.read(warmUps());
    List<LinearSamples> lines =
        isLinear(cells) ? LinearSampling.read(linear()) : Collections.nCopies(cells.size(), null);
    int each = settings.iterationsInJvm(cells.get(0).row());
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      BenchmarkParams params = Measurements.with(result.getParams(), cell.row().parameters(), 1);
      List<IterationResult> its =
          iterations.subList(i * each + Settings.leadIn(cell.row()), (i + 1) * each);
      double[] scores = ofJvm.add(cell, new BenchmarkResult(params, its), histograms);
      if (!isAtRate(cell)) {
        ofJvm.add(cell, outcomes.get(i));
      }
      if (lines.get(i) != null) {
        ofJvm.add(cell, lines.get(i));
      }
      progress.measured(cell, suffix(jvm), scores);
    }
  }

  /** Returns whether the rate fixes the time, so that the rule for warm-ups has nothing to say. */
  private static boolean isAtRate(Cell cell) {
    return cell.row().workload() == Workload.RATE;
  }

  private boolean isLinear(List<Cell> cells) {
    return settings.preset() == Preset.PROTOCOL
        && cells.get(0).row().workload() == Workload.PROTOCOL;
  }

  private Path latencies() {
    return directory.resolve("latencies");
  }

  private Path warmUps() {
    return directory.resolve("warm-ups");
  }

  private Path linear() {
    return directory.resolve("linear");
  }

  /**
   * Runs the program. It was compiled before and needs to fill caches only, so its warm-up has a
   * fixed length; the rule for the end of the warm-up is applied to what was measured after it.
   */
  private void runRust(Cell cell) throws IOException {
    int slices =
        isAtRate(cell)
            ? settings.iterations()
            : Math.max(settings.iterations(), SteadyState.LEAST_SAMPLES);
    int millis = Math.max(1, settings.iterations() * settings.iterationMillis(cell.row()) / slices);
    int warmUpMillis = settings.rustWarmUpMillis();
    List<String> arguments = new ArrayList<>();
    arguments.add(cell.contender().label());
    arguments.add(cell.row().workload().toString());
    arguments.addAll(cell.row().rustOptions());
    arguments.addAll(
        List.of(
            "--warmup",
            Integer.toString(warmUpMillis),
            "--iterations",
            Integer.toString(slices),
            "--time",
            Integer.toString(millis)));
    List<String> prefix = prefix(cell.row());
    RustPeers.Figures figures = rust.run(prefix, arguments);
    String command = JmhCommand.shell(rust.command(prefix, arguments));
    double[] scores = means(figures.scores(), settings.iterations());
    double[] shown = scores;
    for (Measurements ofJvm : measurements.values()) {
      shown = ofJvm.add(cell, scores, figures.latencies());
      if (!isAtRate(cell)) {
        ofJvm.add(cell, WarmUp.Outcome.ofFixed(warmUpMillis, figures.scores()));
      }
      ofJvm.measuredBy(cell, command);
    }
    progress.measured(cell, "", shown);
  }

  /** Returns the means of so many parts, one after the other. */
  static double[] means(double[] samples, int parts) {
    double[] means = new double[parts];
    for (int i = 0; i < parts; i++) {
      int from = i * samples.length / parts;
      int to = (i + 1) * samples.length / parts;
      means[i] = StatUtils.mean(samples, from, to - from);
    }
    return means;
  }

  private static List<String> prefix(Row row) throws IOException {
    return isOnOneCore(row) ? OneCore.prefix() : List.of();
  }

  private static boolean isOnOneCore(Row row) {
    return row.conditions() == Conditions.ONE_CORE;
  }

  private Options options(List<Cell> cells, Jvm jvm) throws IOException {
    Cell cell = cells.get(0);
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(cell.row().workload().benchmark.getName())
            .param("contender", cell.contender().label())
            .forks(1)
            .warmupIterations(0) // the set-up warms up
            .measurementIterations(settings.iterationsInJvm(cell.row()) * cells.size())
            .measurementTime(TimeValue.milliseconds(settings.iterationMillis(cell.row())))
            .jvmArgs(flags(cells, jvm).toArray(String[]::new))
            .timeout(TIMEOUT)
            .shouldFailOnError(true);
    Map<String, String> parameters = new HashMap<>(cell.row().parameters());
    parameters.put("sizes", sizes(cells));
    parameters.forEach(options::param);
    Path java = jvm.installed().java();
    options.jvm((isOnOneCore(cell.row()) ? OneCore.jvm(java, directory) : java).toString());
    for (String profiler : settings.profilers()) {
      ProfilerConfig config = profiler(profiler);
      options.addProfiler(config.getKlass(), config.getOpts());
    }
    return options.build();
  }

  private static String sizes(List<Cell> cells) {
    return cells.stream()
        .map(cell -> Integer.toString(cell.row().size()))
        .collect(Collectors.joining(" "));
  }

  private List<String> flags(List<Cell> cells, Jvm jvm) {
    Row row = cells.get(0).row();
    List<String> flags = new ArrayList<>(jvm.jdk().flags());
    flags.add(WarmUp.flag(settings.warmUp(row), warmUps()));
    if (isLinear(cells)) {
      flags.add(
          LinearSampling.flag(
              settings.iterations(), settings.iterations() * settings.iterationMillis(), linear()));
    }
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

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.bench.results.Latencies;
import io.github.sluice.channel.bench.results.Measured;
import io.github.sluice.channel.bench.statistics.LinearSamples;
import io.github.sluice.channel.bench.workloads.WarmUp;
import io.github.sluice.channel.bench.workloads.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.WorkloadParams;

/** What has been measured so far: for every cell, one result of each round's process. */
final class Measurements {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final Map<Cell, List<BenchmarkResult>> results = new LinkedHashMap<>();
  private final Map<Cell, List<double[]>> samples = new LinkedHashMap<>();
  private final Map<Cell, Histogram> histograms = new HashMap<>();
  private final Map<String, String> commands = new LinkedHashMap<>();
  private final Map<Cell, List<WarmUp.Outcome>> warmUps = new HashMap<>();
  private final Map<Cell, List<LinearSamples>> linear = new HashMap<>();

  /** At a rate: the nanoseconds that there were for each message. */
  private final Map<Cell, DoubleSummaryStatistics> intervals = new HashMap<>();

  /**
   * Adds what JMH measured in one JVM, and returns one figure for each iteration.
   *
   * @param latencies see {@link #add(Cell, double[], List)}
   */
  synchronized double[] add(Cell cell, BenchmarkResult result, List<Histogram> latencies) {
    results.computeIfAbsent(cell, key -> new ArrayList<>()).add(result);
    int operations = cell.row().operations();
    double[] scores =
        result.getIterationResults().stream()
            .mapToDouble(iteration -> iteration.getPrimaryResult().getScore() / operations)
            .toArray();
    return add(cell, scores, latencies);
  }

  /**
   * Adds what a process measured, and returns one figure for each iteration, in the workload's
   * unit. That is the score; at a rate, which says itself what the score is, it is the median.
   *
   * @param scores one for each iteration
   * @param latencies how long single operations took, if they were timed; at a rate, one for each
   *     iteration
   */
  synchronized double[] add(Cell cell, double[] scores, List<Histogram> latencies) {
    latencies.forEach(
        latency -> histograms.computeIfAbsent(cell, key -> Latencies.newHistogram()).add(latency));
    double[] figures = scores;
    if (cell.row().workload() == Workload.RATE) {
      Arrays.stream(scores)
          .forEach(intervals.computeIfAbsent(cell, key -> new DoubleSummaryStatistics())::accept);
      figures = latencies.stream().mapToDouble(Measurements::median).toArray();
    }
    samples.computeIfAbsent(cell, key -> new ArrayList<>()).add(figures);
    return figures;
  }

  /** Returns at least 1, so that there are ratios where the clock has coarse ticks. */
  private static double median(Histogram latencies) {
    return Math.max(1, latencies.getValueAtPercentile(50));
  }

  /** Notes the command that measures a cell once more. */
  synchronized void measuredBy(Cell cell, String command) {
    commands.put(
        cell.row().workload() + " " + cell.row().label() + ", " + cell.contender(), command);
  }

  /** Returns the commands by figure. */
  synchronized Map<String, String> commands() {
    return new LinkedHashMap<>(commands);
  }

  /** Adds how the warm-up of a process went. */
  synchronized void add(Cell cell, WarmUp.Outcome warmUp) {
    warmUps.computeIfAbsent(cell, key -> new ArrayList<>()).add(warmUp);
  }

  /** Adds what a process measured by linear sampling. */
  synchronized void add(Cell cell, LinearSamples samples) {
    linear.computeIfAbsent(cell, key -> new ArrayList<>()).add(samples);
  }

  /** Returns how many measurements there are, of one cell in one process each. */
  synchronized int count() {
    return samples.values().stream().mapToInt(List::size).sum();
  }

  /** Returns what there is of these cells, in their order. */
  synchronized List<Measured> figures(List<Cell> cells) {
    return cells.stream().filter(samples::containsKey).map(this::figure).toList();
  }

  private Measured figure(Cell cell) {
    OptionalDouble bytes = bytesPerMessage(cell);
    return new Measured(
        cell.contender(),
        cell.row(),
        samples.get(cell).toArray(double[][]::new),
        bytes.isPresent() ? (Double) bytes.getAsDouble() : null,
        latencies(cell),
        warmUps.getOrDefault(cell, List.of()),
        linear.getOrDefault(cell, List.of()));
  }

  /** Returns null if single operations were not timed. */
  private Latencies latencies(Cell cell) {
    return histograms.containsKey(cell) ? Latencies.of(histograms.get(cell), kept(cell)) : null;
  }

  /** Returns the share of the intended rate that was kept; null if there was none. */
  private Double kept(Cell cell) {
    if (!intervals.containsKey(cell)) {
      return null;
    }
    double intended = TimeUnit.SECONDS.toNanos(1) / (double) cell.row().rate();
    return Math.min(1, intended / intervals.get(cell).getAverage());
  }

  /** Without the first iterations, in which JMH's profiler also counts the set-up. */
  private OptionalDouble bytesPerMessage(Cell cell) {
    if (cell.row().workload() == Workload.RATE) {
      // So few messages a second: most bytes are those of JMH, and of the receiver's start.
      return OptionalDouble.empty();
    }
    return results.getOrDefault(cell, List.of()).stream()
        .flatMap(result -> result.getIterationResults().stream().skip(1))
        .map(iteration -> (Result<?>) iteration.getSecondaryResults().get(ALLOCATED))
        .filter(Objects::nonNull)
        .mapToDouble(result -> result.getScore() / cell.row().messages())
        .average();
  }

  /** Returns the rounds of each cell as one result of that many forks. */
  synchronized List<RunResult> merged() {
    return results.values().stream()
        .map(
            rounds ->
                new RunResult(with(rounds.get(0).getParams(), Map.of(), rounds.size()), rounds))
        .toList();
  }

  /** Returns the same, but for some parameters of the benchmark and the number of forks. */
  static BenchmarkParams with(BenchmarkParams params, Map<String, String> others, int forks) {
    WorkloadParams workload = new WorkloadParams();
    Collection<String> keys = params.getParamsKeys();
    for (String key : keys) {
      workload.put(key, others.getOrDefault(key, params.getParam(key)), 0);
    }
    return new BenchmarkParams(
        params.getBenchmark(),
        params.generatedBenchmark(),
        params.shouldSynchIterations(),
        params.getThreads(),
        params.getThreadGroups(),
        params.getThreadGroupLabels(),
        forks,
        params.getWarmupForks(),
        params.getWarmup(),
        params.getMeasurement(),
        params.getMode(),
        workload,
        params.getTimeUnit(),
        params.getOpsPerInvocation(),
        params.getJvm(),
        params.getJvmArgs(),
        params.getJdkVersion(),
        params.getVmName(),
        params.getVmVersion(),
        params.getJmhVersion(),
        params.getTimeout());
  }
}

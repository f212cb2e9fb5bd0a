// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.bench.results.Latencies;
import io.github.sluice.channel.bench.results.Measured;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
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
  private final Map<Cell, List<Latencies>> latencies = new HashMap<>();
  private final Map<String, String> commands = new LinkedHashMap<>();

  /** Adds what JMH measured in one JVM, and returns one figure for each iteration. */
  synchronized double[] add(Cell cell, BenchmarkResult result) {
    results.computeIfAbsent(cell, key -> new ArrayList<>()).add(result);
    int operations = cell.row().operations();
    double[] scores =
        result.getIterationResults().stream()
            .mapToDouble(iteration -> iteration.getPrimaryResult().getScore() / operations)
            .toArray();
    add(cell, scores);
    return scores;
  }

  /** Adds what a process measured, one figure for each iteration, in the workload's unit. */
  synchronized void add(Cell cell, double[] scores) {
    samples.computeIfAbsent(cell, key -> new ArrayList<>()).add(scores);
  }

  /** Adds how long single operations took in a JVM. */
  synchronized void add(Cell cell, Histogram histogram) {
    histograms.merge(
        cell,
        histogram,
        (all, more) -> {
          all.add(more);
          return all;
        });
  }

  /** Adds how long single operations took in a process of which only this is known. */
  synchronized void add(Cell cell, Latencies round) {
    latencies.computeIfAbsent(cell, key -> new ArrayList<>()).add(round);
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

  /** Returns how many JVMs, and other processes, have measured. */
  synchronized int forks() {
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
        latencies(cell));
  }

  /** Returns null if single operations were not timed. */
  private Latencies latencies(Cell cell) {
    if (histograms.containsKey(cell)) {
      return Latencies.of(histograms.get(cell));
    }
    return latencies.containsKey(cell) ? Latencies.ofRounds(latencies.get(cell)) : null;
  }

  private OptionalDouble bytesPerMessage(Cell cell) {
    return results.getOrDefault(cell, List.of()).stream()
        .map(result -> (Result<?>) result.getSecondaryResults().get(ALLOCATED))
        .filter(Objects::nonNull)
        .mapToDouble(result -> result.getScore() / cell.row().messages())
        .average();
  }

  /** Returns the rounds of each cell as one result of that many forks. */
  synchronized List<RunResult> merged() {
    return results.values().stream()
        .map(rounds -> new RunResult(withForks(rounds.get(0).getParams(), rounds.size()), rounds))
        .toList();
  }

  private static BenchmarkParams withForks(BenchmarkParams params, int forks) {
    WorkloadParams workload = new WorkloadParams();
    Collection<String> keys = params.getParamsKeys();
    for (String key : keys) {
      workload.put(key, params.getParam(key), 0);
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

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.AverageTimeResult;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;

/** Results as JMH returns them, made up. */
final class Samples {
  private static final IterationParams ITERATIONS =
      new IterationParams(IterationType.MEASUREMENT, 2, TimeValue.milliseconds(100), 1);

  private Samples() {}

  /** Returns the result of one JVM whose iterations took so many microseconds. */
  static BenchmarkResult ofOneJvm(Cell cell, int... micros) {
    BenchmarkParams params = params(cell);
    List<IterationResult> iterations =
        Arrays.stream(micros).mapToObj(time -> iteration(params, time)).toList();
    return new BenchmarkResult(params, iterations);
  }

  /** The same, with a count of allocated bytes. */
  static BenchmarkResult allocating(Cell cell, double bytes, int... micros) {
    BenchmarkResult result = ofOneJvm(cell, micros);
    for (IterationResult iteration : result.getIterationResults()) {
      iteration.addResult(
          new ScalarResult("gc.alloc.rate.norm", bytes, "B/op", AggregationPolicy.AVG));
    }
    return result;
  }

  private static IterationResult iteration(BenchmarkParams params, int micros) {
    IterationResult iteration = new IterationResult(params, ITERATIONS, null);
    iteration.addResult(
        new AverageTimeResult(
            ResultRole.PRIMARY, "protocol", 1, micros * 1000L, TimeUnit.MICROSECONDS));
    return iteration;
  }

  private static BenchmarkParams params(Cell cell) {
    WorkloadParams workload = new WorkloadParams();
    workload.put("contender", cell.contender().label(), 0);
    workload.put("mode", "copied", 0);
    workload.put("size", Integer.toString(cell.row().size()), 0);
    return new BenchmarkParams(
        "protocol",
        "generated",
        false,
        1,
        new int[] {1},
        List.of(),
        1,
        0,
        ITERATIONS,
        ITERATIONS,
        Mode.AverageTime,
        workload,
        TimeUnit.MICROSECONDS,
        1,
        "java",
        List.of(),
        "17",
        "vm",
        "17",
        "1.37",
        TimeValue.minutes(10));
  }
}

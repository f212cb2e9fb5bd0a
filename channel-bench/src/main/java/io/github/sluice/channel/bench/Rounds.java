// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

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
 * Measures every cell once a round, each time in a new JVM. What slows the machine down for a while
 * so falls on all contenders of a size, and not on all measurements of one.
 */
final class Rounds {
  /** Not one long warm-up but several, so that the loop JMH wraps around it is compiled too. */
  private static final int WARMUP_ITERATIONS = 4;

  private final Settings settings;
  private final Measurements measurements;
  private final Progress progress;

  Rounds(Settings settings, Measurements measurements, Progress progress) {
    this.settings = settings;
    this.measurements = measurements;
    this.progress = progress;
  }

  /**
   * Measures everything there is time for.
   *
   * @throws RunnerException if a JVM fails; what was measured until then is kept
   */
  void run() throws RunnerException {
    for (int round = 0; settings.hasRound(round, progress.elapsedMillis()); round++) {
      for (Cell cell : settings.cells(round)) {
        for (RunResult run : new Runner(options(cell), progress).run()) {
          for (BenchmarkResult result : run.getBenchmarkResults()) {
            measurements.add(cell, result);
          }
        }
      }
    }
  }

  private Options options(Cell cell) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(ProtocolBenchmark.class.getName())
            .param("contender", cell.contender().label())
            .param("size", Integer.toString(cell.size()))
            .param("mode", settings.mode().toString())
            .forks(1)
            .warmupIterations(WARMUP_ITERATIONS)
            .warmupTime(TimeValue.microseconds(settings.warmupMillis() * 1000L / WARMUP_ITERATIONS))
            .measurementIterations(settings.iterations())
            .measurementTime(TimeValue.milliseconds(settings.iterationMillis()))
            .jvmArgs(Settings.JVM_FLAGS.toArray(String[]::new))
            .shouldFailOnError(true);
    for (String profiler : settings.profilers()) {
      ProfilerConfig config = profiler(profiler);
      options.addProfiler(config.getKlass(), config.getOpts());
    }
    return options.build();
  }

  /** Reads a profiler's name as JMH's command line does. */
  static ProfilerConfig profiler(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new ProfilerConfig(text, "")
        : new ProfilerConfig(text.substring(0, colon), text.substring(colon + 1));
  }
}

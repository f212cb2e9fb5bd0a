// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.contenders.Tasks;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A workload that is between threads or between tasks. Channels, threads and tasks are new each
 * time; the worker threads of tasks, and the load on the machine, last as long as the JVM.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class ChannelBenchmark {
  /** A {@link Contender}'s label. */
  @Param("blocking")
  public String contender;

  /** A {@link ThreadKind}'s label. */
  @Param("platform")
  public String threads;

  @Param("QUIET")
  public Conditions conditions = Conditions.QUIET;

  private Workers workers;
  private Load load;

  /**
   * Starts the worker threads, if there are tasks, and the load, if there is to be any; then warms
   * up.
   */
  @Setup
  public void open() throws InterruptedException, IOException {
    workers = new Workers(kind());
    load = new Load(conditions == Conditions.LOADED ? Load.processors() : 0);
    WarmUp.run(repeated(), false);
  }

  /** Ends them. */
  @TearDown
  public void close() {
    workers.close();
    load.stop();
  }

  /** Returns the method that JMH measures. */
  abstract Repeated repeated();

  final Contender contender() {
    return Contender.of(contender);
  }

  final ThreadKind kind() {
    return ThreadKind.of(threads);
  }

  final boolean isBetweenTasks() {
    return workers.executor() != null;
  }

  final Tasks tasks() {
    return contender().tasks();
  }

  final Executor executor() {
    return workers.executor();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.bench.report.Figures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.LongSupplier;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/** Prints one line for every JVM that has measured, and keeps what JMH says, for when it fails. */
final class Progress implements OutputFormat {
  private final int forks;
  private final long limitMillis;
  private final PrintStream out;
  private final LongSupplier nanoClock;
  private final long start;

  /** What JMH and the measuring JVM have said since the last one started; threads of JMH write. */
  private final ByteArrayOutputStream chatter = new ByteArrayOutputStream();

  private int done;

  /** Ends the JVM that measures, if it is silent for too long; null if there is none. */
  private volatile ForkLimit limit;

  /**
   * Begins to count the time.
   *
   * @param forks how many measurements there will be, if there is time for all
   * @param limitMillis how long there is, roughly
   */
  Progress(int forks, long limitMillis, PrintStream out, LongSupplier nanoClock) {
    this.forks = forks;
    this.limitMillis = limitMillis;
    this.out = out;
    this.nanoClock = nanoClock;
    start = nanoClock.getAsLong();
  }

  long elapsedMillis() {
    return (nanoClock.getAsLong() - start) / 1_000_000;
  }

  /** Accepts what has to be called whenever something is heard of the JVM that measures. */
  void limit(ForkLimit limit) {
    this.limit = limit;
  }

  private void heard() {
    ForkLimit limit = this.limit;
    if (limit != null) {
      limit.heard();
    }
  }

  /** Returns what was said about the JVM that was running last. */
  String chatter() {
    return chatter.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void startBenchmark(BenchmarkParams params) {
    chatter.reset();
  }

  /** Prints what a cell's process has measured; the suffix is the JVM, if there are several. */
  void measured(Cell cell, String suffix, double[] scores) {
    done++;
    int width = Integer.toString(forks).length();
    out.printf(
        "[%" + width + "d/%d] %s %s %s%s: %s %s   (%s left)%n",
        done,
        forks,
        cell.row().workload(),
        cell.contender().label(),
        cell.row().label(),
        suffix,
        Figures.number(Arrays.stream(scores).average().orElseThrow()),
        cell.row().workload().unit,
        Figures.duration(leftMillis()));
    out.flush();
  }

  private long leftMillis() {
    long elapsed = elapsedMillis();
    return Math.min(elapsed * (forks - done) / done, Math.max(0, limitMillis - elapsed));
  }

  @Override
  public void endBenchmark(BenchmarkResult result) {
    if (result == null) {
      return; // it failed
    }
    for (Result<?> secondary : result.getSecondaryResults().values()) {
      if (!(secondary instanceof ScalarResult)) {
        out.print(secondary.extendedInfo()); // of profilers that report in prose
      }
    }
  }

  @Override
  public void print(String text) {
    chatter.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void println(String text) {
    print(text + System.lineSeparator());
  }

  @Override
  public void verbosePrintln(String text) {
    println(text);
  }

  @Override
  public void write(int b) {
    chatter.write(b);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    chatter.write(bytes);
  }

  @Override
  public void iteration(BenchmarkParams params, IterationParams iteration, int number) {
    heard();
  }

  @Override
  public void iterationResult(
      BenchmarkParams params, IterationParams iteration, int number, IterationResult result) {
    heard();
  }

  @Override
  public void startRun() {}

  @Override
  public void endRun(Collection<RunResult> results) {}

  @Override
  public void flush() {}

  @Override
  public void close() {}
}

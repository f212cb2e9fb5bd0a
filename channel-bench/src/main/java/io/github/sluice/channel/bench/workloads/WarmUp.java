// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.github.sluice.channel.bench.statistics.SteadyState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Repeats a benchmark's method in the JVM that is going to measure it, until its time stands still.
 *
 * <p>JMH's warm-up has a fixed length, so this one takes place in a benchmark's set-up. Methods for
 * JMH are not inlined ({@code @CompilerControl}): JMH's loop and this one call the same compiled
 * code, with the same profile.
 */
public final class WarmUp {
  /** The system property that has the limits and the file for the outcome. */
  private static final String PROPERTY = "io.github.sluice.channel.bench.warmup";

  /** The length of a sample, unless a single operation takes longer. */
  private static final long SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** What has been compiled for the first size need not be compiled for the next one. */
  private static final int LATER_SIZE = 5;

  /** What is left to warm up are caches; a later size that is not steady by then is disturbed. */
  private static final int LATER_SIZE_MILLIS = 250;

  /** Noise is not believed before so many times the least warm-up. */
  private static final int NOISE = 2;

  /**
   * How long to warm up, in milliseconds.
   *
   * @param least even if the time stands still before; twice that if it is noisy
   * @param most even if it does not stand still by then
   */
  public record Limits(int least, int most) {
    /** Returns the limits of a warm-up whose length does not depend on what it measures. */
    public static Limits fixed(int millis) {
      return new Limits(millis, millis);
    }

    public boolean isFixed() {
      return least == most;
    }

    /** Returns the least for another size of the same messages. */
    public int laterLeast() {
      return isFixed() ? least : least / LATER_SIZE;
    }

    Limits forLaterSize() {
      return isFixed() ? this : new Limits(laterLeast(), Math.min(most, LATER_SIZE_MILLIS));
    }

    /** Returns whether a warm-up in such a state, after so long, is over. */
    boolean isOver(SteadyState state, long millis) {
      return millis >= most
          || millis >= least && state == SteadyState.STEADY
          || millis >= NOISE * least && state == SteadyState.NOISY;
    }
  }

  /**
   * How a warm-up went.
   *
   * @param steady whether the time stood still at its end, but for noise
   * @param millis how long it took
   * @param samples what the rule was applied to: nanoseconds of an operation, or the unit of the
   *     workload if the program is written in Rust
   */
  public record Outcome(boolean steady, long millis, double[] samples) {
    /** Returns the outcome of a warm-up whose length was fixed. */
    public static Outcome ofFixed(long millis, double[] samples) {
      return new Outcome(SteadyState.ofAll(samples) != SteadyState.UNSTEADY, millis, samples);
    }

    /** Returns whether the time stood still but for noise. */
    @JsonIgnore
    public boolean isNoisy() {
      return steady && SteadyState.ofAll(samples) == SteadyState.NOISY;
    }
  }

  private WarmUp() {}

  /** Returns the flag of a JVM that is to warm up, and to write the outcomes to a file. */
  public static String flag(Limits limits, Path file) {
    return "-D" + PROPERTY + "=" + limits.least + "," + limits.most + "," + file;
  }

  /**
   * Reads the outcomes that a JVM has written: one for each row that it has measured.
   *
   * @throws IOException if there are none
   */
  public static List<Outcome> read(Path file) throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    while (bytes.hasRemaining()) {
      boolean steady = bytes.get() != 0;
      long millis = bytes.getLong();
      double[] samples = new double[bytes.getInt()];
      bytes.asDoubleBuffer().get(samples);
      bytes.position(bytes.position() + samples.length * Double.BYTES);
      outcomes.add(new Outcome(steady, millis, samples));
    }
    return outcomes;
  }

  /**
   * Returns what {@link #read} reads. Not as text: what formats thousands of numbers is compiled
   * while the first iterations run, on processors that they need.
   */
  private static byte[] bytes(Outcome outcome) {
    double[] samples = outcome.samples;
    ByteBuffer bytes =
        ByteBuffer.allocate(1 + Long.BYTES + Integer.BYTES + samples.length * Double.BYTES);
    bytes.put((byte) (outcome.steady ? 1 : 0)).putLong(outcome.millis).putInt(samples.length);
    bytes.asDoubleBuffer().put(samples);
    return bytes.array();
  }

  /**
   * Warms up, if this JVM was started for it.
   *
   * @param isLater whether it has warmed up the same method before, for another size
   */
  static void run(Repeated repeated, boolean isLater) throws InterruptedException, IOException {
    String property = System.getProperty(PROPERTY);
    if (property != null) {
      String[] words = property.split(",", 3);
      Limits limits = new Limits(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
      Outcome outcome = untilSteady(repeated, isLater ? limits.forLaterSize() : limits);
      Files.write(
          Path.of(words[2]), bytes(outcome), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  private static Outcome untilSteady(Repeated repeated, Limits limits) throws InterruptedException {
    double[] samples = new double[1000];
    int count = 0;
    SteadyState state = SteadyState.UNSTEADY;
    long start = System.nanoTime();
    long millis = 0;
    while (!limits.isOver(state, millis)) {
      if (count == samples.length) {
        samples = Arrays.copyOf(samples, 2 * count);
      }
      samples[count++] = sample(repeated);
      millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      if (millis >= limits.least && !limits.isFixed()) {
        state = SteadyState.soFar(Arrays.copyOf(samples, count));
      }
    }
    double[] all = Arrays.copyOf(samples, count);
    return limits.isFixed()
        ? Outcome.ofFixed(millis, all)
        : new Outcome(state != SteadyState.UNSTEADY, millis, all);
  }

  private static double sample(Repeated repeated) throws InterruptedException {
    long nanos = 0;
    int times = 0;
    while (nanos < SAMPLE_NANOS) {
      repeated.before();
      long start = System.nanoTime();
      repeated.run();
      nanos += System.nanoTime() - start;
      times++;
    }
    return (double) nanos / times;
  }
}

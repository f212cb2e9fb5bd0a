// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import io.github.sluice.channel.bench.statistics.LinearSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Takes {@link LinearSamples} of a benchmark's method in the JVM that measures it, after the
 * warm-up and before JMH's iterations, all of which have the same length.
 */
public final class LinearSampling {
  /** The system property that has the plan and the file for the samples. */
  private static final String PROPERTY = "io.github.sluice.channel.bench.linear";

  /** Operations to find out how many fill the time. */
  private static final int TRIAL = 20;

  private static final double NANOS_IN_MICRO = 1000;

  private LinearSampling() {}

  /** Returns the flag of a JVM that is to take so many samples in about so many milliseconds. */
  public static String flag(int samples, int millis, Path file) {
    return "-D" + PROPERTY + "=" + samples + "," + millis + "," + file;
  }

  /**
   * Reads the samples that a JVM has written: those of each row that it has measured.
   *
   * @throws IOException if there are none
   */
  public static List<LinearSamples> read(Path file) throws IOException {
    List<LinearSamples> all = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] words = line.split(" ");
      double[] times = Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray();
      all.add(new LinearSamples(Long.parseLong(words[0]), times));
    }
    return all;
  }

  /** Takes samples, in microseconds, if this JVM was started for it. */
  static void run(Repeated repeated) throws InterruptedException, IOException {
    String property = System.getProperty(PROPERTY);
    if (property != null) {
      String[] words = property.split(",", 3);
      LinearSamples samples =
          take(repeated, Integer.parseInt(words[0]), Integer.parseInt(words[1]));
      String times =
          Arrays.stream(samples.times())
              .mapToObj(Double::toString)
              .collect(Collectors.joining(" "));
      Files.writeString(
          Path.of(words[2]),
          samples.step() + " " + times + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  private static LinearSamples take(Repeated repeated, int samples, int millis)
      throws InterruptedException {
    double one = (double) nanos(repeated, TRIAL) / TRIAL;
    long step = LinearSamples.step(samples, TimeUnit.MILLISECONDS.toNanos(millis), one);
    double[] times = new double[samples];
    for (int i = 0; i < samples; i++) {
      times[i] = nanos(repeated, (i + 1) * step) / NANOS_IN_MICRO;
    }
    return new LinearSamples(step, times);
  }

  private static long nanos(Repeated repeated, long operations) throws InterruptedException {
    long start = System.nanoTime();
    for (long i = 0; i < operations; i++) {
      repeated.run();
    }
    return System.nanoTime() - start;
  }
}

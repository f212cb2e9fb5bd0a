// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.rust;

import io.github.sluice.channel.bench.report.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How the C library of the Rust program copies bytes. From 2 KiB on glibc uses {@code rep movsb} on
 * processors that say that it is fast, and on some of them, AMD's above all, it is not. So both are
 * measured once, and the faster is taken.
 *
 * @param environment what the program is to be started with
 * @param text which was taken, and what was measured
 */
record GlibcTuning(Map<String, String> environment, String text) {
  static final String VARIABLE = "GLIBC_TUNABLES";
  static final String VALUE = "glibc.cpu.x86_rep_movsb_threshold=1000000000";

  /** How much faster it must be: less may be chance. */
  private static final double BETTER = 0.9;

  private static final int ROUNDS = 3;

  /** Measures a copy of the bytes of the protocol's largest messages. */
  @FunctionalInterface
  interface Copy {
    /** Returns the microseconds that it takes in such an environment. */
    double micros(Map<String, String> environment) throws IOException;
  }

  /** Measures both, alternating, and takes the faster. */
  static GlibcTuning choose(Map<String, String> ofUser, boolean isGlibc, Copy copy)
      throws IOException {
    if (ofUser.containsKey(VARIABLE)) {
      String own = VARIABLE + "=" + ofUser.get(VARIABLE);
      return new GlibcTuning(Map.of(), own + ", as it is set in the environment");
    }
    if (!isGlibc) {
      return new GlibcTuning(Map.of(), "not tuned: the C library is not glibc");
    }
    Map<String, String> tuned = Map.of(VARIABLE, VALUE);
    double[] plainTimes = new double[ROUNDS];
    double[] tunedTimes = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      plainTimes[round] = copy.micros(Map.of());
      tunedTimes[round] = copy.micros(tuned);
    }
    double without = median(plainTimes);
    double with = median(tunedTimes);
    boolean better = with < BETTER * without;
    String times =
        "the bytes of 1000 messages of 32 KB are copied in "
            + Figures.number(with)
            + " us with it, in "
            + Figures.number(without)
            + " us without";
    return better
        ? new GlibcTuning(tuned, VARIABLE + "=" + VALUE + ": " + times)
        : new GlibcTuning(Map.of(), "without " + VARIABLE + "=" + VALUE + ": " + times);
  }

  private static double median(double[] values) {
    return Arrays.stream(values).sorted().skip(ROUNDS / 2).findFirst().orElseThrow();
  }

  /** Asks the system whether its C library is glibc. */
  static boolean isGlibc() {
    try {
      return ChildProcess.run(
                  List.of("getconf", "GNU_LIBC_VERSION"),
                  Path.of("").toAbsolutePath(),
                  Duration.ofSeconds(10))
              .exitCode()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.bench.workloads.Published;
import java.util.List;
import java.util.Locale;

/** How long to measure. Times are in milliseconds; a round measures every cell in a new JVM. */
enum Preset {
  /** Shows that everything works: three sizes only, because eight do not fit into half a minute. */
  SMOKE(
      "half a minute: shows that everything works",
      1,
      200,
      2,
      100,
      Preset.UNLIMITED,
      List.of(8, 1024, 32768)),

  /**
   * The default: fits, with the build, into 4 minutes on two cores. A slow or a busy machine
   * measures fewer rounds.
   */
  QUICK("under 4 minutes, the default", 5, 400, 6, 100, 200_000, Published.sizes()),

  /** The published settings: 50 samples of 3 s after 1 s of warm-up. */
  PROTOCOL(
      "the published settings, over an hour",
      1,
      1000,
      50,
      3000,
      Preset.UNLIMITED,
      Published.sizes());

  static final long UNLIMITED = Long.MAX_VALUE;

  final String description;

  final int rounds;
  final int warmupMillis;
  final int iterations;
  final int iterationMillis;

  /** No round begins that would probably end later than this. */
  final long limitMillis;

  final List<Integer> sizes;

  Preset(
      String description,
      int rounds,
      int warmupMillis,
      int iterations,
      int iterationMillis,
      long limitMillis,
      List<Integer> sizes) {
    this.description = description;
    this.rounds = rounds;
    this.warmupMillis = warmupMillis;
    this.iterations = iterations;
    this.iterationMillis = iterationMillis;
    this.limitMillis = limitMillis;
    this.sizes = sizes;
  }

  /** Returns the name that the user knows. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

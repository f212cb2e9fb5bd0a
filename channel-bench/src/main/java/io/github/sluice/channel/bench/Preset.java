// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.workloads.Published;
import io.github.sluice.channel.bench.workloads.Row;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What to measure and how long. Times are in milliseconds; a round measures every cell once. */
enum Preset {
  /** Three sizes only, because eight do not fit into half a minute. */
  SMOKE(
      "half a minute: shows that everything works",
      1,
      200,
      2,
      100,
      Preset.UNLIMITED,
      List.of(8, 1024, 32768),
      PresetRows::smoke,
      Contender.OURS),

  /** A slow or a busy machine measures fewer rounds. */
  QUICK(
      "under 4 minutes with the build, the default",
      3,
      200,
      3,
      50,
      195_000,
      Published.sizes(),
      PresetRows::quick,
      List.of(
          Contender.BLOCKING,
          Contender.FUTURES,
          Contender.WAKERS,
          Contender.ARRAY_BLOCKING_QUEUE,
          Contender.CROSSBEAM,
          Contender.TOKIO)),

  /** As many rounds as there is time for. */
  FULL(
      "every workload with every contender, under an hour",
      3,
      300,
      3,
      100,
      3_300_000,
      Published.sizes(),
      PresetRows::full,
      List.of(Contender.values())),

  /** 50 samples of 3 s after 1 s of warm-up. */
  PROTOCOL(
      "the protocol with the published settings, over an hour",
      1,
      1000,
      50,
      3000,
      Preset.UNLIMITED,
      Published.sizes(),
      () -> Row.protocol(Published.sizes()),
      Contender.OURS);

  static final long UNLIMITED = Long.MAX_VALUE;

  final String description;
  final int rounds;
  final int warmupMillis;
  final int iterations;
  final int iterationMillis;

  /** No round but the first begins that would probably end later than this. */
  final long limitMillis;

  /** Of the protocol's messages, if only that is asked for. */
  final List<Integer> sizes;

  /** Who takes part, as far as they can do what a row is about. */
  final List<Contender> contenders;

  private final Supplier<List<Row>> rows;

  Preset(
      String description,
      int rounds,
      int warmupMillis,
      int iterations,
      int iterationMillis,
      long limitMillis,
      List<Integer> sizes,
      Supplier<List<Row>> rows,
      List<Contender> contenders) {
    this.description = description;
    this.rounds = rounds;
    this.warmupMillis = warmupMillis;
    this.iterations = iterations;
    this.iterationMillis = iterationMillis;
    this.limitMillis = limitMillis;
    this.sizes = sizes;
    this.rows = rows;
    this.contenders = contenders;
  }

  /** Returns what is measured, as far as the JDK can. */
  List<Row> rows() {
    return rows.get();
  }

  /** Returns the name that the user knows. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.workloads.PayloadMode;
import io.github.sluice.channel.bench.workloads.Published;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.WarmUp;
import io.github.sluice.channel.bench.workloads.Workload;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What to measure and how long. Times are in milliseconds; a round measures every cell once. */
enum Preset {
  /** Three sizes only, because eight do not fit into half a minute. */
  SMOKE(
      "half a minute: shows that everything works",
      1,
      1,
      1,
      new WarmUp.Limits(100, 300),
      2,
      50,
      50,
      Preset.UNLIMITED,
      List.of(8, 1024, 32768),
      PresetRows::smoke,
      Contender.DEFAULT),

  /**
   * The async tax in five processes, so that it has an interval, and the rest, which a slow machine
   * measures before the fifth.
   */
  QUICK(
      "under 4 minutes with the build, the default: the async tax, a stream and a round trip",
      5,
      4,
      2,
      new WarmUp.Limits(500, 2500),
      3,
      20,
      100,
      145_000,
      Published.sizes(),
      PresetRows::quick,
      List.of(
          Contender.FLOOR,
          Contender.BLOCKING,
          Contender.FUTURES,
          Contender.WAKERS,
          Contender.ARRAY_BLOCKING_QUEUE,
          Contender.JCTOOLS,
          Contender.CROSSBEAM,
          Contender.TOKIO)) {
    /** The queues have a JVM each for the whole protocol, which takes as long as one of ours. */
    @Override
    boolean measures(Contender contender, Row row) {
      return row.payload() == PayloadMode.SHARED && row.workload() == Workload.PROTOCOL
          || contender != Contender.ARRAY_BLOCKING_QUEUE && contender != Contender.JCTOOLS;
    }
  },

  /** The async tax in five processes, then everything else once, and again if there is time. */
  FULL(
      "every workload with every contender, under an hour",
      5,
      5,
      2,
      new WarmUp.Limits(500, 4000),
      3,
      100,
      100,
      3_300_000,
      Published.sizes(),
      PresetRows::full,
      List.of(Contender.values())),

  /** Criterion's settings in the published experiment: 50 samples in 1 s after 3 s of warm-up. */
  PROTOCOL(
      "the protocol with the published settings and Criterion's linear sampling, 20 minutes",
      5,
      5,
      5,
      WarmUp.Limits.fixed(3000),
      50,
      20,
      20,
      Preset.UNLIMITED,
      Published.sizes(),
      () -> Row.protocol(Published.sizes()),
      List.of(
          Contender.FLOOR,
          Contender.BLOCKING,
          Contender.FUTURES,
          Contender.WAKERS,
          Contender.CROSSBEAM,
          Contender.TOKIO));

  static final long UNLIMITED = Long.MAX_VALUE;

  final String description;

  /** Of the async tax. */
  final int rounds;

  /** How many of those come before the first round of everything else. */
  final int firstRounds;

  /** Of everything else. */
  final int otherRounds;

  final WarmUp.Limits warmUp;
  final int iterations;

  /** Of the protocol. */
  final int iterationMillis;

  /** Of everything else. A single stream takes some tens of milliseconds. */
  final int otherIterationMillis;

  /** No process but the first begins that would probably end later than this. */
  final long limitMillis;

  /** Of the protocol's messages, if only that is asked for. */
  final List<Integer> sizes;

  /** The contenders, as far as they can do what a row is about. */
  final List<Contender> contenders;

  private final Supplier<List<Row>> rows;

  Preset(
      String description,
      int rounds,
      int firstRounds,
      int otherRounds,
      WarmUp.Limits warmUp,
      int iterations,
      int iterationMillis,
      int otherIterationMillis,
      long limitMillis,
      List<Integer> sizes,
      Supplier<List<Row>> rows,
      List<Contender> contenders) {
    this.description = description;
    this.rounds = rounds;
    this.firstRounds = firstRounds;
    this.otherRounds = otherRounds;
    this.warmUp = warmUp;
    this.iterations = iterations;
    this.iterationMillis = iterationMillis;
    this.otherIterationMillis = otherIterationMillis;
    this.limitMillis = limitMillis;
    this.sizes = sizes;
    this.rows = rows;
    this.contenders = contenders;
  }

  /** Returns what is measured, as far as the JDK can. */
  List<Row> rows() {
    return rows.get();
  }

  /** Returns whether a contender, unless it was asked for, is measured at a row that it accepts. */
  boolean measures(Contender contender, Row row) {
    return true;
  }

  /** Returns the name that the user knows. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

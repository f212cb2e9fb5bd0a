// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.bench.workloads.Conditions;
import io.github.sluice.channel.bench.workloads.PayloadMode;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.ThreadKind;
import io.github.sluice.channel.bench.workloads.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that say what is done with the channels. Without any of them the preset says it. */
final class RowOptions {
  private static final List<Integer> BURSTS = List.of(1, 10, 100);
  private static final List<Integer> CHANNELS = List.of(2, 8);
  private static final List<Integer> WATCHED = List.of(10, 1000);

  @Option(
      names = "--workloads",
      split = ",",
      paramLabel = "NAME",
      description =
          "What is done with the channels, separated by commas: protocol (the default), stream "
              + "(producers to one receiver), round-trip (over two channels of capacity 1), latency "
              + "(the same, each timed), rate (messages at a fixed rate, each timed from its intended "
              + "start), burst (1, 10 or 100 messages to a receiver that waits), "
              + "funnel (4 streams of 13 senders at once), request-reply (4 clients, one server), "
              + "batch (a stream received in batches), "
              + "select (2 producers, 2 or 8 channels, one receiver that selects).")
  private List<String> workloads;

  @Option(
      names = "--rates",
      split = ",",
      paramLabel = "N",
      description =
          "Of rate: messages a second, from 1000 to 1000000; default: 1000,10000,100000,1000000. "
              + "Warms up for 2 s and measures half-seconds at least, whatever --warmup and --time "
              + "say.")
  private List<Integer> rates;

  @Option(
      names = "--producers",
      split = ",",
      paramLabel = "N",
      description = "Of stream and batch: how many producers; default: 1,4,16.")
  private List<Integer> producers;

  @Option(
      names = "--capacities",
      split = ",",
      paramLabel = "N",
      description = "Of stream, batch and funnel: capacities; default: 1000.")
  private List<Integer> capacities;

  @Option(
      names = "--threads",
      split = ",",
      paramLabel = "KIND",
      description =
          "Of all but protocol, separated by commas: threads, which are platform (the default) "
              + "or virtual (from JDK 21 on), or, but for burst, tasks on 1-worker or 2-workers. "
              + "Of rate, what receives; default: platform, 1-worker and, where there are such, "
              + "virtual.")
  private List<String> threads;

  @Option(
      names = "--mode",
      split = ",",
      paramLabel = "NAME",
      description =
          "Of protocol, what a message is, separated by commas: copied (its bytes are copied in and "
              + "out, the default), fresh (a new array), shared (always the same reference).")
  private List<PayloadMode> modes;

  @Option(
      names = "--conditions",
      split = ",",
      paramLabel = "NAME",
      description =
          "Of stream and round-trip, what else the machine does, separated by commas: quiet "
              + "(nothing, the default), one-core (the process has one processor), loaded (as many "
              + "threads as there are processors compute).")
  private List<String> conditions;

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "BYTES",
      description = "Message sizes, separated by commas; default: the preset's.")
  private List<Integer> sizes;

  /** Returns whether there are any of them. */
  boolean areGiven() {
    return Stream.of(workloads, sizes, rates, producers, capacities, threads, conditions, modes)
        .anyMatch(Objects::nonNull);
  }

  /** Returns whether virtual threads were asked for by name. */
  boolean nameVirtualThreads() {
    return threads != null && threads.contains(ThreadKind.VIRTUAL.toString());
  }

  /**
   * Returns what to measure: what the options say, or else the preset's.
   *
   * @param skipped accepts what cannot be had here, and why
   */
  List<Row> rows(Preset preset, List<String> skipped) {
    List<Conditions> possible = conditions(preset, skipped);
    return areGiven() ? rows(preset.sizes, possible) : presetRows(preset, possible);
  }

  private static List<Row> presetRows(Preset preset, List<Conditions> possible) {
    return preset.rows().stream().filter(row -> possible.contains(row.conditions())).toList();
  }

  private static <V> List<V> orElse(List<V> values, List<V> otherwise) {
    return values == null ? otherwise : values;
  }

  private List<Row> rows(List<Integer> sizesOtherwise, List<Conditions> possible) {
    return orElse(workloads, List.of(rates == null ? "protocol" : "rate")).stream()
        .map(Workload::of)
        .flatMap(workload -> rows(workload, sizesOtherwise, possible))
        .distinct()
        .toList();
  }

  private Stream<Row> rows(
      Workload workload, List<Integer> sizesOtherwise, List<Conditions> possible) {
    Stream<ThreadKind> kinds = orElse(threads, List.of("platform")).stream().map(ThreadKind::of);
    return switch (workload) {
      case PROTOCOL ->
          orElse(modes, List.of(PayloadMode.COPIED)).stream()
              .flatMap(mode -> Row.protocol(orElse(sizes, sizesOtherwise), mode).stream());
      case STREAM ->
          kinds.flatMap(
              kind ->
                  ofStreams((capacity, number) -> Row.stream(capacity, number, kind))
                      .flatMap(row -> possible.stream().map(row::under)));
      case ROUND_TRIP ->
          kinds.map(Row::roundTrip).flatMap(row -> possible.stream().map(row::under));
      case LATENCY -> kinds.map(Row::latency);
      case RATE -> rateRows();
      case BURST -> kinds.flatMap(kind -> BURSTS.stream().map(size -> Row.burst(size, kind)));
      case FUNNEL ->
          kinds.flatMap(kind -> capacities().stream().map(capacity -> Row.funnel(capacity, kind)));
      case REQUEST_REPLY -> kinds.map(Row::requestReply);
      case SELECT -> kinds.flatMap(kind -> CHANNELS.stream().map(n -> Row.select(n, kind)));
      case WAKE -> kinds.flatMap(kind -> WATCHED.stream().map(n -> Row.wake(n, kind)));
      case OVERFLOW -> kinds.map(Row::overflow);
      case BATCH ->
          kinds.flatMap(kind -> ofStreams((capacity, number) -> Row.batch(capacity, number, kind)));
    };
  }

  private Stream<Row> rateRows() {
    List<ThreadKind> kinds =
        threads == null ? PresetRows.RECEIVERS : threads.stream().map(ThreadKind::of).toList();
    return kinds.stream()
        .flatMap(
            kind ->
                orElse(rates, List.of(1000, 10_000, 100_000, 1_000_000)).stream()
                    .map(rate -> Row.rate(rate, kind)));
  }

  private Stream<Row> ofStreams(BiFunction<Integer, Integer, Row> row) {
    return capacities().stream()
        .flatMap(
            capacity ->
                orElse(producers, List.of(1, 4, 16)).stream()
                    .map(number -> row.apply(capacity, number)));
  }

  private List<Integer> capacities() {
    return orElse(capacities, List.of(1000));
  }

  /** Those that were asked for and can be had here. */
  private List<Conditions> conditions(Preset preset, List<String> skipped) {
    List<Conditions> possible = new ArrayList<>();
    for (Conditions one : askedConditions(preset)) {
      Optional<String> missing = one == Conditions.ONE_CORE ? OneCore.missing() : Optional.empty();
      missing.ifPresentOrElse(skipped::add, () -> possible.add(one));
    }
    return possible;
  }

  private List<Conditions> askedConditions(Preset preset) {
    if (conditions != null) {
      return conditions.stream().map(Conditions::of).toList();
    }
    return areGiven()
        ? List.of(Conditions.QUIET)
        : preset.rows().stream().map(Row::conditions).distinct().toList();
  }
}

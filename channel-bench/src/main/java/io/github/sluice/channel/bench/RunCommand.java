// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.ResultStore;
import io.github.sluice.channel.bench.rust.RustBuild;
import io.github.sluice.channel.bench.rust.RustPeers;
import io.github.sluice.channel.bench.workloads.Conditions;
import io.github.sluice.channel.bench.workloads.PayloadMode;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.ThreadKind;
import io.github.sluice.channel.bench.workloads.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.profile.ProfilerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures. Everything is checked before. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = Bench.Version.class,
    sortOptions = false,
    description =
        "Measures 1000 messages through a channel of capacity 1000, all sent and then "
            + "all received: the async channel, with futures and with wakers, against the "
            + "blocking one. Other workloads and other contenders by option.")
final class RunCommand implements Callable<Integer> {
  private static final List<Integer> BURSTS = List.of(1, 10, 100);

  @Option(
      names = "--preset",
      defaultValue = "quick",
      description =
          "What to measure and how long: smoke (half a minute), quick (under 4 minutes, the "
              + "default), full (everything, under an hour), protocol (the published settings, over "
              + "an hour).")
  private Preset preset;

  @Option(
      names = "--workloads",
      split = ",",
      paramLabel = "NAME",
      description =
          "What is done with the channels, separated by commas: protocol (the default), stream "
              + "(producers to one receiver), round-trip (over two channels of capacity 1), latency "
              + "(the same, each timed), burst (1, 10 or 100 messages to a receiver that waits), "
              + "funnel (4 streams of 13 senders at once), request-reply (4 clients, one server), "
              + "batch (a stream received in batches).")
  private List<String> workloads;

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
              + "or virtual (from JDK 21 on), or, but for burst, tasks on 1-worker or 2-workers.")
  private List<String> threads;

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
      names = "--mode",
      defaultValue = "copied",
      description =
          "What a message is: copied (its bytes are copied in and out, the default), "
              + "fresh (a new array), shared (always the same reference).")
  private PayloadMode mode;

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "BYTES",
      description = "Message sizes, separated by commas; default: the preset's.")
  private List<Integer> sizes;

  @Option(
      names = "--contenders",
      split = ",",
      paramLabel = "NAME",
      description =
          "What to measure, separated by commas: blocking, futures, wakers (these by default),"
              + " array-blocking-queue, jctools, jox, kotlin, submission-publisher, crossbeam, tokio, or all. Those that cannot"
              + " be run here are skipped.")
  private List<String> contenders;

  private final RustPeers rust = new RustPeers(RustBuild.directory());

  @Option(
      names = "--forks",
      paramLabel = "N",
      description = "JVMs started for each figure, one in each round; default: the preset's.")
  private Integer forks;

  @Option(
      names = "--warmup",
      paramLabel = "MS",
      description = "Milliseconds of warm-up in each JVM; default: the preset's.")
  private Integer warmupMillis;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Samples taken in each JVM; default: the preset's.")
  private Integer iterations;

  @Option(
      names = "--time",
      paramLabel = "MS",
      description = "Milliseconds of each sample; default: the preset's.")
  private Integer iterationMillis;

  @Option(
      names = "--prof",
      paramLabel = "NAME[:OPTIONS]",
      description = "A profiler of JMH's besides gc, which always runs. May be repeated.")
  private List<String> profilers = List.of();

  @Option(
      names = "--output",
      defaultValue = "results",
      paramLabel = "DIR",
      description = "Where results are kept; default: results.")
  private Path output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try {
      List<String> skipped = new ArrayList<>();
      Settings settings = settings(skipped);
      ResultStore store = new ResultStore(output);
      return new Session(settings, skipped, rust, store, System.out, System.err).run();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "--output: cannot write there: " + e);
    }
  }

  private Settings settings(List<String> skipped) {
    boolean asPreset =
        !isAboutRows()
            && Stream.of(contenders, forks, warmupMillis, iterations, iterationMillis)
                .allMatch(Objects::isNull);
    profilers.forEach(RunCommand::requireProfiler);
    List<Conditions> possible = conditions(skipped);
    List<Row> rows = isAboutRows() ? rows(possible) : presetRows(possible);
    return new Settings(
        preset,
        mode,
        rows,
        contenders(rows, skipped),
        forks == null ? preset.rounds : forks,
        warmupMillis == null ? preset.warmupMillis : warmupMillis,
        iterations == null ? preset.iterations : iterations,
        iterationMillis == null ? preset.iterationMillis : iterationMillis,
        asPreset ? preset.limitMillis : Preset.UNLIMITED,
        Stream.concat(Stream.of("gc"), profilers.stream()).distinct().toList());
  }

  /** Tells whether the user says what to measure; else the preset does. */
  private boolean isAboutRows() {
    return Stream.of(workloads, sizes, producers, capacities, threads, conditions)
        .anyMatch(Objects::nonNull);
  }

  private List<Row> presetRows(List<Conditions> possible) {
    return preset.rows().stream().filter(row -> possible.contains(row.conditions())).toList();
  }

  private static <V> List<V> orElse(List<V> values, List<V> otherwise) {
    return values == null ? otherwise : values;
  }

  private List<Row> rows(List<Conditions> possible) {
    return orElse(workloads, List.of("protocol")).stream()
        .map(Workload::of)
        .flatMap(workload -> rows(workload, possible))
        .distinct()
        .toList();
  }

  private Stream<Row> rows(Workload workload, List<Conditions> possible) {
    Stream<ThreadKind> kinds = orElse(threads, List.of("platform")).stream().map(ThreadKind::of);
    return switch (workload) {
      case PROTOCOL -> Row.protocol(sizes == null ? preset.sizes : sizes).stream();
      case STREAM ->
          kinds.flatMap(
              kind ->
                  ofStreams((capacity, number) -> Row.stream(capacity, number, kind))
                      .flatMap(row -> possible.stream().map(row::under)));
      case ROUND_TRIP ->
          kinds.map(Row::roundTrip).flatMap(row -> possible.stream().map(row::under));
      case LATENCY -> kinds.map(Row::latency);
      case BURST -> kinds.flatMap(kind -> BURSTS.stream().map(size -> Row.burst(size, kind)));
      case FUNNEL ->
          kinds.flatMap(kind -> capacities().stream().map(capacity -> Row.funnel(capacity, kind)));
      case REQUEST_REPLY -> kinds.map(Row::requestReply);
      case BATCH ->
          kinds.flatMap(kind -> ofStreams((capacity, number) -> Row.batch(capacity, number, kind)));
    };
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
  private List<Conditions> conditions(List<String> skipped) {
    List<Conditions> possible = new ArrayList<>();
    for (Conditions one : askedConditions()) {
      Optional<String> missing = one == Conditions.ONE_CORE ? OneCore.missing() : Optional.empty();
      missing.ifPresentOrElse(skipped::add, () -> possible.add(one));
    }
    return possible;
  }

  private List<Conditions> askedConditions() {
    if (conditions != null) {
      return conditions.stream().map(Conditions::of).toList();
    }
    return isAboutRows()
        ? List.of(Conditions.QUIET)
        : preset.rows().stream().map(Row::conditions).distinct().toList();
  }

  /** Those that were asked for, take part in a workload, and can be run here. */
  private List<Contender> contenders(List<Row> rows, List<String> skipped) {
    List<Contender> asked = contenders == null ? defaults() : Contender.listOf(contenders);
    List<Contender> present = new ArrayList<>();
    for (Contender contender : asked) {
      if (rows.stream().anyMatch(row -> row.accepts(contender))) {
        if (contender.isRust()) {
          RustPeers.requirePossible(rows);
        }
        missing(contender).ifPresentOrElse(skipped::add, () -> present.add(contender));
      }
    }
    skipped.forEach(reason -> spec.commandLine().getErr().println("bench: " + reason));
    return present;
  }

  private List<Contender> defaults() {
    return isAboutRows() ? Contender.OURS : preset.contenders;
  }

  /** Says in one line why a contender cannot be run here, if so. */
  private Optional<String> missing(Contender contender) {
    int version = Runtime.version().feature();
    if (contender == Contender.JOX && version < 21) {
      return Optional.of("jox is skipped: it needs JDK 21, and this is " + version);
    }
    return contender.isRust()
        ? rust.missing().map(why -> contender + " is skipped: " + why)
        : Optional.empty();
  }

  private static void requireProfiler(String profiler) {
    try {
      ProfilerFactory.getProfilerOrException(Rounds.profiler(profiler));
    } catch (ProfilerException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new IllegalArgumentException("--prof: " + profiler + ": " + reason, e);
    }
  }
}

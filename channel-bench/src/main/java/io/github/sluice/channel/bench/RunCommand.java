// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.doctor.Doctor;
import io.github.sluice.channel.bench.jvm.Collector;
import io.github.sluice.channel.bench.jvm.Installed;
import io.github.sluice.channel.bench.jvm.JdkFinder;
import io.github.sluice.channel.bench.jvm.Jvm;
import io.github.sluice.channel.bench.results.ResultStore;
import io.github.sluice.channel.bench.rust.RustBuild;
import io.github.sluice.channel.bench.rust.RustPeers;
import io.github.sluice.channel.bench.workloads.OwnCheck;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.ThreadKind;
import io.github.sluice.channel.bench.workloads.WarmUp;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.profile.ProfilerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            + "all received, and other workloads: the async channel, with futures and with wakers, "
            + "against the blocking one and against peers.")
final class RunCommand implements Callable<Integer> {
  @Option(
      names = "--preset",
      defaultValue = "quick",
      description =
          "What to measure and how long: smoke (half a minute), quick (under 4 minutes, the "
              + "default), full (everything, under an hour), protocol (the published settings, 20 "
              + "minutes).")
  private Preset preset;

  @Mixin private RowOptions rowOptions = new RowOptions();

  @Option(
      names = "--contenders",
      split = ",",
      paramLabel = "NAME",
      description =
          "What to measure, separated by commas: blocking, futures, wakers (these by default),"
              + " what else 'list' lists, or all. Those that cannot be run here are skipped. One of"
              + " your own is an OwnContender with a service file on the class path.")
  private List<String> contenders;

  private final RustPeers rust = new RustPeers(RustBuild.directory());

  @Option(
      names = "--forks",
      paramLabel = "N",
      description = "Processes for each figure, one in each round; default: the preset's.")
  private Integer forks;

  @Option(
      names = "--warmup",
      paramLabel = "MS",
      description =
          "Milliseconds of warm-up of each figure; default: until the time stands still but for "
              + "noise, within the preset's limits.")
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
      names = "--gc",
      split = ",",
      paramLabel = "NAME",
      description =
          "The garbage collectors to measure with, separated by commas: g1, parallel, z, serial; "
              + "default: the one that the JVM chooses.")
  private List<Collector> collectors;

  @Option(
      names = "--jdk",
      split = ",",
      paramLabel = "N",
      description =
          "The JDKs to measure in, separated by commas, as 17,25: those that Maven's toolchains or "
              + "environment variables name, or that are beside those; default: the one that runs "
              + "this.")
  private List<Integer> jdks;

  @Option(
      names = "--save",
      paramLabel = "NAME",
      description = "Save the results as the baseline of that name too; see 'compare'.")
  private String baseline;

  @Option(
      names = "--output",
      defaultValue = "results",
      paramLabel = "DIR",
      description = "Where results are kept; default: results.")
  private Path output;

  @Spec private CommandSpec spec;

  /** The version of the newest JDK to measure in. */
  private int newest;

  @Override
  public Integer call() throws InterruptedException {
    try {
      List<String> skipped = new ArrayList<>();
      List<Installed> installed =
          jdks == null ? List.of(Installed.current()) : new JdkFinder().find(jdks);
      newest = installed.stream().mapToInt(Installed::feature).max().orElseThrow();
      requireOneJvmToSave(installed);
      Settings asked = settings(skipped);
      ResultStore store = ResultStore.writable(output);
      if (baseline != null) {
        store.baseline(baseline);
      }
      Settings settings = asked.withContenders(present(asked.contenders(), skipped));
      if (!areRight(settings.contenders())) {
        return 1;
      }
      List<Jvm> jvms = Jvm.startAll(installed, collectors());
      tuneRust(settings);
      Session session =
          new Session(settings, jvms, skipped, warnings(), rust, store, System.out, System.err);
      int exit = session.run();
      return exit == 0 && baseline != null ? session.keep(baseline) : exit;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "--output: cannot write there: " + e);
    }
  }

  /** Checks the user's own, and prints what is wrong with the first one with which anything is. */
  private boolean areRight(List<Contender> contenders) throws InterruptedException {
    for (Contender contender : contenders) {
      if (contender.isOwn()) {
        try {
          new OwnCheck(contender).run();
          System.out.println(contender + ": each message has come once, and in order");
        } catch (IllegalStateException e) {
          spec.commandLine().getErr().println("bench: " + e.getMessage());
          return false;
        }
      }
    }
    return true;
  }

  private void tuneRust(Settings settings) throws IOException {
    if (settings.contenders().stream().anyMatch(Contender::isRust)) {
      rust.tune();
      spec.commandLine().getErr().println("bench: the Rust peers: " + rust.setting());
    }
  }

  private void requireOneJvmToSave(List<Installed> installed) {
    if (baseline != null && installed.size() * collectors().size() > 1) {
      throw new IllegalArgumentException("--save: a baseline is of one JDK and one collector");
    }
  }

  private List<Optional<Collector>> collectors() {
    return collectors == null
        ? List.of(Optional.empty())
        : collectors.stream().distinct().map(Optional::of).toList();
  }

  /** Says what makes figures unreliable here; the first two also to the user, at once. */
  private List<String> warnings() {
    List<String> warnings = new Doctor().examine().warnings();
    PrintWriter err = spec.commandLine().getErr();
    warnings.stream().limit(2).forEach(warning -> err.println("bench: " + warning));
    if (warnings.size() > 2) {
      err.println("bench: and " + (warnings.size() - 2) + " more, which 'doctor' lists");
    }
    err.flush();
    return warnings;
  }

  private Settings settings(List<String> skipped) {
    boolean asPreset =
        !rowOptions.areGiven()
            && Stream.of(contenders, forks, warmupMillis, iterations, iterationMillis)
                .allMatch(Objects::isNull);
    profilers.forEach(RunCommand::requireProfiler);
    List<Row> rows = possible(rowOptions.rows(preset, skipped));
    return new Settings(
        preset,
        rows,
        contenders(rows),
        contenders != null || rowOptions.areGiven(),
        forks == null ? preset.rounds : forks,
        forks == null ? preset.otherRounds : forks,
        warmupMillis == null ? preset.warmUp : WarmUp.Limits.fixed(warmupMillis),
        iterations == null ? preset.iterations : iterations,
        iterationMillis == null ? preset.iterationMillis : iterationMillis,
        iterationMillis == null ? preset.otherIterationMillis : iterationMillis,
        asPreset ? preset.limitMillis : Preset.UNLIMITED,
        Stream.concat(Stream.of("gc"), profilers.stream()).distinct().toList());
  }

  /** Those that any of the JDKs can measure; what was asked for by name has to be among them. */
  private List<Row> possible(List<Row> rows) {
    if (newest >= Jvm.VIRTUAL_THREADS) {
      return rows;
    }
    if (rowOptions.nameVirtualThreads()) {
      throw new IllegalArgumentException(
          "--threads: virtual threads need JDK 21, and this is " + newest);
    }
    return rows.stream().filter(row -> !needsVirtualThreads(row)).toList();
  }

  private static boolean needsVirtualThreads(Row row) {
    return row.threads() == ThreadKind.VIRTUAL;
  }

  /** Those that were asked for and take part in a workload. */
  private List<Contender> contenders(List<Row> rows) {
    Contender.all(); // an own one that cannot be is an error, even if it is not asked for
    List<Contender> asked = contenders == null ? defaults() : Contender.listOf(contenders);
    List<Contender> taking = new ArrayList<>();
    for (Contender contender : asked) {
      if (rows.stream().anyMatch(row -> row.accepts(contender))) {
        if (contender.isRust()) {
          RustPeers.requirePossible(rows);
        }
        taking.add(contender);
      }
    }
    return taking;
  }

  /** Those that can be run here, which may take a build to know; says why the others cannot. */
  private List<Contender> present(List<Contender> asked, List<String> skipped) {
    List<Contender> present = new ArrayList<>();
    Map<String, List<String>> missing = new LinkedHashMap<>();
    for (Contender contender : asked) {
      missing(contender)
          .ifPresentOrElse(
              why -> missing.computeIfAbsent(why, key -> new ArrayList<>()).add(contender.label()),
              () -> present.add(contender));
    }
    missing.forEach(
        (why, contenders) ->
            skipped.add(
                String.join(", ", contenders)
                    + (contenders.size() == 1 ? " is" : " are")
                    + " skipped: "
                    + why));
    skipped.forEach(reason -> spec.commandLine().getErr().println("bench: " + reason));
    return present;
  }

  private List<Contender> defaults() {
    return rowOptions.areGiven() ? Contender.DEFAULT : preset.contenders;
  }

  /** Says in one line why a contender cannot be run here, if so. */
  private Optional<String> missing(Contender contender) {
    if (contender == Contender.JOX && newest < Jvm.VIRTUAL_THREADS) {
      return Optional.of("it needs JDK 21, and this is " + newest);
    }
    return contender.isRust() ? rust.missing(contender) : Optional.empty();
  }

  private static void requireProfiler(String profiler) {
    try {
      ProfilerFactory.getProfilerOrException(Processes.profiler(profiler));
    } catch (ProfilerException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new IllegalArgumentException("--prof: " + profiler + ": " + reason, e);
    }
  }
}

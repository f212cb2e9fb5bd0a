// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.contenders.Versions;
import io.github.sluice.channel.bench.jvm.Jvm;
import io.github.sluice.channel.bench.report.Figures;
import io.github.sluice.channel.bench.report.MarkdownReport;
import io.github.sluice.channel.bench.report.MergedReport;
import io.github.sluice.channel.bench.report.ReportFiles;
import io.github.sluice.channel.bench.results.Machine;
import io.github.sluice.channel.bench.results.ResultStore;
import io.github.sluice.channel.bench.results.Results;
import io.github.sluice.channel.bench.results.Setup;
import io.github.sluice.channel.bench.rust.ChildProcess;
import io.github.sluice.channel.bench.rust.RustPeers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.BenchmarkException;
import org.openjdk.jmh.runner.RunnerException;

/** One run of the benchmark: measures, then prints and writes the results, once. */
final class Session {
  private final Settings settings;
  private final List<String> skipped;
  private final List<String> warnings;
  private final RustPeers rust;
  private final ResultStore store;
  private final PrintStream out;
  private final PrintStream err;
  private final LocalDateTime start = LocalDateTime.now();
  private final Machine machine = Machine.current();
  private final String commit = commit();
  private final Map<Jvm, Measurements> measurements = new LinkedHashMap<>();
  private final Progress progress;

  /** Whether one of the user's own was left out of a row; of the thread that measures. */
  private boolean ownHasFailed;

  /** Written under this object's lock. */
  private boolean published;

  /** Set when the user ends the run: then the failure of a JVM is expected. */
  private volatile boolean stopped;

  Session(
      Settings settings,
      List<Jvm> jvms,
      List<String> skipped,
      List<String> warnings,
      RustPeers rust,
      ResultStore store,
      PrintStream out,
      PrintStream err) {
    this.settings = settings;
    this.skipped = skipped;
    this.warnings = warnings;
    this.rust = rust;
    this.store = store;
    this.out = out;
    this.err = err;
    jvms.forEach(jvm -> measurements.put(jvm, new Measurements()));
    progress = new Progress(planned(), limitMillis(), out, System::nanoTime);
  }

  /** Runs, and returns the exit code of the program. What was measured before a failure is kept. */
  int run() {
    Thread hook = new Thread(this::stop);
    Runtime.getRuntime().addShutdownHook(hook);
    out.println(
        planned()
            + " measurements, "
            + settings.schedule()
            + "; about "
            + Figures.duration(settings.estimateMillis() * planned() / settings.measurements()));
    if (measurements.size() > 1) {
      out.println("each in " + Jvm.labels(List.copyOf(measurements.keySet())));
    }
    int failed = 0;
    try (Processes processes = new Processes(settings, measurements, progress, rust)) {
      new Rounds(settings, this::millisOfOneJvm, processes::measure, this::leaveOut).run();
    } catch (CancellationException e) {
      failed = 1;
    } catch (RunnerException | IOException e) {
      failed = 1;
      if (!stopped) {
        err.println(progress.chatter());
        err.println("bench: " + e.getMessage());
      }
    }
    if (ownHasFailed) {
      failed = 1;
    }
    return Math.max(failed, publish());
  }

  /** A preset's time is for one JVM. */
  private long millisOfOneJvm() {
    return progress.elapsedMillis() * settings.measurements() / planned();
  }

  private long limitMillis() {
    return settings.limitMillis() == Preset.UNLIMITED
        ? Preset.UNLIMITED
        : settings.limitMillis() * planned() / settings.measurements();
  }

  /** Returns how many measurements there will be; what no JVM measures counts once. */
  private int planned() {
    Jvm first = measurements.keySet().iterator().next();
    return measurements.keySet().stream()
        .mapToInt(jvm -> planned(jvm, cell -> jvm == first || !cell.contender().isRust()))
        .sum();
  }

  /** Returns how many of them there will be in a JVM, or stand beside its name. */
  private int planned(Jvm jvm, Predicate<Cell> which) {
    return settings.cells().stream()
        .filter(cell -> jvm.accepts(cell.contender(), cell.row()))
        .filter(which)
        .mapToInt(settings::rounds)
        .sum();
  }

  private void leaveOut(Cell cell, Exception reason) {
    if (stopped) {
      throw new CancellationException("stopped");
    }
    String text =
        cell.contender()
            + " is skipped in "
            + cell.row().workload()
            + " "
            + cell.row().label()
            + ": its process failed, or did not end";
    boolean isOwn = cell.contender().isOwn();
    ownHasFailed |= isOwn;
    String why = reason instanceof RunnerException ? firstCause(reason) : reason.getMessage();
    skipped.add(isOwn ? text + ": " + why : text);
    err.println(progress.chatter());
    err.println("bench: " + text + ": " + why);
  }

  /** Says in one line what went wrong first; what JMH says is only that something did. */
  private static String firstCause(Throwable failure) {
    Throwable first = failure;
    for (Throwable next = first; next != null; next = cause(first)) {
      first = next;
    }
    String message = first.getMessage() == null ? first.toString() : first.getMessage();
    return message.lines().findFirst().orElse("");
  }

  /** Returns null if there is none; what the measuring JVM has thrown, JMH has suppressed. */
  private static Throwable cause(Throwable failure) {
    boolean isOfJmh = failure instanceof BenchmarkException;
    return isOfJmh && failure.getSuppressed().length > 0
        ? failure.getSuppressed()[0]
        : failure.getCause();
  }

  /** Makes what has been written a baseline, and returns the exit code of the program. */
  int keep(String baseline) {
    try {
      out.println("written: " + store.keep(start, baseline));
      return 0;
    } catch (IOException e) {
      return unwritten(e);
    }
  }

  private void stop() {
    stopped = true;
    publish();
  }

  private synchronized int publish() {
    Map<Jvm, Results> results = new LinkedHashMap<>();
    measurements.forEach(
        (jvm, measured) -> {
          if (measured.count() > 0) {
            results.put(jvm, results(jvm, measured));
          }
        });
    if (published || results.isEmpty()) {
      return 0;
    }
    published = true;
    Path directory = store.directory(start);
    out.println();
    try {
      if (measurements.size() == 1) {
        results.forEach((jvm, one) -> out.println(new MarkdownReport(one).text()));
        write(results, jvm -> directory);
      } else {
        MergedReport merged = new MergedReport(List.copyOf(results.values()));
        out.println(merged.text());
        write(results, jvm -> directory.resolve(jvm.label()));
        merged.write(directory).forEach(this::written);
      }
    } catch (IOException e) {
      return unwritten(e);
    }
    out.flush();
    return 0;
  }

  private void write(Map<Jvm, Results> results, Function<Jvm, Path> directories)
      throws IOException {
    for (Map.Entry<Jvm, Results> one : results.entrySet()) {
      Path directory = directories.apply(one.getKey());
      Path file = directory.resolve(ResultStore.RESULTS);
      ResultStore.write(one.getValue(), file);
      written(file);
      Path jmh = directory.resolve("jmh.json");
      ResultStore.write(jmhJson(measurements.get(one.getKey())), jmh);
      written(jmh);
      new ReportFiles(one.getValue()).write(directory).forEach(this::written);
    }
  }

  private int unwritten(IOException reason) {
    err.println("bench: cannot write the results: " + reason.getMessage());
    return 1;
  }

  private void written(Path file) {
    out.println("written: " + file);
  }

  private static String jmhJson(Measurements measured) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream stream = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, stream).writeOut(measured.merged());
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private Results results(Jvm jvm, Measurements measured) {
    return new Results(
        Versions.bench(),
        commit,
        start.truncatedTo(ChronoUnit.MINUTES).toString(),
        progress.elapsedMillis(),
        settings.preset().toString(),
        settings.schedule(),
        machine,
        jvm.jdk(),
        planned(jvm, cell -> true),
        measured.count(),
        skipped,
        versions(),
        new Setup(settingsOfContenders(), measured.commands(), warnings),
        measured.figures(settings.cells()));
  }

  private Map<String, String> settingsOfContenders() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Contender contender : settings.contenders()) {
      contender.setting().ifPresent(text -> texts.put(contender.label(), text));
    }
    if (settings.contenders().stream().anyMatch(Contender::isRust)) {
      texts.put("the Rust peers", rust.setting());
    }
    return texts;
  }

  private Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    for (Contender contender : settings.contenders()) {
      Optional<String> version = contender.isRust() ? rust.version(contender) : contender.version();
      version.ifPresent(text -> versions.put(contender.label(), text));
    }
    return versions;
  }

  /** Returns the commit of the working directory, or an empty text if that is not one of git's. */
  private static String commit() {
    try {
      ChildProcess git =
          ChildProcess.run(
              List.of("git", "describe", "--always", "--dirty", "--abbrev=10", "--exclude=*"),
              Path.of("").toAbsolutePath(),
              Duration.ofSeconds(10));
      return git.exitCode() == 0 ? git.out().strip() : "";
    } catch (IOException e) {
      return "";
    }
  }
}

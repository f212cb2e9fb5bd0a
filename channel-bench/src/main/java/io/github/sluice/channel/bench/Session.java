// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.contenders.Versions;
import io.github.sluice.channel.bench.report.Figures;
import io.github.sluice.channel.bench.report.MarkdownReport;
import io.github.sluice.channel.bench.report.ReportFiles;
import io.github.sluice.channel.bench.results.Jdk;
import io.github.sluice.channel.bench.results.Machine;
import io.github.sluice.channel.bench.results.ResultStore;
import io.github.sluice.channel.bench.results.Results;
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
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.RunnerException;

/** One run of the benchmark: measures, then prints and writes the results, once. */
final class Session {
  private final Settings settings;
  private final List<String> skipped;
  private final RustPeers rust;
  private final ResultStore store;
  private final PrintStream out;
  private final PrintStream err;
  private final LocalDateTime start = LocalDateTime.now();
  private final Machine machine = Machine.current();
  private final String commit = commit();
  private final Measurements measurements = new Measurements();
  private final Progress progress;

  /** Written under this object's lock. */
  private boolean published;

  /** Set when the user ends the run: then a JVM that fails was told to. */
  private volatile boolean stopped;

  Session(
      Settings settings,
      List<String> skipped,
      RustPeers rust,
      ResultStore store,
      PrintStream out,
      PrintStream err) {
    this.settings = settings;
    this.skipped = skipped;
    this.rust = rust;
    this.store = store;
    this.out = out;
    this.err = err;
    progress = new Progress(settings.forks(), out, System::nanoTime);
  }

  /** Runs, and returns the exit code of the program. What was measured before a failure is kept. */
  int run() {
    Thread hook = new Thread(this::stop);
    Runtime.getRuntime().addShutdownHook(hook);
    out.println(
        settings.forks()
            + " JVMs, "
            + settings.schedule()
            + "; about "
            + Figures.duration(settings.estimateMillis()));
    int failed = 0;
    try (Processes processes = new Processes(settings, measurements, progress, rust)) {
      new Rounds(settings, progress::elapsedMillis, processes::measure, this::leaveOut).run();
    } catch (CancellationException e) {
      failed = 1;
    } catch (RunnerException | IOException e) {
      failed = 1;
      if (!stopped) {
        err.println(progress.chatter());
        err.println("bench: " + e.getMessage());
      }
    }
    return Math.max(failed, publish());
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
    skipped.add(text);
    err.println(progress.chatter());
    err.println("bench: " + text + ": " + reason.getMessage());
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
    if (published || measurements.forks() == 0) {
      return 0;
    }
    published = true;
    Results results = results();
    out.println();
    out.println(new MarkdownReport(results).text());
    Path directory = store.directory(start);
    try {
      written(directory.resolve(ResultStore.RESULTS), results);
      Path jmh = directory.resolve("jmh.json");
      ResultStore.write(jmhJson(), jmh);
      out.println("written: " + jmh);
      new ReportFiles(results).write(directory).forEach(file -> out.println("written: " + file));
    } catch (IOException e) {
      return unwritten(e);
    }
    out.flush();
    return 0;
  }

  private int unwritten(IOException reason) {
    err.println("bench: cannot write the results: " + reason);
    return 1;
  }

  private void written(Path file, Results results) throws IOException {
    ResultStore.write(results, file);
    out.println("written: " + file);
  }

  private String jmhJson() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream stream = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, stream)
          .writeOut(measurements.merged());
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private Results results() {
    return new Results(
        Versions.bench(),
        commit,
        start.truncatedTo(ChronoUnit.MINUTES).toString(),
        progress.elapsedMillis(),
        settings.preset().toString(),
        settings.schedule(),
        machine,
        Jdk.current(Settings.JVM_FLAGS),
        settings.mode(),
        settings.forks(),
        measurements.forks(),
        skipped,
        versions(),
        measurements.figures(settings.cells(0)));
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

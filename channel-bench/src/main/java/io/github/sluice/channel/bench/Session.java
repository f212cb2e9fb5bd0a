// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.time.LocalDateTime;
import org.openjdk.jmh.runner.RunnerException;

/** One run of the benchmark: measures, then prints and writes the report, once. */
final class Session {
  private final Settings settings;
  private final RustPeers rust;
  private final ResultFiles files;
  private final String version;
  private final PrintStream out;
  private final PrintStream err;
  private final LocalDateTime start = LocalDateTime.now();
  private final Measurements measurements = new Measurements();
  private final Progress progress;

  /** Written under this object's lock. */
  private boolean published;

  /** Set when the user ends the run: then a JVM that fails was told to. */
  private volatile boolean stopped;

  Session(
      Settings settings,
      RustPeers rust,
      ResultFiles files,
      String version,
      PrintStream out,
      PrintStream err) {
    this.rust = rust;
    this.settings = settings;
    this.files = files;
    this.version = version;
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
    try {
      new Rounds(settings, measurements, progress, rust).run();
    } catch (RunnerException e) {
      failed = 1;
      if (!stopped) {
        err.println(progress.chatter());
        err.println("bench: " + e.getMessage());
      }
    }
    return Math.max(failed, publish());
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
    String text =
        new Report(settings, measurements, contender -> contender.version(rust))
            .text(version, start, progress.elapsedMillis());
    out.println();
    out.println(text);
    try {
      files.write(text, measurements.merged());
    } catch (IOException e) {
      err.println("bench: cannot write the results: " + e);
      return 1;
    }
    out.println("written: " + files.report());
    out.println("written: " + files.json());
    out.flush();
    return 0;
  }
}

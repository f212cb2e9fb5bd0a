// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.doctor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Finds out what about this machine makes figures unreliable. It takes less than a second. */
public final class Doctor {
  /** The system counts a program's time in hundredths of a second. */
  private static final Duration LOOK = Duration.ofMillis(500);

  /** Examines this machine. */
  public Diagnosis examine() {
    List<BusyPrograms.Program> before = BusyPrograms.now();
    long start = System.nanoTime();
    Jitter jitter = Jitter.measure(System::nanoTime, LOOK.toNanos());
    List<BusyPrograms.Program> after = BusyPrograms.now();
    Duration between = Duration.ofNanos(System.nanoTime() - start);

    List<String> warnings = new ArrayList<>(BusyPrograms.warnings(before, after, between));
    jitter.warning().ifPresent(warnings::add);
    List<String> unknown =
        before.isEmpty() ? List.of("what other programs do (nothing is said of them)") : List.of();
    return new Diagnosis(warnings, unknown)
        .and(
            new SystemCheck(
                    new SystemFiles(Path.of("/")), Runtime.getRuntime().availableProcessors())
                .examine());
  }
}

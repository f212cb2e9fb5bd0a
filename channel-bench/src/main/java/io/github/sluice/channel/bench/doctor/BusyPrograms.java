// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.doctor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which other programs use the processors. */
final class BusyPrograms {
  /** Of one processor. */
  private static final double MUCH = 0.1;

  /**
   * A program and what it has used.
   *
   * @param name of its file
   * @param used of the processors since it began
   */
  record Program(long id, String name, Duration used) {}

  private BusyPrograms() {}

  /** Returns all other programs of which this is known. */
  static List<Program> now() {
    long own = ProcessHandle.current().pid();
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != own)
        .filter(process -> process.info().totalCpuDuration().isPresent())
        .map(
            process ->
                new Program(
                    process.pid(),
                    process.info().command().map(BusyPrograms::name).orElse("a program"),
                    process.info().totalCpuDuration().get()))
        .toList();
  }

  private static String name(String command) {
    Path file = Path.of(command).getFileName();
    return file == null ? command : file.toString();
  }

  /** Says which have used much between two looks, the busiest first. */
  static List<String> warnings(List<Program> before, List<Program> after, Duration between) {
    Map<Long, Duration> used = new HashMap<>();
    before.forEach(program -> used.put(program.id(), program.used()));
    record Busy(Program program, double share) {}
    return after.stream()
        .filter(program -> used.containsKey(program.id()))
        .map(
            program ->
                new Busy(
                    program,
                    (double) program.used().minus(used.get(program.id())).toNanos()
                        / between.toNanos()))
        .filter(busy -> busy.share() >= MUCH)
        .sorted(Comparator.comparingDouble(Busy::share).reversed())
        .map(
            busy ->
                String.format(
                    Locale.ROOT,
                    "%s (process %d) uses %.1f processors",
                    isJava(busy.program()) ? "another JVM" : busy.program().name(),
                    busy.program().id(),
                    busy.share()))
        .toList();
  }

  private static boolean isJava(Program program) {
    return program.name().matches("javaw?(\\.exe)?");
  }
}

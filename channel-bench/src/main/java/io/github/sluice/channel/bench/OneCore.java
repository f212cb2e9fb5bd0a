// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.bench.rust.ChildProcess;
import io.github.sluice.channel.bench.workloads.Conditions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs programs on one processor: with {@code taskset} of util-linux. */
final class OneCore {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String ALLOWED = "Cpus_allowed_list:";

  private OneCore() {}

  /** Says in one line why that cannot be done here, if so. */
  static Optional<String> missing() {
    try {
      List<String> command = new ArrayList<>(prefix());
      command.add("true");
      ChildProcess ended =
          ChildProcess.run(command, Path.of("").toAbsolutePath(), Duration.ofSeconds(10));
      return ended.exitCode() == 0
          ? Optional.empty()
          : skipped("taskset: exit code " + ended.exitCode());
    } catch (IOException e) {
      return skipped("there is no taskset");
    }
  }

  private static Optional<String> skipped(String why) {
    return Optional.of(Conditions.ONE_CORE + " is skipped: " + why);
  }

  /**
   * Returns what to put before a command.
   *
   * @throws IOException if it is not known which processors there are
   */
  static List<String> prefix() throws IOException {
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith(ALLOWED)) {
        return List.of("taskset", "-c", last(line.substring(ALLOWED.length())));
      }
    }
    throw new IOException("no " + ALLOWED + " in " + STATUS);
  }

  /** Returns the last number of a list as {@code 0,2-5}: the first serves the most interrupts. */
  static String last(String list) {
    return list.strip().replaceFirst(".*[,-]", "");
  }

  /**
   * Creates a program, in a directory, that is a JVM on one processor.
   *
   * @throws IOException if that cannot be done, with a message for the user
   */
  static Path jvm(Path java, Path directory) throws IOException {
    Path script = directory.resolve("java-on-one-core-" + Integer.toHexString(java.hashCode()));
    Files.writeString(
        script,
        """
        #!/bin/sh
        exec %s '%s' "$@"
        """
            .formatted(String.join(" ", prefix()), java));
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }
}

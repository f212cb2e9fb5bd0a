// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.models;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A program that checks models, or that such a program needs. */
final class Program {
  private Program() {}

  /** Finds a program as a script of {@code .ci} fetches it, into a folder, or in the path. */
  static Optional<String> find(String folder, String name) {
    String home = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getenv("HOME") + "/.cache");
    return Stream.concat(
            Stream.of(Path.of(home, "sluice", folder, name)),
            Stream.of(System.getenv("PATH").split(":")).map(path -> Path.of(path, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString);
  }

  /**
   * Runs a command in a directory.
   *
   * @return what it has written
   * @throws IOException if it has failed
   */
  static String run(Path directory, List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + ":\n" + output);
    }
    return output;
  }
}

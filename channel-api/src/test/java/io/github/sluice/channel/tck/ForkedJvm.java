// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a main class of the tests in a virtual machine of its own, with options of its own. */
public final class ForkedJvm {
  private static final long LIMIT_SECONDS = 900;

  private ForkedJvm() {}

  /**
   * Runs a main method until it ends.
   *
   * @param main the class that has it
   * @param options of the virtual machine
   * @param args of the main method
   * @return the lines written to standard output and standard error
   * @throws Exception if the process cannot be run, or does not end in time
   */
  public static List<String> run(Class<?> main, List<String> options, String... args)
      throws Exception {
    return run(System.getProperty("java.class.path"), main, options, args);
  }

  /** The same, with another class path. */
  static List<String> run(String classPath, Class<?> main, List<String> options, String... args)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(List.of(args));
    Path output = Files.createTempFile("forked", ".txt"); // a file: nobody needs to read a pipe
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      try {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
          throw new AssertionError("still running: " + command + " " + lines(output));
        }
      } finally {
        process.destroyForcibly().waitFor();
      }
      List<String> lines = lines(output);
      if (process.exitValue() != 0) {
        throw new AssertionError("exit code " + process.exitValue() + ": " + lines);
      }
      return lines;
    } finally {
      Files.delete(output);
    }
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file);
  }
}

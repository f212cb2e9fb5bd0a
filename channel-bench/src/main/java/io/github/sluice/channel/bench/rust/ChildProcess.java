// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.rust;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that has ended.
 *
 * @param out what it wrote to its standard output
 * @param err what it wrote to its standard error
 */
public record ChildProcess(int exitCode, String out, String err) {
  /*
   * Its output goes to files and not through pipes: so it never waits for a reader, and the reader
   * never for a grandchild that holds a pipe open.
   */

  /**
   * Runs a command until it ends. If that takes too long, or the thread is interrupted, the process
   * and its children are killed first; a thread interrupted stays so.
   *
   * @throws NoSuchFileException if there is no such program
   * @throws InterruptedIOException if the thread is interrupted
   * @throws IOException if it takes too long, or files cannot be written
   */
  public static ChildProcess run(List<String> command, Path directory, Duration limit)
      throws IOException {
    return run(command, Map.of(), directory, limit);
  }

  /**
   * The same with more variables in its environment.
   *
   * @throws IOException as above
   */
  public static ChildProcess run(
      List<String> command, Map<String, String> environment, Path directory, Duration limit)
      throws IOException {
    Path out = Files.createTempFile("bench", ".out");
    Path err = Files.createTempFile("bench", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process = start(builder);
      try {
        process.getOutputStream().close();
        await(process, command, limit);
      } finally {
        kill(process);
      }
      return new ChildProcess(process.exitValue(), read(out), read(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static Process start(ProcessBuilder builder) throws NoSuchFileException {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new NoSuchFileException(builder.command().get(0), null, e.getMessage());
    }
  }

  private static void await(Process process, List<String> command, Duration limit)
      throws IOException {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(
            String.join(" ", command) + " was still running after " + limit.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** Does nothing to a process that has ended; returns when it has. */
  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}

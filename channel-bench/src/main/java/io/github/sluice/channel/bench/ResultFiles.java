// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/** The report and JMH's JSON, side by side in a directory, each written whole or not at all. */
final class ResultFiles {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private final Path directory;
  private final String name;

  private ResultFiles(Path directory, String name) {
    this.directory = directory;
    this.name = name;
  }

  /**
   * Prepares a directory, making it if need be.
   *
   * @throws IOException if nothing can be written there
   */
  static ResultFiles in(Path directory, LocalDateTime time) throws IOException {
    Files.createDirectories(directory);
    ResultFiles files = new ResultFiles(directory, "protocol-" + STAMP.format(time));
    Files.write(files.temporary(), new byte[0]);
    Files.delete(files.temporary());
    return files;
  }

  Path report() {
    return directory.resolve(name + ".md");
  }

  Path json() {
    return directory.resolve(name + ".json");
  }

  private Path temporary() {
    return directory.resolve(name + ".tmp");
  }

  void write(String text, Collection<RunResult> results) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream stream = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, stream).writeOut(results);
    }
    replace(json(), bytes.toByteArray());
    replace(report(), text.getBytes(StandardCharsets.UTF_8));
  }

  private void replace(Path file, byte[] content) throws IOException {
    try {
      Files.write(temporary(), content);
      Files.move(temporary(), file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary());
    }
  }
}

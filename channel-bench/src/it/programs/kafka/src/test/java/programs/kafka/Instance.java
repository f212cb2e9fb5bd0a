// SPDX-License-Identifier: Apache-2.0
package programs.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The program in a process of its own, and the file with what it prints. */
record Instance(Process process, Path output) {
  static Instance start(String name, String servers, String database) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String main = OrderWriter.class.getName();
    String classPath = System.getProperty("java.class.path");
    Path output = Path.of("target", name + ".txt");
    Process process =
        new ProcessBuilder(
                java, "-XX:TieredStopAtLevel=1", "-cp", classPath, main, servers, database)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new Instance(process, output);
  }

  boolean isHoldingBack() {
    return count("paused") > count("resumed"); // each partition is one and then the other
  }

  long count(String word) {
    try (var lines = Files.lines(output)) {
      return lines.filter(line -> line.startsWith(word)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

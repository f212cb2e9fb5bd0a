// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files below {@code /proc} and {@code /sys}, which not every system has. */
final class SystemFiles {
  private final Path root;

  SystemFiles(Path root) {
    this.root = root;
  }

  /** Returns a file's text, or nothing if it is not there or cannot be read. */
  Optional<String> read(String file) {
    try {
      return Optional.of(Files.readString(root.resolve(file)).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  boolean exists(String file) {
    return Files.exists(root.resolve(file));
  }

  /** Returns the words of the first line that begins with a word, without that. */
  Optional<List<String>> line(String file, String word) {
    return read(file).stream()
        .flatMap(String::lines)
        .map(line -> line.strip().split("[\\s:]+"))
        .filter(words -> words[0].equals(word))
        .map(words -> Arrays.asList(words).subList(1, words.length))
        .findFirst();
  }

  /** Returns the number behind a word at the beginning of a line. */
  Optional<Long> number(String file, String word) {
    return line(file, word)
        .filter(words -> !words.isEmpty() && words.get(0).matches("\\d{1,18}"))
        .map(words -> Long.valueOf(words.get(0)));
  }

  /** Returns the texts of a file in each directory below one whose name matches. */
  List<String> readEach(String directory, String name, String file) {
    try (Stream<Path> children = Files.list(root.resolve(directory))) {
      return children
          .filter(child -> child.getFileName().toString().matches(name))
          .flatMap(child -> read(root.relativize(child) + "/" + file).stream())
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}

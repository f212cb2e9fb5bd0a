// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the repository. A module's tests run in its directory. */
final class Repository {
  static final Path ROOT = Path.of("..");

  private Repository() {}

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String document(String path) {
    return read(ROOT.resolve(path));
  }

  /** Returns the Java files below directories, each given from the root of the repository. */
  static List<Path> javaFiles(List<String> directories) {
    return directories.stream().map(ROOT::resolve).flatMap(Repository::javaFiles).sorted().toList();
  }

  private static Stream<Path> javaFiles(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the name of a file's type. */
  static String type(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - ".java".length());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the repository. A module's tests run in its directory. */
final class Repository {
  static final Path ROOT = Path.of("..");

  /** The words of {@link VocabularyTest}. */
  static final Path RETIRED_WORDS =
      Path.of("src/test/resources/io/github/sluice/channel/documents/retired-words.txt");

  private static final Pattern TEXT =
      Pattern.compile(".*\\.(java|md|kt|rs|svg|html|js|properties|xml|yml|groovy|toml)");

  /** Not of the repository, or not written here. */
  private static final Set<String> OTHERS = Set.of("target", ".git", ".idea", "node_modules");

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

  /** Returns all sources, tests and documents. */
  static List<Path> texts() {
    List<Path> texts = new ArrayList<>();
    try {
      Files.walkFileTree(
          ROOT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes with) {
              return OTHERS.contains(directory.getFileName().toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes with) {
              if (TEXT.matcher(file.toString()).matches()) {
                texts.add(ROOT.relativize(file));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts.stream().sorted().toList();
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

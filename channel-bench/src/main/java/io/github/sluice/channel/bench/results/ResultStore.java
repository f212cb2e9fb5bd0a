// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where results are kept: a directory for each run, named after the time at which it began, and
 * beside those the baselines, which have names. Every file is written whole or not at all.
 */
public final class ResultStore {
  /** What a run's results are called, in its directory. */
  public static final String RESULTS = "results.json";

  private static final String BASELINES = "baselines";
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              SerializationFeature.INDENT_OUTPUT, SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
          .enable(
              DeserializationFeature.READ_ENUMS_USING_TO_STRING,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private final Path root;

  /** Opens a store; its directory need not exist. */
  public ResultStore(Path root) {
    this.root = root;
  }

  /**
   * Opens a store to write to, making its directory if need be.
   *
   * @throws IOException if nothing can be written there
   */
  public static ResultStore writable(Path root) throws IOException {
    Files.createDirectories(root);
    Files.delete(Files.createTempFile(root, "try", ".tmp"));
    return new ResultStore(root);
  }

  /** Returns the directory of the run that began then; it need not exist. */
  public Path directory(LocalDateTime start) {
    return root.resolve(STAMP.format(start));
  }

  /**
   * Returns the results of the run that began last.
   *
   * @throws IOException if there is none, or it has several, with a message for the user
   */
  public Path latest() throws IOException {
    if (!Files.isDirectory(root)) {
      throw new NoSuchFileException("there is no directory " + root);
    }
    List<Path> latest =
        children(root).stream()
            .filter(run -> run.getFileName().toString().matches("\\d{8}-\\d{6}"))
            .map(ResultStore::of)
            .filter(files -> !files.isEmpty())
            .reduce((one, later) -> later)
            .orElseThrow(() -> new NoSuchFileException("there are no results in " + root));
    if (latest.size() > 1) {
      throw new IOException("the latest run has several results, name one: " + latest);
    }
    return latest.get(0);
  }

  /**
   * Returns the files of results that a path stands for: itself, or what is in that directory, or
   * in the directories in it.
   *
   * @throws NoSuchFileException if there is none, with a message for the user
   */
  public static List<Path> find(Path path) throws IOException {
    List<Path> files = Files.isDirectory(path) ? of(path) : List.of(path);
    if (files.isEmpty()) {
      throw new NoSuchFileException("there are no results in " + path);
    }
    return files;
  }

  private static List<Path> of(Path directory) {
    Path own = directory.resolve(RESULTS);
    return Files.exists(own)
        ? List.of(own)
        : children(directory).stream()
            .map(child -> child.resolve(RESULTS))
            .filter(Files::exists)
            .toList();
  }

  private static List<Path> children(Path directory) {
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList();
    } catch (IOException e) {
      return List.of(); // a file, or nothing to be read
    }
  }

  /**
   * Returns where a baseline is kept, be there one or not.
   *
   * @throws IllegalArgumentException if the name cannot be a file's, with a message for the user
   */
  public Path baseline(String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      throw new IllegalArgumentException(
          "a baseline's name is up to 64 letters, digits, dots, dashes and underscores, not '"
              + name
              + "'");
    }
    return root.resolve(BASELINES).resolve(name + ".json");
  }

  /** Keeps the results of the run that began then as a baseline, replacing one of that name. */
  public Path keep(LocalDateTime start, String name) throws IOException {
    Path baseline = baseline(name);
    write(Files.readString(directory(start).resolve(RESULTS)), baseline);
    return baseline;
  }

  /** Writes results. */
  public static void write(Results results, Path file) throws IOException {
    write(JSON.writeValueAsString(results) + "\n", file);
  }

  /** Writes a text, whole or not at all. */
  public static void write(String text, Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Path temporary = directory.resolve(file.getFileName() + ".tmp");
    try {
      Files.createDirectories(directory);
      Files.write(temporary, text.getBytes(StandardCharsets.UTF_8));
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      IOException failure = new IOException(file + " cannot be written: " + reason(e), e);
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException again) {
        failure.addSuppressed(again);
      }
      throw failure;
    }
  }

  /**
   * Reads results.
   *
   * @throws IOException if there are none in that file, with a message of one line for the user
   */
  public static Results read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException("there is no file " + file);
    }
    Results results;
    try {
      results = JSON.readValue(file.toFile(), Results.class);
    } catch (JsonProcessingException e) {
      throw new IOException(none(file) + e.getOriginalMessage().lines().findFirst().orElse(""), e);
    } catch (IOException e) {
      throw new IOException(file + " cannot be read: " + reason(e), e);
    }
    if (results == null) {
      throw new IOException(none(file) + "it is null");
    }
    return results;
  }

  /** What the system says without the file's name, or else what is wrong. */
  private static String reason(IOException e) {
    String reason = e instanceof FileSystemException failed ? failed.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }

  private static String none(Path file) {
    return file + " has no results of this bench: ";
  }
}

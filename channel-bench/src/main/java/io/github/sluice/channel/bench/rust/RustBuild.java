// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.rust;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Builds the Rust peers: copies their sources from the class path into a directory and calls cargo
 * there. What has not changed is not built again.
 */
public final class RustBuild {
  /** Where Debian's {@code librust-*-dev} packages put crates. */
  public static final Path DEBIAN_CRATES = Path.of("/usr/share/cargo/registry");

  private static final List<String> SOURCES =
      List.of(
          "Cargo.toml",
          "build.rs",
          "src/arguments.rs",
          "src/crossbeam.rs",
          "src/load.rs",
          "src/main.rs",
          "src/measure.rs",
          "src/payload.rs",
          "src/peer.rs",
          "src/tokio.rs");

  private static final String HINT =
      "; install Rust 1.66 or newer (https://rustup.rs, or Debian 13: apt install cargo), and"
          + " without a network also the crates (Debian: apt install librust-tokio-dev"
          + " librust-crossbeam-channel-dev)";

  private static final Duration LIMIT = Duration.ofMinutes(15);

  private final Path directory;
  private final String cargo;
  private final Path crates;
  private final PrintStream progress;

  /**
   * Prepares a build; nothing is done yet.
   *
   * @param directory where to build
   * @param cargo the command
   * @param crates a directory of crates to use instead of the network, if it holds those needed
   * @param progress told if something has to be built, because that takes a while
   */
  public RustBuild(Path directory, String cargo, Path crates, PrintStream progress) {
    this.directory = directory.toAbsolutePath();
    this.cargo = cargo;
    this.crates = crates;
    this.progress = progress;
  }

  /** Returns {@code target/rust}, be these classes in {@code target/classes} or in a jar. */
  public static Path directory() {
    try {
      return Path.of(RustBuild.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .resolveSibling("rust");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Builds, and returns the program.
   *
   * @throws IOException if it cannot be built, with a message of one line for the user
   */
  public Path build() throws IOException {
    boolean changed = prepare();
    Path program =
        directory.resolve("target/release/peers" + (isWindows() ? ".exe" : "")).normalize();
    if (changed || !Files.exists(program)) {
      progress.println("bench: building the Rust peers, which takes up to a minute");
    }
    List<String> command = new ArrayList<>(List.of(cargo, "build", "--release"));
    command.addAll(List.of("--target-dir", directory.resolve("target").toString()));
    if (hasCrates()) {
      command.add("--offline");
    }
    ChildProcess ended;
    try {
      ended = ChildProcess.run(command, directory, LIMIT);
    } catch (NoSuchFileException e) {
      throw new IOException("cargo is not installed" + HINT, e);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("cargo build fails: " + e.getMessage() + HINT, e);
    }
    if (ended.exitCode() != 0) {
      throw new IOException("cargo build fails: " + reason(ended) + HINT);
    }
    if (!Files.exists(program)) {
      throw new IOException("cargo has not built " + program);
    }
    return program;
  }

  /** Tells whether nothing has to be fetched from the network. */
  public boolean hasCrates() {
    String[] names = crates.toFile().list();
    return names != null
        && Stream.of("crossbeam-channel-\\d.*", "tokio-\\d.*")
            .allMatch(crate -> Arrays.stream(names).anyMatch(name -> name.matches(crate)));
  }

  private static boolean isWindows() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
  }

  /** Copies the sources; tells whether there was anything to copy. */
  private boolean prepare() throws IOException {
    try {
      boolean changed = false;
      for (String source : SOURCES) {
        changed |= write(source, resource(source));
      }
      if (write(".cargo/config.toml", config().getBytes(StandardCharsets.UTF_8))) {
        Files.deleteIfExists(directory.resolve("Cargo.lock")); // it may name other versions
        changed = true;
      }
      return changed;
    } catch (IOException e) {
      throw new IOException("cannot copy the sources to " + directory + ": " + e, e);
    }
  }

  private static byte[] resource(String source) throws IOException {
    try (InputStream stream = RustBuild.class.getResourceAsStream("/rust/" + source)) {
      if (stream == null) {
        throw new FileNotFoundException("/rust/" + source);
      }
      return stream.readAllBytes();
    }
  }

  /** Tells cargo where its crates are; the time is there so that the text changes when they do. */
  private String config() throws IOException {
    return hasCrates()
        ? """
        # as of %s
        [source.crates-io]
        replace-with = "local"
        [source.local]
        directory = '%s'
        """
            .formatted(Files.getLastModifiedTime(crates), crates.toAbsolutePath())
        : "";
  }

  /** Leaves a file alone that is right already, so that cargo does not think it new. */
  private boolean write(String name, byte[] content) throws IOException {
    Path file = directory.resolve(name);
    if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content)) {
      return false;
    }
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    return true;
  }

  /** Returns what cargo says is wrong, and the innermost cause, if it names one. */
  private static String reason(ChildProcess ended) {
    List<String> lines =
        ended.err().lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    String error =
        lines.stream()
            .filter(line -> line.startsWith("error"))
            .findFirst()
            .orElse("exit code " + ended.exitCode());
    return lines.contains("Caused by:") ? error + ": " + lines.get(lines.size() - 1) : error;
  }
}

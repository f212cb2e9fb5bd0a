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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Builds the Rust peers: copies their sources from the class path into a directory and calls cargo
 * there. What has not changed is not built again.
 *
 * <p>Where cargo reaches its registry, or has fetched from it before, all peers are built, each in
 * its newest release that the compiler accepts. Elsewhere crossbeam and tokio are, if packages of
 * them are installed.
 */
public final class RustBuild {
  /** Where Debian's {@code librust-*-dev} packages put crates. */
  public static final Path DEBIAN_CRATES = Path.of("/usr/share/cargo/registry");

  private static final List<String> SOURCES =
      List.of(
          "build.rs",
          "src/arguments.rs",
          "src/array.rs",
          "src/crossbeam.rs",
          "src/histogram.rs",
          "src/load.rs",
          "src/main.rs",
          "src/measure.rs",
          "src/newest.rs",
          "src/pacing.rs",
          "src/payload.rs",
          "src/peer.rs",
          "src/tasks.rs",
          "src/threads.rs",
          "src/tokio.rs");

  private static final String HINT =
      "; install Rust 1.66 or newer (https://rustup.rs, or Debian 13: apt install cargo), and"
          + " without a network also the crates (Debian: apt install librust-tokio-dev"
          + " librust-crossbeam-channel-dev)";

  private static final Duration LIMIT = Duration.ofMinutes(15);

  /** Cargo gives up early without a network, and takes only releases for this compiler. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "CARGO_NET_RETRY", "0",
          "CARGO_HTTP_TIMEOUT", "10",
          "CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS", "fallback");

  private final Path directory;
  private final String cargo;
  private final Path crates;
  private final boolean useRegistry;
  private final PrintStream progress;

  /**
   * What was built.
   *
   * @param notNewest why only the packaged peers were, if so
   */
  record Program(Path path, Optional<String> notNewest) {}

  /**
   * Prepares a build; nothing is done yet.
   *
   * @param directory where to build
   * @param cargo the command
   * @param crates a directory of crates, which is used if it holds those needed
   * @param useRegistry whether cargo is to use its registry, if it reaches it
   * @param progress called if something has to be built, because that takes a while
   */
  public RustBuild(
      Path directory, String cargo, Path crates, boolean useRegistry, PrintStream progress) {
    this.directory = directory.toAbsolutePath();
    this.cargo = cargo;
    this.crates = crates;
    this.useRegistry = useRegistry;
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
  Program build() throws IOException {
    if (!useRegistry) {
      return new Program(packaged(), Optional.of("the registry of cargo is not used"));
    }
    try {
      return new Program(
          build(directory.resolve("newest"), "newest.toml", "", List.of()), Optional.empty());
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      if (!hasCrates() || e.getCause() instanceof NoSuchFileException) {
        throw e;
      }
      // What is left of cargo's words is the cause, such as that there is no network.
      String reason =
          e.getMessage().replace(HINT, "").replaceFirst("error: failed to get .*`: ", "");
      return new Program(packaged(), Optional.of("not among the packaged crates, and " + reason));
    }
  }

  private Path packaged() throws IOException {
    return build(directory.resolve("packaged"), "Cargo.toml", config(), List.of("--offline"));
  }

  private Path build(Path directory, String manifest, String config, List<String> options)
      throws IOException {
    boolean changed = prepare(directory, manifest, config);
    Path program =
        directory.resolve("target/release/peers" + (isWindows() ? ".exe" : "")).normalize();
    if (changed || !Files.exists(program)) {
      progress.println("bench: building the Rust peers, which takes up to a minute");
    }
    List<String> command = new ArrayList<>(List.of(cargo, "build", "--release"));
    command.addAll(List.of("--target-dir", directory.resolve("target").toString()));
    command.addAll(options);
    ChildProcess ended;
    try {
      ended = ChildProcess.run(command, ENVIRONMENT, directory, LIMIT);
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

  /** Returns whether packages of crossbeam and tokio are installed. */
  public boolean hasCrates() {
    String[] names = crates.toFile().list();
    return names != null
        && Stream.of("crossbeam-channel-\\d.*", "tokio-\\d.*")
            .allMatch(crate -> Arrays.stream(names).anyMatch(name -> name.matches(crate)));
  }

  private static boolean isWindows() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
  }

  /** Copies the sources; returns whether there was anything to copy. */
  private static boolean prepare(Path directory, String manifest, String config)
      throws IOException {
    try {
      boolean changed = write(directory.resolve("Cargo.toml"), resource(manifest));
      for (String source : SOURCES) {
        changed |= write(directory.resolve(source), resource(source));
      }
      if (write(directory.resolve(".cargo/config.toml"), config.getBytes(StandardCharsets.UTF_8))) {
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

  /**
   * Returns where cargo finds its crates; the time is there so that the text changes when they do.
   */
  private String config() throws IOException {
    if (!hasCrates()) {
      throw new IOException("no packages of crossbeam and tokio are installed" + HINT);
    }
    return """
    # as of %s
    [source.crates-io]
    replace-with = "local"
    [source.local]
    directory = '%s'
    """
        .formatted(Files.getLastModifiedTime(crates), crates.toAbsolutePath());
  }

  /** Leaves a file alone that is right already, so that cargo does not think it new. */
  private static boolean write(Path file, byte[] content) throws IOException {
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

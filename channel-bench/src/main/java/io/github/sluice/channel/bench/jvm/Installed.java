// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * An installed JDK.
 *
 * @param home its directory
 * @param feature its version, as 17
 */
public record Installed(Path home, int feature) {
  /** The one that runs this. */
  public static Installed current() {
    return new Installed(Path.of(System.getProperty("java.home")), Runtime.version().feature());
  }

  /** Looks at a directory; what a JDK is says its file {@code release}. */
  static Optional<Installed> at(Path home) {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release) || !Files.isRegularFile(java(home))) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(release)) {
      properties.load(reader);
      String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
      return Optional.of(
          new Installed(home.toRealPath(), Runtime.Version.parse(version).feature()));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // such as JDK 8, whose version has another form
    }
  }

  /** Returns its launcher. */
  public Path java() {
    return java(home);
  }

  private static Path java(Path home) {
    Path bin = home.resolve("bin");
    Path windows = bin.resolve("java.exe");
    return Files.exists(windows) ? windows : bin.resolve("java");
  }
}

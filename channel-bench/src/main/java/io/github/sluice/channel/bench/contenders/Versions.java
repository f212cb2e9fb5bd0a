// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/** The versions of the bench and of the libraries that it measures, as the build has noted them. */
public final class Versions {
  private static final Properties PROPERTIES = read();

  private Versions() {}

  /** Returns the version of the bench. */
  public static String bench() {
    return of("version").orElse("of unknown version");
  }

  /** Returns the version of the library that is measured under a name, if there is one. */
  static Optional<String> of(String name) {
    return Optional.ofNullable(PROPERTIES.getProperty(name));
  }

  private static Properties read() {
    Properties properties = new Properties();
    try (InputStream resource = Versions.class.getResourceAsStream("versions.properties")) {
      properties.load(resource);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}

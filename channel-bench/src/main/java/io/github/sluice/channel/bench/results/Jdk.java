// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.results;

import java.util.List;

/**
 * The JVM that was measured in.
 *
 * @param flags those that it was started with
 */
public record Jdk(String name, String version, String vendor, List<String> flags) {
  /** Describes the JVM that runs this, and those that it starts with such flags. */
  public static Jdk current(List<String> flags) {
    return new Jdk(
        System.getProperty("java.vm.name"),
        System.getProperty("java.runtime.version"),
        System.getProperty("java.vendor"),
        List.copyOf(flags));
  }

  @Override
  public String toString() {
    return name + " " + version + " (" + vendor + ")";
  }
}

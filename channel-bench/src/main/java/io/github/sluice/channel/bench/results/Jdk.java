// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.results;

import java.util.List;

/**
 * The JVM that was measured in.
 *
 * @param collector its garbage collector, as {@code G1}
 * @param flags those that it was started with
 */
public record Jdk(
    String name, String version, String vendor, String collector, List<String> flags) {
  @Override
  public String toString() {
    return name + " " + version + " (" + vendor + ")";
  }
}

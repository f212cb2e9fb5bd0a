// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import java.util.Arrays;
import java.util.Locale;

/** What else the machine does while a channel is measured. */
public enum Conditions {
  /** Nothing, as far as the bench knows. */
  QUIET(""),

  /** The measuring process has one processor. */
  ONE_CORE(", on one core"),

  /** As many other threads as there are processors compute all the time. */
  LOADED(", machine loaded");

  private final String suffix;

  Conditions(String suffix) {
    this.suffix = suffix;
  }

  /** Returns what the label of a row ends with. */
  public String suffix() {
    return suffix;
  }

  /** Returns the name that the user knows. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Finds conditions by the name that the user knows.
   *
   * @throws IllegalArgumentException if there are none, with a message for the user
   */
  public static Conditions of(String name) {
    return Arrays.stream(values())
        .filter(conditions -> conditions.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--conditions: unknown '" + name + "'; there are: quiet, one-core, loaded"));
  }
}

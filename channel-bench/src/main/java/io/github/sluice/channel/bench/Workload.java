// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import java.util.Locale;

/** What is done with a channel while it is measured. */
enum Workload {
  /** See {@link ProtocolBenchmark}. */
  PROTOCOL(ProtocolBenchmark.class, "us", "microseconds for all sends and receives"),

  /** See {@link StreamBenchmark}. */
  STREAM(StreamBenchmark.class, "ns", "nanoseconds a message, from the first send to the end"),

  /** See {@link RoundTripBenchmark}. */
  ROUND_TRIP(RoundTripBenchmark.class, "ns", "nanoseconds there and back");

  final Class<?> benchmark;

  /** The unit of the figures. */
  final String unit;

  final String meaning;

  Workload(Class<?> benchmark, String unit, String meaning) {
    this.benchmark = benchmark;
    this.unit = unit;
    this.meaning = meaning;
  }

  /** Returns the name that the user knows. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Finds a workload by the name that the user knows.
   *
   * @throws IllegalArgumentException if there is none, with a message for the user
   */
  static Workload of(String name) {
    for (Workload workload : values()) {
      if (workload.toString().equals(name)) {
        return workload;
      }
    }
    throw new IllegalArgumentException(
        "unknown workload '" + name + "'; there are: protocol, stream, round-trip");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.jvm;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The garbage collectors that can be asked for. */
public enum Collector {
  G1("G1"),
  PARALLEL("Parallel"),
  Z("Z"),
  SERIAL("Serial");

  private static final Pattern IN_USE =
      Pattern.compile("bool +Use(G1|Parallel|Z|Serial|Shenandoah|Epsilon)GC +:?= +true");

  private final String name;

  Collector(String name) {
    this.name = name;
  }

  /** Returns the flag that selects it. */
  public String flag() {
    return "-XX:+Use" + name + "GC";
  }

  /** Returns the name that the user knows. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Finds the collector in use in what {@code -XX:+PrintFlagsFinal} prints. */
  static String inUse(String flags) {
    Matcher matcher = IN_USE.matcher(flags);
    return matcher.find() ? matcher.group(1) : "unknown";
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Where the figures were measured. */
final class Machine {
  private Machine() {}

  /** Returns the processors, the memory and the operating system, in one line. */
  static String hardware() {
    return Runtime.getRuntime().availableProcessors()
        + " x "
        + processor(Path.of("/proc/cpuinfo"))
        + ", "
        + memory()
        + property("os.name")
        + " "
        + property("os.version")
        + " "
        + property("os.arch");
  }

  /** Returns the JDK, in one line. */
  static String jdk() {
    return property("java.vm.name")
        + " "
        + property("java.runtime.version")
        + " ("
        + property("java.vendor")
        + ")";
  }

  /** Returns the model that Linux names, or what there is to say without it. */
  static String processor(Path cpuinfo) {
    String none = "processor of unknown model";
    if (!Files.isReadable(cpuinfo)) {
      return none;
    }
    try (Stream<String> lines = Files.lines(cpuinfo)) {
      return lines
          .filter(line -> line.startsWith("model name") && line.contains(":"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(none);
    } catch (IOException | UncheckedIOException e) {
      return none;
    }
  }

  private static String memory() {
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      return String.format(
          Locale.ROOT, "%.1f GB, ", system.getTotalMemorySize() / (double) (1L << 30));
    }
    return "";
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}

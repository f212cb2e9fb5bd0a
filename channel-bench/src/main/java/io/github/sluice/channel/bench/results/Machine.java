// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.results;

import java.util.Locale;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.HardwareAbstractionLayer;

/**
 * Where figures were measured.
 *
 * @param processor its model
 * @param cores how many there are
 * @param processors how many there are for the operating system
 * @param memoryBytes how much memory there is
 * @param system the operating system
 * @param architecture the processor's, as the JVM calls it
 */
public record Machine(
    String processor,
    int cores,
    int processors,
    long memoryBytes,
    String system,
    String architecture) {
  /** Describes this machine. */
  public static Machine current() {
    SystemInfo info = new SystemInfo();
    HardwareAbstractionLayer hardware = info.getHardware();
    CentralProcessor processor = hardware.getProcessor();
    return new Machine(
        processor.getProcessorIdentifier().getName().strip(),
        processor.getPhysicalProcessorCount(),
        Runtime.getRuntime().availableProcessors(),
        hardware.getMemory().getTotal(),
        info.getOperatingSystem().toString(),
        System.getProperty("os.arch"));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %d processors, %.1f GiB, %s, %s",
        processor,
        cores,
        processors,
        memoryBytes / (double) (1L << 30),
        system,
        architecture);
  }
}

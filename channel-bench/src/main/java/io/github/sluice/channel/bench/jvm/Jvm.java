// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.jvm;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.Jdk;
import io.github.sluice.channel.bench.rust.ChildProcess;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.ThreadKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * A JVM to measure in: an installed JDK with flags.
 *
 * @param jdk what it says of itself when it is started so
 */
public record Jvm(Installed installed, Jdk jdk) {
  /** From this version on there are virtual threads, and the classes of jox can be loaded. */
  public static final int VIRTUAL_THREADS = 21;

  private static final Duration LIMIT = Duration.ofMinutes(1);

  /**
   * The flags of every JVM that measures, one set for all contenders. A heap of one size, so that
   * no figure has the heap's growth in it, and each page of it touched before: whatever allocates
   * would else be charged for the operating system's work on the first pass. The collector is the
   * one that the JVM chooses, as it does for most programs, unless the user names another.
   */
  public static final List<String> FLAGS = List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch");

  /**
   * Starts a JDK with a collector, or with its own choice, to see what it is.
   *
   * @throws IllegalArgumentException if it does not start so, with a message for the user
   */
  public static Jvm start(Installed installed, Optional<Collector> collector) {
    List<String> flags = new ArrayList<>(FLAGS);
    collector.map(Collector::flag).ifPresent(flags::add);
    List<String> command = new ArrayList<>(List.of(installed.java().toString()));
    command.addAll(flags);
    command.addAll(List.of("-XX:+PrintFlagsFinal", "-XshowSettings:properties", "-version"));
    String refused =
        (collector.isPresent() ? "--gc: " + collector.get() + ": " : "--jdk: ")
            + "JDK "
            + installed.feature()
            + " does not start: ";
    try {
      ChildProcess ended = ChildProcess.run(command, Path.of("").toAbsolutePath(), LIMIT);
      if (ended.exitCode() != 0) {
        String output = ended.out() + ended.err();
        throw new IllegalArgumentException(refused + output.lines().findFirst().orElse(""));
      }
      return new Jvm(installed, describe(ended, flags));
    } catch (IOException e) {
      throw new IllegalArgumentException(refused + e.getMessage(), e);
    }
  }

  private static Jdk describe(ChildProcess ended, List<String> flags) {
    Properties properties = new Properties();
    ended
        .err()
        .lines()
        .map(line -> line.strip().split(" = ", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> properties.setProperty(parts[0], parts[1]));
    return new Jdk(
        properties.getProperty("java.vm.name", "unknown"),
        properties.getProperty("java.runtime.version", "unknown"),
        properties.getProperty("java.vendor", "unknown"),
        Collector.inUse(ended.out()),
        flags);
  }

  /** Returns every combination of these JDKs and collectors. */
  public static List<Jvm> startAll(List<Installed> jdks, List<Optional<Collector>> collectors) {
    List<Jvm> jvms = new ArrayList<>();
    for (Installed installed : jdks) {
      collectors.stream().distinct().forEach(one -> jvms.add(start(installed, one)));
    }
    return jvms;
  }

  /** Returns whether a contender's row can be measured in it. */
  public boolean accepts(Contender contender, Row row) {
    return installed.feature() >= VIRTUAL_THREADS
        || (contender != Contender.JOX && row.threads() != ThreadKind.VIRTUAL);
  }

  /** Returns a name for it among others, which can be a directory's: {@code jdk25-g1}. */
  public String label() {
    return "jdk" + installed.feature() + "-" + jdk.collector().toLowerCase(Locale.ROOT);
  }

  /** Returns the labels of some JVMs in one line. */
  public static String labels(List<Jvm> jvms) {
    return jvms.stream().map(Jvm::label).collect(Collectors.joining(", "));
  }
}

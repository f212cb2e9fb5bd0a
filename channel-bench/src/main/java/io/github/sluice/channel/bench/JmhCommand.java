// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.bench.rust.RustBuild;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.TimeValue;

/** The command line of JMH that measures once more what options say. */
final class JmhCommand {
  private JmhCommand() {}

  /**
   * Returns the command's words.
   *
   * @param java the launcher of JMH, and of the JVM that measures
   * @param isOwn whether what it measures is the user's, and so on the class path of this JVM alone
   * @param parameters names of the benchmark's parameters that options may have
   */
  static List<String> of(Path java, Options options, Collection<String> parameters, boolean isOwn) {
    String classPath = isOwn ? running() : jar().toString();
    List<String> words = new ArrayList<>(List.of(java.toString(), "-cp", classPath));
    words.add("org.openjdk.jmh.Main");
    words.addAll(arguments(java, options, parameters));
    return words;
  }

  /** Returns what the command hands to JMH. */
  static List<String> arguments(Path java, Options options, Collection<String> parameters) {
    List<String> words = new ArrayList<>(options.getIncludes());
    words.addAll(List.of("-f", options.getForkCount().get().toString()));
    words.addAll(List.of("-wi", options.getWarmupIterations().get().toString()));
    words.addAll(List.of("-i", options.getMeasurementIterations().get().toString()));
    words.addAll(List.of("-r", micros(options.getMeasurementTime().get())));
    words.addAll(List.of("-to", micros(options.getTimeout().get())));
    Map<String, String> values = new TreeMap<>();
    for (String name : parameters) {
      Collection<String> given = options.getParameter(name).orElse(List.of());
      given.forEach(value -> values.put(name, value));
    }
    values.forEach((name, value) -> words.addAll(List.of("-p", name + "=" + value)));
    words.addAll(List.of("-jvm", java.toString()));
    words.addAll(List.of("-jvmArgs", String.join(" ", options.getJvmArgs().get())));
    return words;
  }

  private static String micros(TimeValue time) {
    return time.convertTo(TimeUnit.MICROSECONDS) + "us";
  }

  /** Returns the class path of this JVM, for any working directory. */
  private static String running() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Returns the jar that holds the bench, be it the one that runs or the one that is built. */
  private static Path jar() {
    Path running = Path.of(System.getProperty("java.class.path", ""));
    return running.toString().endsWith(".jar") && Files.isRegularFile(running)
        ? running
        : RustBuild.directory().resolveSibling("benchmarks.jar");
  }

  /** Writes words as a shell reads them. */
  static String shell(List<String> words) {
    return words.stream()
        .map(
            word -> word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }
}

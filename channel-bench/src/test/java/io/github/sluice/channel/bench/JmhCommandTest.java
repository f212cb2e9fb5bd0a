// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

class JmhCommandTest {
  private static final Path JAVA = Path.of("jdk 25/bin/java");

  private final Options options =
      new OptionsBuilder()
          .include("Protocol")
          .param("size", "8")
          .param("mode", "copied")
          .forks(1)
          .warmupIterations(0)
          .measurementIterations(3)
          .measurementTime(TimeValue.milliseconds(50))
          .timeout(TimeValue.seconds(60))
          .jvmArgs("-Xms512m", "-XX:+UseZGC")
          .build();

  @Test
  void jmhReadsTheSameOptionsFromTheCommand() throws Exception {
    Collection<String> names = List.of("size", "mode", "capacity");
    List<String> words = JmhCommand.arguments(JAVA, options, names);
    Options read = new CommandLineOptions(words.toArray(String[]::new));
    assertEquals(options.getIncludes(), read.getIncludes());
    assertEquals(options.getForkCount(), read.getForkCount());
    assertEquals(options.getWarmupIterations(), read.getWarmupIterations());
    assertEquals(options.getMeasurementIterations(), read.getMeasurementIterations());
    assertEquals(50, read.getMeasurementTime().get().convertTo(TimeUnit.MILLISECONDS));
    assertEquals(60, read.getTimeout().get().convertTo(TimeUnit.SECONDS));
    assertEquals(List.of("8"), List.copyOf(read.getParameter("size").get()));
    assertEquals(List.of("copied"), List.copyOf(read.getParameter("mode").get()));
    assertEquals(List.copyOf(options.getJvmArgs().get()), List.copyOf(read.getJvmArgs().get()));
    assertEquals(JAVA.toString(), read.getJvm().get());
  }

  @Test
  void whatIsTheUsersOwnIsFoundFromAnyDirectory() {
    List<String> words = JmhCommand.of(JAVA, options, List.of("size"), true);
    assertEquals("-cp", words.get(1));
    List<Path> entries =
        Arrays.stream(words.get(2).split(File.pathSeparator)).map(Path::of).toList();
    String running = System.getProperty("java.class.path");
    assertEquals(running.split(File.pathSeparator).length, entries.size());
    assertTrue(entries.stream().allMatch(Path::isAbsolute), entries::toString);
    String other = JmhCommand.of(JAVA, options, List.of("size"), false).get(2);
    assertTrue(other.endsWith(".jar") && !other.contains(File.pathSeparator), other);
  }

  @Test
  void aShellReadsTheSameWords() {
    List<String> words = JmhCommand.of(JAVA, options, List.of("size"), false);
    String line = JmhCommand.shell(words);
    assertTrue(line.startsWith("'" + JAVA + "' -cp "), line);
    assertTrue(line.contains(" org.openjdk.jmh.Main Protocol -f 1 "), line);
    assertTrue(line.endsWith("-jvmArgs '-Xms512m -XX:+UseZGC'"), line);
    assertEquals("a 'b c' 'd'\\''e' '$f'", JmhCommand.shell(List.of("a", "b c", "d'e", "$f")));
  }
}

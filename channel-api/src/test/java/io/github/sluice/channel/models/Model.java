// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A handshake: what some threads do, and what must never be the outcome.
 *
 * @param initial the fields that do not begin with zero
 * @param never each a set of values that must not be seen together
 */
record Model(
    String name,
    Map<String, Integer> initial,
    List<List<Access>> threads,
    List<Map<String, Integer>> never) {
  private static final Path DIRECTORY = Path.of("src/test/models");
  private static final Pattern VALUE = Pattern.compile("([\\w.]+)=(\\d)");

  static List<Model> all() {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files
          .filter(file -> file.toString().endsWith(".model"))
          .sorted()
          .map(Model::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Model read(Path file) {
    try {
      String name = file.getFileName().toString().replace(".model", "");
      return parse(name, Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Model parse(String name, List<String> lines) {
    Map<String, Integer> initial = new LinkedHashMap<>();
    List<List<Access>> threads = new ArrayList<>();
    List<Map<String, Integer>> never = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("init ")) {
        String[] parts = line.substring("init ".length()).split(" = ");
        initial.put(parts[0], Integer.parseInt(parts[1]));
      } else if (line.startsWith("thread ")) {
        threads.add(new ArrayList<>());
      } else if (line.startsWith("never ")) {
        never.add(values(line));
      } else if (!line.startsWith("#")) {
        threads.get(threads.size() - 1).add(Access.parse(line.strip()));
      }
    }
    return new Model(name, initial, threads, never);
  }

  private static Map<String, Integer> values(String line) {
    Map<String, Integer> values = new LinkedHashMap<>();
    Matcher value = VALUE.matcher(line);
    while (value.find()) {
      values.put(value.group(1), Integer.parseInt(value.group(2)));
    }
    return values;
  }

  /** Returns the model in which one decisive access is weaker. */
  Model twin() {
    List<List<Access>> weakened = threads.stream().map(Access::weakened).toList();
    return new Model(name + "-twin", initial, weakened, never);
  }

  /** Returns the fields, in the order of their use. */
  List<String> fields() {
    return threads.stream().flatMap(List::stream).map(Access::field).distinct().toList();
  }

  /** Returns the position of a register among those of its thread. */
  int indexOf(String register) {
    return threads.get(threadOf(register)).stream()
        .map(Access::register)
        .filter(name -> !name.isEmpty())
        .toList()
        .indexOf(register);
  }

  /** Returns the thread that has a register, or -1 if none has. */
  int threadOf(String register) {
    for (int i = 0; i < threads.size(); i++) {
      if (threads.get(i).stream().anyMatch(access -> access.register().equals(register))) {
        return i;
      }
    }
    return -1;
  }
}

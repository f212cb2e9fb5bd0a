// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.models;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The program herd7, where it is: as {@code .ci/herd} fetches it, or in the path. */
final class Herd {
  enum Verdict {
    NEVER,
    SOMETIMES,
    ALWAYS
  }

  private static final Pattern OBSERVATION =
      Pattern.compile("^Observation (\\S+) (Never|Sometimes|Always) ", Pattern.MULTILINE);

  private final List<String> command;

  private Herd(List<String> command) {
    this.command = command;
  }

  static Optional<Herd> find() {
    String home = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getenv("HOME") + "/.cache");
    Path fetched = Path.of(home, "sluice", "herd", "herd7");
    return Stream.concat(
            Stream.of(fetched),
            Stream.of(System.getenv("PATH").split(":")).map(path -> Path.of(path, "herd7")))
        .filter(Files::isExecutable)
        .findFirst()
        .map(herd -> new Herd(List.of(herd.toString())));
  }

  /**
   * Runs litmus tests.
   *
   * @return the verdict of each, by its name
   */
  Map<String, Verdict> run(List<Path> tests, List<String> options) throws Exception {
    List<String> line = new ArrayList<>(command);
    line.addAll(options);
    tests.forEach(test -> line.add(test.toString()));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    Matcher observation = OBSERVATION.matcher(output);
    while (observation.find()) {
      verdicts.put(
          observation.group(1), Verdict.valueOf(observation.group(2).toUpperCase(Locale.ROOT)));
    }
    if (process.waitFor() != 0 || verdicts.size() != tests.size()) {
      throw new IOException(verdicts.size() + " verdicts of " + tests.size() + ":\n" + output);
    }
    return verdicts;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program herd7, where it is: as {@code .ci/herd} fetches it, or in the path. */
final class Herd {
  enum Verdict {
    NEVER,
    SOMETIMES,
    ALWAYS
  }

  private static final Pattern OBSERVATION =
      Pattern.compile("^Observation (\\S+) (Never|Sometimes|Always) ", Pattern.MULTILINE);

  private final String program;

  private Herd(String program) {
    this.program = program;
  }

  static Optional<Herd> find() {
    return Program.find("herd", "herd7").map(Herd::new);
  }

  /**
   * Runs litmus tests.
   *
   * @return the verdict of each, by its name
   */
  Map<String, Verdict> run(List<Path> tests, List<String> options) throws Exception {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(options);
    tests.forEach(test -> command.add(test.toString()));
    String output = Program.run(Path.of("."), command);
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    Matcher observation = OBSERVATION.matcher(output);
    while (observation.find()) {
      verdicts.put(
          observation.group(1), Verdict.valueOf(observation.group(2).toUpperCase(Locale.ROOT)));
    }
    if (verdicts.size() != tests.size()) {
      throw new IOException(verdicts.size() + " verdicts of " + tests.size() + ":\n" + output);
    }
    return verdicts;
  }
}

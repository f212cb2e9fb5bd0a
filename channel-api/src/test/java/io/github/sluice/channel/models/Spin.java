// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The model checker Spin, where it is, and the C compiler that it needs. */
final class Spin {
  /**
   * What a search has found.
   *
   * @param output what it has written
   */
  record Search(int errors, String output) {}

  private static final Path MODELS = Path.of("src/test/models").toAbsolutePath();
  private static final Pattern ERRORS = Pattern.compile("errors: (\\d+)");

  private final String spin;
  private final String compiler;

  private Spin(String spin, String compiler) {
    this.spin = spin;
    this.compiler = compiler;
  }

  static Optional<Spin> find() {
    return Program.find("spin", "spin")
        .flatMap(spin -> Program.find("spin", "cc").map(compiler -> new Spin(spin, compiler)));
  }

  /**
   * Searches all schedules of a model, with weak fairness.
   *
   * @param model the name of the model and what is to be defined, separated by spaces
   * @param optimisation the compiler's option
   * @param directory where files are written
   */
  Search search(String model, String optimisation, Path directory) throws Exception {
    List<String> words = List.of(model.split(" "));
    List<String> translate = new ArrayList<>(List.of(spin, "-a"));
    words.subList(1, words.size()).forEach(word -> translate.add("-D" + word));
    translate.add(MODELS.resolve(words.get(0) + ".pml").toString());
    Program.run(directory, translate);
    Program.run(directory, List.of(compiler, optimisation, "-w", "-o", "pan", "pan.c"));
    String output = Program.run(directory, List.of("./pan", "-a", "-f", "-m1000000", "-w20"));
    Matcher errors = ERRORS.matcher(output);
    boolean isComplete = errors.find() && !output.contains("max search depth too small");
    if (!isComplete || errors.group(1).equals("0") && output.contains("Search not completed")) {
      throw new IOException(output);
    }
    return new Search(Integer.parseInt(errors.group(1)), output);
  }
}

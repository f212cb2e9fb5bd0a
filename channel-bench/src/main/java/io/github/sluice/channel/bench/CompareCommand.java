// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.bench.report.Figures;
import io.github.sluice.channel.bench.report.Table;
import io.github.sluice.channel.bench.results.Measured;
import io.github.sluice.channel.bench.results.ResultStore;
import io.github.sluice.channel.bench.results.Results;
import io.github.sluice.channel.bench.statistics.Comparison;
import io.github.sluice.channel.bench.statistics.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two runs, and writes nothing. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    versionProvider = Bench.Version.class,
    sortOptions = false,
    description = "Compares a run with a baseline, which 'run --save NAME' makes.")
final class CompareCommand implements Callable<Integer> {
  private static final int REGRESSED = 3;

  @Parameters(index = "0", paramLabel = "NAME", description = "The baseline.")
  private String name;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description = "The results to compare with it; default: those of the latest run.")
  private Path file;

  @Option(
      names = "--noise",
      defaultValue = "2",
      paramLabel = "PERCENT",
      description = "Changes up to this do not matter; default: 2.")
  private double noise;

  @Option(
      names = "--any",
      description = "Compare other machines, JDKs, collectors and flags of the JVM as well.")
  private boolean any;

  @Option(names = "--fail", description = "Exit with 3 if anything is slower than the baseline.")
  private boolean fail;

  @Option(
      names = "--output",
      defaultValue = "results",
      paramLabel = "DIR",
      description = "Where results are kept; default: results.")
  private Path output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try {
      requireNoise();
      ResultStore store = new ResultStore(output);
      Results before = ResultStore.read(store.baseline(name));
      Results after = ResultStore.read(file == null ? store.latest() : file);
      requireComparable(before, after);
      return print(before, after);
    } catch (IllegalArgumentException | IOException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private void requireNoise() {
    if (!(noise >= 0 && noise <= 100)) {
      throw new IllegalArgumentException("--noise: " + noise + " is not between 0 and 100");
    }
  }

  private void requireComparable(Results before, Results after) {
    if (after.figures().stream().noneMatch(figure -> same(figure, before).isPresent())) {
      throw new IllegalArgumentException("nothing was measured in both runs");
    }
    if (!any) {
      requireSame("machines", before.machine(), after.machine());
      requireSame("JDKs", before.jdk(), after.jdk());
      requireSame("collectors", before.jdk().collector(), after.jdk().collector());
      requireSame("flags of the JVM", before.jdk().flags(), after.jdk().flags());
    }
  }

  private static void requireSame(String what, Object before, Object after) {
    if (!before.toString().equals(after.toString())) {
      throw new IllegalArgumentException(
          "other " + what + ", before: " + before + ", after: " + after + "; --any compares them");
    }
  }

  private static Optional<Measured> same(Measured figure, Results others) {
    return others.find(figure.contender(), figure.row());
  }

  private int print(Results before, Results after) {
    Table table =
        new Table(List.of("contender", "row", "before", "after", "change", "p", "verdict"));
    boolean regressed = false;
    for (Measured figure : after.figures()) {
      Optional<Measured> old = same(figure, before);
      if (old.isPresent()) {
        Comparison comparison = Comparison.of(old.get().samples(), figure.samples(), noise / 100);
        regressed |= comparison.verdict() == Verdict.REGRESSED;
        table.add(cells(old.get(), figure, comparison));
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("* before: " + name + ", " + description(before));
    out.println("* after: " + description(after));
    out.println();
    out.print(table.render());
    out.flush();
    return fail && regressed ? REGRESSED : 0;
  }

  private static String description(Results results) {
    return results.commit().isEmpty()
        ? results.date()
        : results.date() + ", commit " + results.commit();
  }

  private static List<String> cells(Measured before, Measured figure, Comparison comparison) {
    String unit = " " + figure.row().workload().unit;
    return List.of(
        figure.contender().label(),
        figure.row().workload() + " " + figure.row().label(),
        Figures.runs(before.runs()) + unit,
        Figures.runs(figure.runs()) + unit,
        Figures.change(comparison.change()),
        Figures.probability(comparison.p()),
        comparison.verdict().toString());
  }
}

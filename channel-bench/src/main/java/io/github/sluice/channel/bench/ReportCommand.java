// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.bench.report.AnswerLine;
import io.github.sluice.channel.bench.report.MergedReport;
import io.github.sluice.channel.bench.report.ReportFiles;
import io.github.sluice.channel.bench.report.ResultsSection;
import io.github.sluice.channel.bench.results.ResultStore;
import io.github.sluice.channel.bench.results.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the page and the tables again. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    versionProvider = Bench.Version.class,
    sortOptions = false,
    description = "Writes the page and the tables of a run from what it has saved.")
final class ReportCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The results; default: those of the latest run.")
  private Path file;

  @Option(
      names = "--merge",
      arity = "1..*",
      paramLabel = "DIR",
      description =
          "Puts the results in these directories side by side: of several machines, JDKs or"
              + " collectors. The report is written to the directory 'merged' of --output.")
  private List<Path> merge;

  @Option(
      names = "--output",
      defaultValue = "results",
      paramLabel = "DIR",
      description = "Where results are kept; default: results.")
  private Path output;

  @Option(
      names = "--document",
      paramLabel = "FILE",
      description =
          "Also puts the results into this document, between its markers: into the section of"
              + " their machine, and leaves the sections of other machines as they are.")
  private Path document;

  @Option(
      names = "--answer",
      paramLabel = "FILE",
      description = "Also puts the answer into one line of this document, between its markers.")
  private Path answer;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try {
      List<Path> written = merge == null ? one() : merged();
      written.forEach(path -> spec.commandLine().getOut().println("written: " + path));
      return 0;
    } catch (IllegalArgumentException | IOException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private List<Path> one() throws IOException {
    Path source = file == null ? new ResultStore(output).latest() : file;
    Results results = ResultStore.read(source);
    List<Path> written =
        new ArrayList<>(new ReportFiles(results).write(source.toAbsolutePath().getParent()));
    if (document != null) {
      written.addAll(ResultsSection.write(List.of(results), document));
    }
    if (answer != null) {
      AnswerLine.write(results, answer);
      written.add(answer);
    }
    return written;
  }

  private List<Path> merged() throws IOException {
    if (file != null) {
      throw new IllegalArgumentException("either --merge or a file, and not " + file + " as well");
    }
    if (answer != null) {
      throw new IllegalArgumentException("--answer is of one run, and not of --merge");
    }
    List<Results> results = new ArrayList<>();
    for (Path directory : merge) {
      for (Path source : ResultStore.find(directory)) {
        results.add(ResultStore.read(source));
      }
    }
    List<Path> written = new ArrayList<>(new MergedReport(results).write(output.resolve("merged")));
    if (document != null) {
      written.addAll(ResultsSection.write(results, document));
    }
    return written;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.bench.report.ReadmeSection;
import io.github.sluice.channel.bench.report.ReportFiles;
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

/** Makes the page and the tables again. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    versionProvider = Bench.Version.class,
    sortOptions = false,
    description = "Makes the page and the tables of a run from what it has saved.")
final class ReportCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The results; default: those of the latest run.")
  private Path file;

  @Option(
      names = "--output",
      defaultValue = "results",
      paramLabel = "DIR",
      description = "Where results are kept; default: results.")
  private Path output;

  @Option(
      names = "--readme",
      paramLabel = "FILE",
      description = "Also puts the results into this document, between its markers.")
  private Path readme;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try {
      Path source = file == null ? new ResultStore(output).latest() : file;
      Results results = ResultStore.read(source);
      Path directory = source.toAbsolutePath().getParent();
      List<Path> written = new ArrayList<>(new ReportFiles(results).write(directory));
      if (readme != null) {
        written.addAll(new ReadmeSection(results).write(readme));
      }
      written.forEach(one -> spec.commandLine().getOut().println("written: " + one));
      return 0;
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }
}

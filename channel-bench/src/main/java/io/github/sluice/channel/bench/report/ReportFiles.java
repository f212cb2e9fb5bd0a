// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import io.github.sluice.channel.bench.results.ResultStore;
import io.github.sluice.channel.bench.results.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The files that are made from results. */
public final class ReportFiles {
  private final Results results;

  public ReportFiles(Results results) {
    this.results = results;
  }

  /** Writes them to a directory, each whole or not at all, and returns them. */
  public List<Path> write(Path directory) throws IOException {
    Path markdown = directory.resolve("report.md");
    ResultStore.write(new MarkdownReport(results).text(), markdown);
    Path page = directory.resolve("report.html");
    ResultStore.write(new HtmlReport(results).text(), page);
    List<Path> written = new ArrayList<>(List.of(markdown, page));
    Map<String, String> commands = results.setup().commands();
    if (!commands.isEmpty()) {
      Path file = directory.resolve("commands.sh");
      StringBuilder text = new StringBuilder("# Each command measures a figure once more.\n");
      commands.forEach((figure, command) -> text.append("\n# " + figure + "\n" + command + "\n"));
      ResultStore.write(text.toString(), file);
      written.add(file);
    }
    return written;
  }
}

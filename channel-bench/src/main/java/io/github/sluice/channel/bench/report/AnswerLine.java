// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.ResultStore;
import io.github.sluice.channel.bench.results.Results;
import io.github.sluice.channel.bench.workloads.PayloadMode;
import io.github.sluice.channel.bench.workloads.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What async costs over blocking, in one line of a document, between two markers. */
public final class AnswerLine {
  private static final String BEGIN = "<!-- answer: begin -->\n";
  private static final String END = "<!-- answer: end -->";

  private AnswerLine() {}

  /**
   * Replaces what stands between the markers of a document.
   *
   * @throws IOException if it has no markers, or cannot be read or written
   * @throws IllegalArgumentException if the results do not have the answer
   */
  public static void write(Results results, Path document) throws IOException {
    String line = of(results);
    String text = Files.readString(document);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(document + " has no lines " + BEGIN.strip() + " and " + END);
    }
    ResultStore.write(
        text.substring(0, begin + BEGIN.length()) + line + "\n" + text.substring(end), document);
  }

  private static String of(Results results) {
    Optional<String> ours =
        sentence(
            results,
            Contender.FUTURES,
            Contender.BLOCKING,
            "The async channel takes",
            "the blocking channel's time");
    if (ours.isEmpty()) {
      throw new IllegalArgumentException(
          "the results have no protocol with the contenders futures and blocking");
    }
    Optional<String> rust =
        sentence(
            results,
            Contender.TOKIO,
            Contender.CROSSBEAM,
            "in the same run tokio takes",
            "crossbeam's time");
    return Stream.of(ours, rust).flatMap(Optional::stream).collect(Collectors.joining("; "))
        + ". "
        + results.machine().processor()
        + ", "
        + results.date().substring(0, 10)
        + ".";
  }

  /** The ratio of the whole, where the messages are copied as in the published protocol. */
  private static Optional<String> sentence(
      Results results, Contender above, Contender below, String beginning, String end) {
    Tables tables = new Tables(results);
    return new Headline(
            results, row -> isPublished(row) ? tables.ratioOf(above, below, row) : Optional.empty())
        .sentence(beginning, end);
  }

  private static boolean isPublished(Row row) {
    return row.payload() == PayloadMode.COPIED;
  }
}

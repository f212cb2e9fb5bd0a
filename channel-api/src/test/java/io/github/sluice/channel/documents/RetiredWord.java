// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.documents;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A row of {@code retired-words.txt}.
 *
 * @param inWords whether the words of identifiers count
 * @param pattern what finds the word
 * @param instead what to say instead
 * @param example a text with the word
 * @param counterexample a text without it that looks alike
 */
record RetiredWord(
    boolean inWords, Pattern pattern, String instead, String example, String counterexample) {
  static List<RetiredWord> all() {
    return Repository.read(Repository.RETIRED_WORDS)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(RetiredWord::parse)
        .toList();
  }

  private static RetiredWord parse(String row) {
    String[] columns = row.split(" {2,}");
    boolean inWords = columns[0].equals("words");
    if (columns.length != 5 || !inWords && !columns[0].equals("names")) {
      throw new IllegalArgumentException(row);
    }
    Pattern pattern = Pattern.compile(columns[1], inWords ? Pattern.CASE_INSENSITIVE : 0);
    return new RetiredWord(inWords, pattern, columns[2], columns[3], columns[4]);
  }

  /** Returns the uses in a text, each as {@code line: 'word', say instead: ...}. */
  static Stream<String> find(List<RetiredWord> words, String text) {
    JoinedLines names = JoinedLines.of(text, false);
    JoinedLines split = JoinedLines.of(text, true);
    return words.stream().flatMap(word -> word.findIn(word.inWords ? split : names));
  }

  private Stream<String> findIn(JoinedLines lines) {
    return pattern
        .matcher(lines.text())
        .results()
        .map(use -> lines.line(use.start()) + ": '" + use.group() + "', say instead: " + instead);
  }

  /**
   * A text in one line, without what begins the lines of a comment: a phrase has one space between
   * its words.
   *
   * @param text the text
   * @param ends where in the text each of its lines ends
   */
  private record JoinedLines(String text, List<Integer> ends) {
    private static final Pattern MARGIN = Pattern.compile("^\\s*(//[/!]?|\\*|>|#)?\\s+");
    private static final Pattern WITHIN_NAME =
        Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_");

    static JoinedLines of(String text, boolean splitsNames) {
      StringBuilder joined = new StringBuilder();
      List<Integer> ends =
          text.lines()
              .map(line -> MARGIN.matcher(line).replaceFirst(""))
              .map(line -> splitsNames ? WITHIN_NAME.matcher(line).replaceAll(" ") : line)
              .map(line -> joined.append(line).append(' ').length())
              .toList();
      return new JoinedLines(joined.toString(), ends);
    }

    long line(int position) {
      return 1 + ends.stream().filter(end -> end <= position).count();
    }
  }
}

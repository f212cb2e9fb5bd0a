// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code docs/correctness-of-peers.md} says of runs of the contract. */
final class Page {
  private static final Path DOCS = Path.of("../docs");
  private static final Path FILE = DOCS.resolve("correctness-of-peers.md");
  private static final String BEGIN = "<!-- peers: begin -->\n";
  private static final String END = "<!-- peers: end -->\n";
  private static final int TITLE = 64;

  /** Of the lists of properties, and of the table of bugs: number and text. */
  private static final Pattern PROPERTY =
      Pattern.compile(
          "^(?:- \\*\\*([A-Z]+\\d+)\\*\\* (.*)|\\| (B\\d+) \\| [^|]*?: ([^|]*) \\|.*)$",
          Pattern.MULTILINE);

  private static final Pattern END_OF_TITLE = Pattern.compile("[:;.]( |$)| [(]");

  private final Map<Subject, ContractRun> runs;
  private final Map<String, String> titles = new LinkedHashMap<>(); // of properties, in order

  Page(Map<Subject, ContractRun> runs) throws IOException {
    this.runs = new EnumMap<>(runs);
    Matcher property = PROPERTY.matcher(Files.readString(DOCS.resolve("semantics.md")));
    while (property.find()) {
      boolean isBug = property.group(1) == null;
      titles.put(property.group(isBug ? 3 : 1), title(property.group(isBug ? 4 : 2)));
    }
  }

  private static String title(String text) {
    Matcher end = END_OF_TITLE.matcher(text);
    String title = end.find() ? text.substring(0, end.start()) : text;
    if (title.length() > TITLE) {
      title = title.substring(0, title.lastIndexOf(' ', TITLE)) + " …";
    }
    return title.replace("*", "").replace("|", "\\|");
  }

  /** Returns the committed text between the markers. */
  static String committed() throws IOException {
    String page = Files.readString(FILE);
    return page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END));
  }

  /** Writes a new text between the markers. */
  void write() throws IOException {
    String page = Files.readString(FILE);
    Files.writeString(
        FILE,
        page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
            + text()
            + page.substring(page.indexOf(END)));
  }

  /** Returns the text between the markers. */
  String text() throws IOException {
    StringBuilder text = new StringBuilder(versions());
    text.append("\n\n| |");
    runs.keySet().forEach(subject -> text.append(' ').append(subject.title()).append(" |"));
    text.append("\n|---|").append("---|".repeat(runs.size()));
    Set<String> tests = runs.get(Subject.SLUICE).outcomes().keySet();
    text.append("\n| tests that apply, of ").append(tests.size()).append(" |");
    runs.keySet().forEach(s -> text.append(' ').append(applying(s, tests)).append(" |"));
    List<String> left = new ArrayList<>();
    titles.forEach(
        (number, title) -> {
          Set<String> own = testsOf(number);
          if (runs.keySet().stream().anyMatch(s -> s != Subject.SLUICE && applying(s, own) > 0)) {
            text.append("\n| **").append(number).append("** ").append(title).append(" |");
            runs.keySet().forEach(s -> text.append(' ').append(cell(s, own)).append(" |"));
          } else if (!own.isEmpty()) {
            left.add(number);
          }
        });
    text.append("\n\nNo peer has all the operations of any test of ");
    text.append(String.join(", ", left)).append(".\n");
    for (int i = 0; i < Reason.ALL.size(); i++) {
      Reason reason = Reason.ALL.get(i);
      text.append('\n').append(i + 1).append(". ").append(peers(reason)).append(", ");
      text.append(numbers(reason)).append(": ").append(reason.text());
    }
    return text.append('\n').toString();
  }

  private static String versions() throws IOException {
    Properties versions = new Properties();
    String file = "/io/github/sluice/channel/bench/contenders/versions.properties";
    try (InputStream resource = Page.class.getResourceAsStream(file)) {
      versions.load(resource);
    }
    return "JDK %d, jox %s, kotlinx.coroutines %s, JCTools %s."
        .formatted(
            Runtime.version().feature(),
            versions.getProperty("jox"),
            versions.getProperty("kotlin"),
            versions.getProperty("jctools"));
  }

  private static List<String> numbersOf(String test) {
    String numbers = test.replaceFirst("^((?:[a-z]+\\d+_)+).*", "$1").toUpperCase(Locale.ROOT);
    return List.of(numbers.split("_"));
  }

  private Set<String> testsOf(String number) {
    return runs.get(Subject.SLUICE).outcomes().keySet().stream()
        .filter(test -> numbersOf(test).contains(number))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String peers(Reason reason) {
    return reason.peers().stream().map(Subject::title).collect(Collectors.joining(", "));
  }

  private String numbers(Reason reason) {
    Set<String> tests = new HashSet<>(reason.always());
    tests.addAll(reason.sometimes());
    return titles.keySet().stream()
        .filter(number -> tests.stream().anyMatch(test -> numbersOf(test).contains(number)))
        .collect(Collectors.joining(", "));
  }

  private long count(Subject subject, Set<String> tests, Outcome outcome) {
    return tests.stream().filter(t -> runs.get(subject).outcomes().get(t) == outcome).count();
  }

  /** Counts the tests that have passed or have a reason to fail. */
  private long applying(Subject subject, Set<String> tests) {
    return tests.stream()
        .filter(
            test ->
                runs.get(subject).outcomes().get(test) == Outcome.PASSED
                    || Reason.ALL.stream().anyMatch(reason -> reason.isAbout(subject, test)))
        .count();
  }

  private String cell(Subject subject, Set<String> tests) {
    String reasons =
        Reason.ALL.stream()
            .filter(reason -> tests.stream().anyMatch(test -> reason.isAbout(subject, test)))
            .map(reason -> String.valueOf(Reason.ALL.indexOf(reason) + 1))
            .collect(Collectors.joining(", "));
    if (!reasons.isEmpty()) {
      return "not promised (" + reasons + ")";
    }
    if (applying(subject, tests) > 0) {
      return count(subject, tests, Outcome.PASSED) + " of " + tests.size();
    }
    return count(subject, tests, Outcome.NOT_PROMISED) == tests.size() ? "not promised" : "–";
  }
}

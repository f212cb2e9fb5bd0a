// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The exceptions of the libraries, and {@code docs/errors.md}: every text of the page is thrown,
 * and every text that is thrown is on the page.
 */
@Timeout(60)
class ErrorsTest {
  /** Where an exception is created; the group is the rest of the statement. */
  private static final Pattern CONSTRUCTION =
      Pattern.compile("\\b(?:new \\w+Exception|withText)\\(((?:[^\";]++|\"[^\"]*+\")*+);");

  private static final Pattern COMMENT = Pattern.compile("(?s:/\\*.*?\\*/)|//.*");
  private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"");
  private static final Pattern NAMED_ARGUMENT =
      Pattern.compile("requireNonNull\\(\\s*\\w+,\\s*\"(\\w+)\"\\)");

  private static Map<String, List<Throwable>> provoked = Map.of();
  private static Set<String> nullArguments = Set.of();
  private static ErrorPage page = new ErrorPage("");

  @BeforeAll
  static void provoke() throws Exception {
    assumeTrue(
        Runtime.getRuntime().maxMemory() < 1L << 32, "or the largest channel may fit: see -Xmx");
    page = new ErrorPage(DocumentedExamples.document("docs/errors.md"));
    Map<String, List<Throwable>> bySection = new HashMap<>();
    bySection.putAll(new SenderProvocations().bySection());
    bySection.putAll(new ReceiverProvocations().bySection());
    provoked = bySection;
    nullArguments = NullProvocations.all();
  }

  private static Set<String> sections() throws IOException {
    return new ErrorPage(DocumentedExamples.document("docs/errors.md")).sectionsWithTexts();
  }

  @ParameterizedTest
  @MethodSource("sections")
  void whatIsThrownIsOnThePageAndNothingElse(String section) {
    List<ErrorPage.Text> texts = page.texts(section);
    List<ErrorPage.Text> unseen = new ArrayList<>(texts);
    for (Throwable thrown : provoked.getOrDefault(section, List.of())) {
      List<ErrorPage.Text> matching = texts.stream().filter(t -> t.matches(thrown)).toList();
      assertEquals(1, matching.size(), () -> thrown + " matches " + matching);
      unseen.removeAll(matching);
    }
    assertEquals(List.of(), unseen, "nothing throws this");
  }

  @Test
  void theSectionsAreThoseOfTheProvocations() {
    assertEquals(new TreeSet<>(page.sectionsWithTexts()), new TreeSet<>(provoked.keySet()));
  }

  @Test
  void everyNullArgumentIsNamed() throws IOException {
    Set<String> named = new TreeSet<>();
    for (String source : mainSources()) {
      Matcher argument = NAMED_ARGUMENT.matcher(source);
      while (argument.find()) {
        named.add(argument.group(1));
      }
    }
    assertEquals(named, nullArguments);
    assertEquals(named, page.codeOfList("Null arguments"));
  }

  /** Each part of a text that the sources have is part of a text that has been thrown. */
  @Test
  void everyTextInTheSourcesHasBeenThrown() throws IOException {
    Set<String> thrown =
        provoked.values().stream()
            .flatMap(List::stream)
            .map(t -> String.valueOf(t.getMessage()))
            .collect(toSet());
    Set<String> literals = new TreeSet<>();
    for (String source : mainSources()) {
      Stream<String> texts =
          source.contains(" extends RuntimeException ")
              ? Stream.of(source)
              : CONSTRUCTION.matcher(source).results().map(construction -> construction.group(1));
      texts
          .flatMap(text -> LITERAL.matcher(text).results())
          .forEach(literal -> literals.add(literal.group(1)));
    }
    assertTrue(literals.size() > 80, () -> literals.size() + ": " + literals);
    literals.removeIf(literal -> thrown.stream().anyMatch(text -> text.contains(literal)));
    assertEquals(Set.of(), literals);
  }

  private static List<String> mainSources() throws IOException {
    List<String> sources = new ArrayList<>();
    for (String module : List.of("channel-api", "channel-sync", "channel-async")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          sources.add(COMMENT.matcher(Files.readString(file)).replaceAll(""));
        }
      }
    }
    return sources;
  }
}

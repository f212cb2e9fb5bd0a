// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The texts of {@code docs/errors.md}, by section. An entry is a text in code, and the type of the
 * exception: {@code * `text <placeholder>[ optional]` (`Type`)}.
 */
final class ErrorPage {
  /** The channel of all provocations. */
  static final String NAME = "orders";

  private static final Pattern SECTION =
      Pattern.compile("^## ([^\\n]*)\\n(.*?)(?=^## |\\z)", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern ENTRY =
      Pattern.compile("^\\* `([^`]+)`\\s+\\(`(\\w+)`", Pattern.MULTILINE);
  private static final Pattern ITEM = Pattern.compile("^\\* ", Pattern.MULTILINE);
  private static final Pattern OPTIONAL = Pattern.compile("\\[([^]]*)]");
  private static final Pattern PLACEHOLDER = Pattern.compile("<(\\w+)>|[^<]+");

  /** What placeholders stand for that do not stand for anything. */
  private static final Map<String, String> MEANINGS =
      Map.of("name", NAME, "channel", "(?:channel " + NAME + "|a channel)");

  /**
   * A text of the page, with its optional part or without.
   *
   * @param type the simple name of the exception's class
   */
  record Text(String type, String text) {
    boolean matches(Throwable thrown) {
      return type.equals(thrown.getClass().getSimpleName())
          && regex().matcher(String.valueOf(thrown.getMessage())).matches();
    }

    private Pattern regex() {
      StringBuilder regex = new StringBuilder();
      Matcher part = PLACEHOLDER.matcher(text);
      while (part.find()) {
        String name = part.group(1);
        regex.append(
            name == null ? Pattern.quote(part.group()) : MEANINGS.getOrDefault(name, "[^;]+?"));
      }
      return Pattern.compile(regex.toString());
    }
  }

  private final Map<String, String> sections = new LinkedHashMap<>();

  ErrorPage(String page) {
    Matcher section = SECTION.matcher(page);
    while (section.find()) {
      sections.put(section.group(1), section.group(2));
    }
  }

  private String section(String title) {
    String section = sections.getOrDefault(title, "");
    assertTrue(!section.isEmpty(), () -> "no section " + title);
    return section;
  }

  /** Returns the sections that have texts. */
  Set<String> sectionsWithTexts() {
    return sections.entrySet().stream()
        .filter(section -> ENTRY.matcher(section.getValue()).find())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Returns the texts of a section; one with an optional part is two. */
  List<Text> texts(String title) {
    List<Text> texts = new ArrayList<>();
    Matcher entry = ENTRY.matcher(section(title));
    int entries = 0;
    while (entry.find()) {
      entries++;
      String type = entry.group(2);
      String text = entry.group(1).replaceAll("\\s+", " ");
      Matcher optional = OPTIONAL.matcher(text);
      texts.add(new Text(type, optional.replaceAll("$1")));
      if (optional.reset().find()) {
        texts.add(new Text(type, optional.replaceAll("")));
      }
    }
    long items = ITEM.matcher(section(title)).results().count();
    assertTrue(items == entries, () -> "an item of " + title + " is not a text and a type");
    return texts;
  }

  /** Returns the code of a section without texts. */
  Set<String> codeOfList(String title) {
    String list = section(title);
    return Pattern.compile("`(\\w+)`")
        .matcher(list.substring(list.indexOf(':')))
        .results()
        .map(code -> code.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

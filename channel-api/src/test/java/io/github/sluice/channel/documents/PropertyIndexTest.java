// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The index from the properties of {@code docs/semantics.md} to their tests. A test's name begins
 * with the properties that it checks, in lower case; a litmus test's description does.
 *
 * <p>With {@code -Dproperties.write} the index is written, and otherwise compared.
 */
@Tag("documents")
class PropertyIndexTest {
  private static final Path INDEX = Repository.ROOT.resolve("docs/properties.md");
  private static final String LITMUS = "channel-bench/src/litmus/java";
  private static final List<String> TESTS =
      List.of(
          "channel-api/src/test/java",
          "channel-sync/src/test/java",
          "channel-async/src/test/java",
          "channel-bench/src/test/java",
          "channel-bench/src/fray/java",
          LITMUS);

  /** In the lists of properties, and in the table of bugs. */
  private static final Pattern PROPERTY =
      Pattern.compile("^(?:- \\*\\*([A-Z]+\\d+)\\*\\*|\\| (B\\d+) \\|)", Pattern.MULTILINE);

  private static final Pattern TEST = Pattern.compile("\\bvoid ((?:[a-z]+\\d+_)+)(\\w+)\\(");
  private static final Pattern LITMUS_TEST =
      Pattern.compile("@Description\\(\\s*\"((?:[A-Z]+\\d+, )*[A-Z]+\\d+): ");

  /** Handshakes of the implementation, which litmus tests name beside the properties. */
  private static final Set<String> HANDSHAKES = Set.of("D1", "D2");

  private static final String HEAD =
      """
      # Properties and their tests

      The properties and the bugs of [semantics.md](semantics.md), each with its tests. The build fails if this index is stale.
      It is written by

      ```
      mvn -q -pl channel-api test -Dtest=PropertyIndexTest -Dproperties.write=true
      ```

      A test of the contract runs for every channel: the blocking one, the async one with futures and with wakers, and its
      blocking views. Litmus tests are run by `mvn -Plitmus verify`.
      """;

  private final List<String> properties = new ArrayList<>();

  /** For each number in the name of a test: the tests, by the file that has them. */
  private final Map<String, Map<Path, Set<String>>> tests = new TreeMap<>();

  PropertyIndexTest() {
    Matcher property = PROPERTY.matcher(Repository.document("docs/semantics.md"));
    while (property.find()) {
      properties.add(property.group(1) != null ? property.group(1) : property.group(2));
    }
    for (Path file : Repository.javaFiles(TESTS)) {
      String source = Repository.read(file);
      Matcher test = TEST.matcher(source);
      while (test.find()) {
        for (String number : test.group(1).toUpperCase(Locale.ROOT).split("_")) {
          add(number, file, test.group(2));
        }
      }
      Matcher litmus = LITMUS_TEST.matcher(source);
      while (litmus.find()) {
        for (String number : litmus.group(1).split(", ")) {
          add(number, file, "");
        }
      }
    }
  }

  private void add(String number, Path file, String test) {
    tests
        .computeIfAbsent(number, n -> new TreeMap<>())
        .computeIfAbsent(file, f -> new TreeSet<>())
        .add(test);
  }

  @Test
  void everyPropertyHasATest() {
    Set<String> untested = new TreeSet<>(properties);
    untested.removeAll(tests.keySet());
    assertEquals(Set.of(), untested);
  }

  @Test
  void everyNumberInTheNameOfATestIsThatOfOneProperty() {
    assertEquals(properties.size(), Set.copyOf(properties).size(), "a number stands twice");
    Set<String> unknown = new TreeSet<>(tests.keySet());
    unknown.removeAll(properties);
    unknown.removeAll(HANDSHAKES);
    assertEquals(Set.of(), unknown);
  }

  @Test
  void theIndexIsThatOfTheTests() throws IOException {
    if (Boolean.getBoolean("properties.write")) {
      Files.writeString(INDEX, index());
    }
    assertEquals(index(), Repository.read(INDEX), "stale; the index says how it is written");
  }

  private String index() {
    StringBuilder index = new StringBuilder(HEAD);
    for (String property : properties) {
      index.append("\n**").append(property).append("**\n\n");
      for (var entry : tests.getOrDefault(property, Map.of()).entrySet()) {
        index.append("* ").append(link(entry.getKey()));
        List<String> names = entry.getValue().stream().filter(name -> !name.isEmpty()).toList();
        index.append(names.isEmpty() ? ", a litmus test" : ": " + String.join(", ", names));
        index.append('\n');
      }
    }
    return index.toString();
  }

  private static String link(Path file) {
    String path = file.toString().replace('\\', '/');
    return "[" + Repository.type(file) + "](" + path + ")";
  }
}

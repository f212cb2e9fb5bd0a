// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What {@code docs/architecture.md} and the models name is there, and the table of memory orderings
 * complete.
 */
@Tag("documents")
class ArchitectureTest {
  private static final List<String> LIBRARIES =
      List.of(
          "channel-api/src/main/java", "channel-sync/src/main/java", "channel-async/src/main/java");

  /** A file, and a method, field or nested type in it. */
  private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+)\\.(\\w+)`");

  private static final Pattern NAME_IN_MODEL = Pattern.compile("\\b([A-Z][a-z]\\w+)\\.(\\w+)");

  /** A field that is volatile, an atomic or a semaphore, or that has a handle. */
  private static final Pattern SHARED =
      Pattern.compile(
          "^ {2,6}(?:(?:private|protected|static|final) )*"
              + "(?:volatile .+?|Atomic(?!\\w*FieldUpdater).+?|@Nullable Semaphore) (\\w+)(?: =.*|;)$"
              + "|MethodHandles\\.lookup\\(\\), \"(\\w+)\"",
          Pattern.MULTILINE);

  private static final Pattern ROW = Pattern.compile("^\\| `(\\w+\\.\\w+)` \\|", Pattern.MULTILINE);

  /** Rows of what is shared in another way: an array's elements. */
  private static final Set<String> OTHERS = Set.of("MpscRing.slots");

  private final String document = Repository.document("docs/architecture.md");
  private final Map<String, String> sources =
      Repository.javaFiles(LIBRARIES).stream()
          .filter(file -> !Repository.type(file).endsWith("-info"))
          .collect(Collectors.toMap(Repository::type, Repository::read));

  @Test
  void everyNameIsInTheCode() {
    assertEquals(Set.of(), missing(NAME, document));
  }

  @Test
  void everyNameInAModelIsInTheCode() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/models"))) {
      files.forEach(
          file ->
              assertEquals(
                  Set.of(), missing(NAME_IN_MODEL, Repository.read(file)), file::toString));
    }
  }

  /** Returns the names in a text that are not in the code. */
  private Set<String> missing(Pattern pattern, String text) {
    Set<String> missing = new TreeSet<>();
    Matcher name = pattern.matcher(text);
    while (name.find()) {
      String source = sources.getOrDefault(name.group(1), "");
      if (!Pattern.compile("\\b" + name.group(2) + "\\b").matcher(source).find()) {
        missing.add(name.group());
      }
    }
    return missing;
  }

  @Test
  void theTableOfMemoryOrderingsHasEverySharedField() {
    Set<String> shared = new TreeSet<>(OTHERS);
    sources.forEach(
        (type, source) -> {
          Matcher field = SHARED.matcher(source);
          while (field.find()) {
            shared.add(type + "." + (field.group(1) != null ? field.group(1) : field.group(2)));
          }
        });
    int begin = document.indexOf("\n## Memory orderings\n");
    String table = document.substring(begin, document.indexOf("\n### Plain fields", begin));
    Set<String> rows =
        ROW.matcher(table).results().map(row -> row.group(1)).collect(Collectors.toSet());
    assertEquals(shared, new TreeSet<>(rows));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The packages of the libraries use each other as {@code internal/package-info.java} says. */
@Tag("documents")
class PackagesTest {
  private static final List<String> LIBRARIES =
      List.of(
          "channel-api/src/main/java", "channel-sync/src/main/java", "channel-async/src/main/java");

  private static final Pattern COMMENT = Pattern.compile("(?s:/\\*.*?\\*/)|//.*");
  private static final Pattern PACKAGE = Pattern.compile("^package (.+);", Pattern.MULTILINE);

  /** A package of the libraries, and a type or all types of it. */
  private static final Pattern USE =
      Pattern.compile("\\b(io\\.github\\.sluice\\.channel(?:\\.[a-z]+)*)\\.([A-Z]\\w*|\\*)");

  private static final String RING = "io.github.sluice.channel.internal.ring";
  private static final String QUEUE = "io.github.sluice.channel.internal.queue";
  private static final String CORE = "io.github.sluice.channel.internal.core";

  /** For each package: the types that it uses, by the other packages that have them. */
  private final Map<String, Map<String, Set<String>>> uses = new TreeMap<>();

  PackagesTest() {
    for (Path file : Repository.javaFiles(LIBRARIES)) {
      String code = COMMENT.matcher(Repository.read(file)).replaceAll("");
      Matcher declaration = PACKAGE.matcher(code);
      if (declaration.find()) { // not in module-info
        String user = declaration.group(1);
        Map<String, Set<String>> used = uses.computeIfAbsent(user, u -> new TreeMap<>());
        Matcher use = USE.matcher(code);
        while (use.find()) {
          if (!use.group(1).equals(user)) {
            used.computeIfAbsent(use.group(1), p -> new TreeSet<>()).add(use.group(2));
          }
        }
      }
    }
  }

  @Test
  void noPackageUsesItselfThroughOthers() {
    Map<String, Set<String>> inCycles = new TreeMap<>();
    uses.forEach((user, used) -> inCycles.put(user, used.keySet()));
    while (inCycles.values().removeIf(used -> Collections.disjoint(used, inCycles.keySet()))) {}
    assertEquals(Map.of(), inCycles, "in cycles, or using what is");
  }

  @Test
  void onlyTheCoreUsesRingAndQueueButForTheWaiterItself() {
    Set<String> usedByOthers = new TreeSet<>();
    uses.forEach(
        (user, used) -> {
          if (!Set.of(RING, QUEUE, CORE).contains(user)) {
            for (String part : List.of(RING, QUEUE)) {
              used.getOrDefault(part, Set.of()).forEach(t -> usedByOthers.add(part + "." + t));
            }
          }
        });
    assertEquals(Set.of(QUEUE + ".SendWaiter"), usedByOthers);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.models.Access.Kind;
import io.github.sluice.channel.models.Access.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The models access each field in the mode that the table of memory orderings in {@code
 * docs/architecture.md} has for that method.
 */
class ModelModesTest {
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| (`\\w+\\.\\w+`|the same)[^|]* \\| ([^|]+) \\| ([^|]+) \\|", Pattern.MULTILINE);
  private static final Pattern MODE =
      Pattern.compile(
          "\\b(CAS|volatile|release|acquire|plain|getAnd\\w+|addAndGet)\\b",
          Pattern.CASE_INSENSITIVE);

  /** What is written and what is read of each field, as the table says. */
  private static final Map<String, List<String>> WRITTEN = new LinkedHashMap<>();

  private static final Map<String, List<String>> READ = new LinkedHashMap<>();

  static {
    try {
      String text = Files.readString(Path.of("../docs/architecture.md"));
      Matcher row = ROW.matcher(text.substring(text.indexOf("\n## Memory orderings\n")));
      String field = "";
      while (row.find()) {
        field = row.group(1).equals("the same") ? field : row.group(1).replace("`", "");
        WRITTEN.computeIfAbsent(field, name -> new ArrayList<>()).add(row.group(2));
        READ.computeIfAbsent(field, name -> new ArrayList<>()).add(row.group(3));
      }
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Returns the modes that the table has for an access, in lower case. */
  private static List<String> modes(Access access) {
    List<String> modes = new ArrayList<>();
    List<String> cells = new ArrayList<>(WRITTEN.getOrDefault(access.field(), List.of()));
    if (access.kind() == Kind.LOAD) {
      cells.addAll(READ.getOrDefault(access.field(), List.of()));
    }
    for (String cell : cells) {
      String text = cell.replace("where acquire would do", "");
      int at = text.indexOf("`" + access.method() + "`");
      while (at >= 0) {
        int colon = text.lastIndexOf(':', at);
        Matcher mode = MODE.matcher(text.substring(text.lastIndexOf('`', colon) + 1, colon + 1));
        while (mode.find()) {
          modes.add(mode.group().toLowerCase(Locale.ROOT));
        }
        at = text.indexOf("`" + access.method() + "`", at + 1);
      }
    }
    return modes;
  }

  private static boolean agrees(Access access, String mode) {
    if (mode.startsWith("getand") || mode.equals("addandget") || mode.equals("cas")) {
      return access.isUpdate() || access.kind() == Kind.LOAD && access.mode() == Mode.VOLATILE;
    }
    return !access.isUpdate() && mode.equals(access.mode().name().toLowerCase(Locale.ROOT));
  }

  @Test
  void theModelsHaveTheModesOfTheCode() {
    List<String> wrong = new ArrayList<>();
    int checked = 0;
    for (Model model : Model.all()) {
      for (Access access : model.threads().stream().flatMap(List::stream).toList()) {
        if (!access.method().isEmpty()) {
          checked++;
          List<String> modes = modes(access);
          if (modes.stream().noneMatch(mode -> agrees(access, mode))) {
            wrong.add(model.name() + ": " + access + ", the table has " + modes);
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(checked > 60, checked + " accesses");
  }

  @Test
  void anotherModeIsNoticed() {
    for (String line :
        List.of(
            "RingFields.head = 1 release @ MpscRing.publishHead",
            "s := MpscRing.slots plain @ MpscRing.peekWritten",
            "a := RingFields.head cas 0 1 @ MpscRing.fits",
            "a := RingFields.head volatile @ MpscRing.claim")) {
      Access access = Access.parse(line);
      assertTrue(modes(access).stream().noneMatch(mode -> agrees(access, mode)), line);
    }
  }
}

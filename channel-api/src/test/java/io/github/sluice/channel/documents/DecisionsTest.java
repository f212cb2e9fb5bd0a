// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The decision records: each has a number, a status with a date and one page, and is indexed. */
@Tag("documents")
class DecisionsTest {
  private static final int MAX_LINES = 60;

  private static final Pattern RECORD =
      Pattern.compile(
          "# (\\d+)\\. (.+)\n\nStatus: (accepted|superseded by \\[record \\d+\\]\\(\\S+\\)),"
              + " \\d{4}-\\d\\d-\\d\\d\\b");

  @Test
  void everyRecordHasANumberAStatusAndADateAndIsInTheIndex() throws IOException {
    Path directory = Repository.ROOT.resolve("docs/decisions");
    List<Path> records;
    try (Stream<Path> files = Files.list(directory)) {
      records = files.filter(file -> file.getFileName().toString().matches("\\d.*")).toList();
    }
    List<String> rows = new ArrayList<>();
    for (Path file : records.stream().sorted().toList()) {
      String name = file.getFileName().toString();
      String text = Repository.read(file);
      Matcher record = RECORD.matcher(text);
      assertTrue(record.lookingAt(), name);
      assertEquals(Integer.parseInt(name.substring(0, 4)), Integer.parseInt(record.group(1)), name);
      assertTrue(text.lines().count() <= MAX_LINES, name);
      String status = record.group(3).equals("accepted") ? "accepted" : "**superseded**";
      rows.add("| [" + record.group(1) + "](" + name + ") | " + record.group(2) + " | " + status);
    }
    List<String> index =
        Pattern.compile("^\\| \\[.*?\\| .*? \\| [\\w*]+", Pattern.MULTILINE)
            .matcher(Repository.read(directory.resolve("README.md")))
            .results()
            .map(row -> row.group())
            .toList();
    assertEquals(rows, index);
  }
}

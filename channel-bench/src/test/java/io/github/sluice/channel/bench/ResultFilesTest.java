// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {
  private static final LocalDateTime TIME = LocalDateTime.of(2025, 1, 31, 12, 30, 59);

  @TempDir Path directory;

  @Test
  void theReportAndTheJsonLieSideBySide() throws IOException {
    Cell cell = new Cell(Contender.FUTURES, 8);
    Measurements measurements = new Measurements();
    measurements.add(cell, Samples.ofOneJvm(cell, 10, 12));
    ResultFiles files = ResultFiles.in(directory.resolve("new/results"), TIME);
    files.write("the report\n", measurements.merged());
    assertEquals("protocol-20250131-123059.md", files.report().getFileName().toString());
    assertEquals("the report\n", Files.readString(files.report()));
    assertTrue(Files.readString(files.json()).contains("\"contender\" : \"futures\""));
    try (Stream<Path> all = Files.list(files.json().getParent())) {
      assertEquals(2, all.count());
    }
  }

  @Test
  void aDirectoryThatCannotBeIsRefusedAtOnce() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThrows(IOException.class, () -> ResultFiles.in(file, TIME));
    assertThrows(IOException.class, () -> ResultFiles.in(file.resolve("below"), TIME));
  }

  @Test
  void theProcessorIsTheOneThatLinuxNames() throws IOException {
    Path cpuinfo = directory.resolve("cpuinfo");
    Files.writeString(cpuinfo, "processor\t: 0\nmodel name\t: Some CPU @ 2 GHz\nmodel name\t: b\n");
    assertEquals("Some CPU @ 2 GHz", Machine.processor(cpuinfo));
    Files.writeString(cpuinfo, "processor\t: 0\n");
    assertEquals("processor of unknown model", Machine.processor(cpuinfo));
    assertEquals("processor of unknown model", Machine.processor(directory.resolve("missing")));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.bench.doctor.BusyPrograms.Program;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BusyProgramsTest {
  private static Program program(long id, String name, long millis) {
    return new Program(id, name, Duration.ofMillis(millis));
  }

  @Test
  void thoseThatUsedMuchAreNamedTheBusiestFirst() {
    List<String> warnings =
        BusyPrograms.warnings(
            List.of(program(1, "cc1", 900), program(2, "java", 50), program(3, "sh", 0)),
            List.of(
                program(1, "cc1", 1000),
                program(2, "java", 450),
                program(3, "sh", 40),
                program(4, "new", 500)),
            Duration.ofMillis(500));
    assertEquals(
        List.of(
            "another JVM (process 2) uses 0.8 processors", "cc1 (process 1) uses 0.2 processors"),
        warnings);
  }

  @Test
  void thisProgramIsNotAmongThem() {
    long own = ProcessHandle.current().pid();
    assertTrue(BusyPrograms.now().stream().noneMatch(program -> program.id() == own));
  }
}

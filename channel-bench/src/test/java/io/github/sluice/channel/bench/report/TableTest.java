// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    Table table = new Table(List.of("size", "async (us)", "ratio"));
    table.add(List.of("8 B", "23.1", "0.98 [0.96, 1.01]"));
    table.add(List.of("16 KB", "1984", "1.02 [1.00, 1.03]"));
    assertEquals(
        """
        |  size | async (us) |             ratio |
        | ----: | ---------: | ----------------: |
        |   8 B |       23.1 | 0.98 [0.96, 1.01] |
        | 16 KB |       1984 | 1.02 [1.00, 1.03] |
        """,
        table.render());
  }

  @Test
  void everyRowHasACellForEachHeading() {
    Table table = new Table(List.of("size", "ratio"));
    assertThrows(IllegalArgumentException.class, () -> table.add(List.of("8 B")));
  }
}

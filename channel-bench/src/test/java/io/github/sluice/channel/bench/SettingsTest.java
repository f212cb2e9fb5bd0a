// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.workloads.PayloadMode;
import io.github.sluice.channel.bench.workloads.Published;
import io.github.sluice.channel.bench.workloads.Row;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {
  static Settings of(Preset preset) {
    return new Settings(
        preset,
        PayloadMode.COPIED,
        Row.protocol(preset.sizes),
        Contender.OURS,
        preset.rounds,
        preset.warmupMillis,
        preset.iterations,
        preset.iterationMillis,
        preset.limitMillis,
        List.of());
  }

  @Test
  void theContendersOfASizeAreNeighbours() {
    List<Cell> cells = of(Preset.SMOKE).cells(0);
    assertEquals(new Cell(Contender.BLOCKING, 8), cells.get(0));
    assertEquals(new Cell(Contender.FUTURES, 8), cells.get(1));
    assertEquals(new Cell(Contender.WAKERS, 8), cells.get(2));
    assertEquals(new Cell(Contender.BLOCKING, 1024), cells.get(3));
  }

  @Test
  void everyRoundBeginsWithAnotherContender() {
    Settings settings = of(Preset.SMOKE);
    assertEquals(new Cell(Contender.FUTURES, 8), settings.cells(1).get(0));
    assertEquals(new Cell(Contender.WAKERS, 8), settings.cells(2).get(0));
    assertEquals(new Cell(Contender.BLOCKING, 8), settings.cells(3).get(0));
  }

  @ParameterizedTest
  @EnumSource
  void aRoundHasEveryCell(Preset preset) {
    Settings settings = of(preset);
    assertEquals(
        settings.forks(), settings.rounds() * settings.cells(0).stream().distinct().count());
  }

  @Test
  void noRoundBeginsThatWouldEndTooLate() {
    Settings quick = of(Preset.QUICK);
    assertTrue(quick.hasRound(0, 0));
    long half = Preset.QUICK.limitMillis / 2;
    assertTrue(quick.hasRound(1, half));
    assertFalse(quick.hasRound(1, half + 1));
    assertFalse(quick.hasRound(3, 0));
    assertTrue(of(Preset.PROTOCOL).hasRound(0, Long.MAX_VALUE / 2));
  }

  @ParameterizedTest
  @EnumSource
  void aPresetMeasuresWithEveryContenderItNames(Preset preset) {
    List<Row> rows = preset.rows();
    assertEquals(rows.size(), rows.stream().distinct().count());
    for (Contender contender : preset.contenders) {
      assertTrue(rows.stream().anyMatch(row -> row.accepts(contender)), contender::label);
    }
    for (Row row : rows) {
      assertTrue(preset.contenders.stream().anyMatch(row::accepts), row::label);
    }
  }

  @Test
  void presetsKeepTheirPromises() {
    assertTrue(asPreset(Preset.SMOKE).estimateMillis() < 25_000);
    assertTrue(asPreset(Preset.QUICK).estimateMillis() < 240_000);
    assertTrue(asPreset(Preset.FULL).estimateMillis() / Preset.FULL.rounds < 1_650_000);
    assertEquals(Published.sizes(), Preset.QUICK.sizes);
    assertEquals(
        "1 round of a new JVM for each figure, 1000 ms of warm-up, then 50 x 3000 ms",
        of(Preset.PROTOCOL).schedule());
  }

  private static Settings asPreset(Preset preset) {
    return new Settings(
        preset,
        PayloadMode.COPIED,
        preset.rows(),
        preset.contenders,
        preset.rounds,
        preset.warmupMillis,
        preset.iterations,
        preset.iterationMillis,
        preset.limitMillis,
        List.of());
  }
}

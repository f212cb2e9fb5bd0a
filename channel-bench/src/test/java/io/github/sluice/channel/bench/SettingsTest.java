// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.workloads.PayloadMode;
import io.github.sluice.channel.bench.workloads.Published;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.ThreadKind;
import io.github.sluice.channel.bench.workloads.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {
  static Settings of(Preset preset, List<Contender> contenders) {
    return of(preset, Row.protocol(preset.sizes), contenders, true);
  }

  private static Settings asPreset(Preset preset) {
    return of(preset, preset.rows(), preset.contenders, false);
  }

  private static Settings of(
      Preset preset, List<Row> rows, List<Contender> contenders, boolean contendersAsked) {
    return new Settings(
        preset,
        rows,
        contenders,
        contendersAsked,
        preset.rounds,
        preset.otherRounds,
        preset.warmUp,
        preset.iterations,
        preset.iterationMillis,
        preset.limitMillis,
        List.of());
  }

  @Test
  void aJvmMeasuresAllSizesOfTheProtocol() {
    List<List<Cell>> processes = of(Preset.SMOKE, Contender.OURS).processes(0);
    assertEquals(
        List.of(
            new Cell(Contender.BLOCKING, 8),
            new Cell(Contender.BLOCKING, 1024),
            new Cell(Contender.BLOCKING, 32768)),
        processes.get(0));
    assertEquals(Contender.FUTURES, processes.get(1).get(0).contender());
    assertEquals(Contender.WAKERS, processes.get(2).get(0).contender());
    assertEquals(3, processes.size());
  }

  @Test
  void aJvmMeasuresOnePayloadModeAndOneStream() {
    List<Row> rows = new ArrayList<>(Row.protocol(List.of(8, 64)));
    rows.add(Row.protocol(8, PayloadMode.SHARED));
    rows.add(Row.stream(10, 1, ThreadKind.PLATFORM));
    rows.add(Row.stream(10, 2, ThreadKind.PLATFORM));
    List<List<Cell>> processes =
        of(Preset.QUICK, rows, List.of(Contender.BLOCKING), true).processes(0);
    assertEquals(List.of(2, 1, 1, 1), processes.stream().map(List::size).toList());
  }

  @Test
  void aRustProgramMeasuresOneSize() {
    List<List<Cell>> processes = of(Preset.SMOKE, List.of(Contender.TOKIO)).processes(0);
    assertEquals(List.of(1, 1, 1), processes.stream().map(List::size).toList());
  }

  @Test
  void everyRoundBeginsWithAnotherContender() {
    Settings settings = of(Preset.QUICK, Contender.OURS);
    for (int round = 0; round < 4; round++) {
      Contender first = settings.processes(round).get(0).get(0).contender();
      assertEquals(Contender.OURS.get(round % 3), first);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyCellIsMeasuredInItsRounds(Preset preset) {
    Settings settings = asPreset(preset);
    List<Cell> measured =
        IntStream.range(0, preset.rounds)
            .mapToObj(settings::processes)
            .flatMap(List::stream)
            .flatMap(List::stream)
            .toList();
    assertEquals(settings.measurements(), measured.size());
    for (Cell cell : settings.cells()) {
      int rounds =
          cell.row().workload() == Workload.PROTOCOL
                  && !(cell.contender().isPeer() && !cell.contender().isRust())
              ? preset.rounds
              : preset.otherRounds;
      assertEquals(rounds, Collections.frequency(measured, cell), cell::toString);
    }
  }

  @Test
  void noRoundBeginsThatWouldEndTooLate() {
    Settings quick = asPreset(Preset.QUICK);
    assertTrue(quick.hasRound(0, 0));
    long limit = Preset.QUICK.limitMillis;
    assertTrue(quick.hasRound(1, limit / 2));
    assertFalse(quick.hasRound(1, limit / 2 + 1));
    assertTrue(quick.hasRound(4, limit * 4 / 5), "the last two rounds are shorter");
    assertFalse(quick.hasRound(4, limit - 1));
    assertFalse(quick.hasRound(5, 0));
    assertTrue(asPreset(Preset.PROTOCOL).hasRound(0, Long.MAX_VALUE / 2));
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
    assertTrue(asPreset(Preset.QUICK).estimateMillis() < 200_000);
    Settings full = asPreset(Preset.FULL);
    long first = full.plannedMillis(0);
    assertTrue(
        full.hasRound(1, first * 3 / 2), "two rounds, even if warm-ups are not the shortest");
    assertTrue(asPreset(Preset.PROTOCOL).estimateMillis() < 1_500_000);
    assertEquals(Published.sizes(), Preset.QUICK.sizes);
    assertEquals(
        "5 rounds, each in new processes; 3000 ms of warm-up, then 50 x 20 ms",
        asPreset(Preset.PROTOCOL).schedule());
    assertEquals(
        "5 rounds of the async tax and 3 of the rest, each in new processes; warm-up until the time"
            + " stands still, 2500 ms at most, then 3 x 30 ms",
        asPreset(Preset.QUICK).schedule());
  }

  @Test
  void theDefaultRunHasTheTaxInEverySizeWithItsFloor() {
    List<Cell> cells = asPreset(Preset.QUICK).cells();
    for (Row row : Row.protocol(Published.sizes())) {
      for (Contender contender :
          List.of(
              Contender.FLOOR,
              Contender.BLOCKING,
              Contender.FUTURES,
              Contender.WAKERS,
              Contender.CROSSBEAM,
              Contender.TOKIO)) {
        assertTrue(cells.contains(new Cell(contender, row)), row::label);
      }
      assertFalse(cells.contains(new Cell(Contender.JCTOOLS, row)), row::label);
    }
    assertTrue(cells.contains(new Cell(Contender.JCTOOLS, Row.protocol(8, PayloadMode.SHARED))));
  }
}

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
import io.github.sluice.channel.bench.workloads.WarmUp;
import io.github.sluice.channel.bench.workloads.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {
  static Settings of(Preset preset, List<Contender> contenders) {
    return of(preset, Row.protocol(preset.sizes), contenders, true);
  }

  static Settings asPreset(Preset preset) {
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
        preset.otherIterationMillis,
        preset.limitMillis,
        List.of());
  }

  @Test
  void aJvmMeasuresAllSizesOfTheProtocol() {
    List<List<Cell>> processes = of(Preset.SMOKE, Contender.OURS).processes();
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
        of(Preset.SMOKE, rows, List.of(Contender.BLOCKING), true).processes();
    assertEquals(List.of(2, 1, 1, 1), processes.stream().map(List::size).toList());
  }

  @Test
  void aRustProgramMeasuresOneSize() {
    List<List<Cell>> processes = of(Preset.SMOKE, List.of(Contender.TOKIO)).processes();
    assertEquals(List.of(1, 1, 1), processes.stream().map(List::size).toList());
  }

  @Test
  void everyRoundBeginsWithAnotherContender() {
    List<List<Cell>> processes = of(Preset.QUICK, Contender.OURS).processes();
    for (int round = 0; round < Preset.QUICK.rounds; round++) {
      Contender first = processes.get(3 * round).get(0).contender();
      assertEquals(Contender.OURS.get(round % 3), first);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyCellIsMeasuredInItsRounds(Preset preset) {
    Settings settings = asPreset(preset);
    List<Cell> measured = settings.processes().stream().flatMap(List::stream).toList();
    assertEquals(settings.measurements(), measured.size());
    for (Cell cell : settings.cells()) {
      int rounds =
          cell.row().workload() == Workload.PROTOCOL
                  && (!cell.contender().isPeer()
                      || cell.contender() == Contender.CROSSBEAM
                      || cell.contender() == Contender.TOKIO)
              ? preset.rounds
              : preset.otherRounds;
      assertEquals(rounds, Collections.frequency(measured, cell), cell::toString);
    }
  }

  @Test
  void theDefaultRunMeasuresEverythingBeforeTheLastRoundOfTheTax() {
    List<List<Cell>> processes = asPreset(Preset.QUICK).processes();
    int lastOfTax = lastOfTax(processes);
    List<Cell> before = processes.subList(0, lastOfTax + 1).stream().flatMap(List::stream).toList();
    for (Cell cell : asPreset(Preset.QUICK).cells()) {
      int times = cell.isHeadline() ? Preset.QUICK.rounds : 1;
      assertEquals(times, Collections.frequency(before, cell), cell::toString);
    }
    assertTrue(processes.get(lastOfTax - 1).get(0).isHeadline(), "the whole round comes last");
  }

  @Test
  void theFullRunMeasuresTheTaxBeforeTheRest() {
    List<List<Cell>> processes = asPreset(Preset.FULL).processes();
    for (List<Cell> process : processes.subList(0, lastOfTax(processes) + 1)) {
      assertTrue(process.get(0).isHeadline());
    }
  }

  private static int lastOfTax(List<List<Cell>> processes) {
    List<Boolean> ofTax = processes.stream().map(process -> process.get(0).isHeadline()).toList();
    return ofTax.lastIndexOf(true);
  }

  @Test
  void noProcessBeginsThatWouldEndTooLate() {
    Settings quick = asPreset(Preset.QUICK);
    List<List<Cell>> processes = quick.processes();
    List<Cell> first = processes.get(0);
    assertTrue(quick.hasTime(List.of(), first, Long.MAX_VALUE / 2), "the first one always does");
    long limit = Preset.QUICK.limitMillis;
    assertTrue(quick.hasTime(List.of(first), first, limit / 2));
    assertFalse(quick.hasTime(List.of(first), first, limit / 2 + 1));
    List<Cell> last = processes.get(processes.size() - 1);
    assertTrue(quick.plannedMillis(last) < quick.plannedMillis(first) / 4);
    assertTrue(quick.hasTime(List.of(first), last, limit * 3 / 4), "a shorter one");
    assertTrue(asPreset(Preset.PROTOCOL).hasTime(List.of(first), first, Long.MAX_VALUE / 2));
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
    List<List<Cell>> rest =
        full.processes().stream().filter(process -> !process.get(0).isHeadline()).toList();
    long once = planned(full, full.processes()) - planned(full, rest) / 2;
    assertTrue(2 * once < Preset.FULL.limitMillis, "everything, even if warm-ups are long");
    Settings quick = asPreset(Preset.QUICK);
    List<List<Cell>> tax =
        quick.processes().stream().filter(process -> process.get(0).isHeadline()).toList();
    assertTrue(planned(quick, tax) < 110_000, "the tax leaves time for the rest");
    assertTrue(asPreset(Preset.PROTOCOL).estimateMillis() < 1_500_000);
    assertEquals(Published.sizes(), Preset.QUICK.sizes);
    assertEquals(
        "5 rounds, each in new processes; 3000 ms of warm-up, then 50 x 20 ms, after 2 as long"
            + " that are left out",
        asPreset(Preset.PROTOCOL).schedule());
    assertEquals(
        "5 rounds of the async tax and 2 of the rest, as far as 145 s allow, each in new"
            + " processes; warm-up until the time stands still, 2500 ms at most, or 5000 ms of"
            + " streams and round trips, then 3 x 20 ms, or 100 ms of streams and round trips,"
            + " after 2 as long that are left out",
        asPreset(Preset.QUICK).schedule());
  }

  private static long planned(Settings settings, List<List<Cell>> processes) {
    return processes.stream().mapToLong(settings::plannedMillis).sum();
  }

  @Test
  void streamsMayWarmUpLongerAndAreMeasuredLonger() {
    Settings quick = asPreset(Preset.QUICK);
    Row stream = Row.stream(1000, 4, ThreadKind.PLATFORM);
    assertEquals(new WarmUp.Limits(500, 2500), quick.warmUp(Row.protocol(8)));
    assertEquals(new WarmUp.Limits(500, 5000), quick.warmUp(stream));
    assertTrue(quick.warmUp(Row.rate(1000, ThreadKind.PLATFORM)).isFixed());
    assertEquals(20, quick.iterationMillis(Row.protocol(8)));
    assertEquals(100, quick.iterationMillis(stream));
    assertEquals(WarmUp.Limits.fixed(3000), asPreset(Preset.PROTOCOL).warmUp(stream));
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

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.ThreadKind;
import io.github.sluice.channel.bench.workloads.WarmUp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;

class RoundsTest {
  private static final Settings THREE_ROUNDS =
      new Settings(
          Preset.QUICK,
          List.of(Row.stream(10, 1, ThreadKind.PLATFORM), Row.stream(10, 2, ThreadKind.PLATFORM)),
          List.of(Contender.BLOCKING, Contender.JCTOOLS),
          true,
          3,
          3,
          WarmUp.Limits.fixed(1),
          1,
          1,
          1,
          Preset.UNLIMITED,
          List.of());

  private final List<Cell> measured = new ArrayList<>();
  private final List<Cell> leftOut = new ArrayList<>();

  private Rounds failingAt(Cell failing, Exception failure) {
    return new Rounds(
        THREE_ROUNDS,
        () -> 0,
        process -> {
          measured.addAll(process);
          if (process.contains(failing)) {
            if (failure instanceof RunnerException ofJmh) {
              throw ofJmh;
            }
            throw (IOException) failure;
          }
        },
        (cell, reason) -> {
          assertSame(failure, reason);
          leftOut.add(cell);
        });
  }

  @Test
  void aPeerThatFailsIsLeftOutOfItsRowFromThenOn() throws Exception {
    for (Exception failure :
        List.of(new RunnerException("a test's"), new IOException("a test's"))) {
      measured.clear();
      leftOut.clear();
      Cell failing = new Cell(Contender.JCTOOLS, Row.stream(10, 2, ThreadKind.PLATFORM));
      failingAt(failing, failure).run();
      assertEquals(List.of(failing), leftOut);
      assertEquals(3 * 4 - 2, measured.size());
      assertEquals(1, measured.stream().filter(failing::equals).count());
    }
  }

  @Test
  void aFailureOfOursEndsTheRun() {
    RunnerException failure = new RunnerException("a test's");
    Rounds rounds =
        failingAt(new Cell(Contender.BLOCKING, Row.stream(10, 1, ThreadKind.PLATFORM)), failure);
    assertSame(failure, assertThrows(RunnerException.class, rounds::run));
    assertEquals(List.of(), leftOut);
  }

  @Test
  void aJvmThatFailsIsLeftOutOfAllItsSizes() throws Exception {
    Settings sizes = SettingsTest.of(Preset.SMOKE, List.of(Contender.BLOCKING, Contender.JCTOOLS));
    List<Cell> left = new ArrayList<>();
    new Rounds(
            sizes,
            () -> 0,
            process -> {
              if (process.get(0).contender() == Contender.JCTOOLS) {
                throw new IOException("a test's");
              }
            },
            (cell, reason) -> left.add(cell))
        .run();
    assertEquals(sizes.cells().stream().filter(cell -> cell.contender().isPeer()).toList(), left);
    assertEquals(Preset.SMOKE.sizes.size(), left.size());
  }

  @Test
  void theRestIsMeasuredInWhatTheTaxHasLeftOfTheTime() throws Exception {
    Settings quick = SettingsTest.asPreset(Preset.QUICK);
    long[] elapsed = {0};
    List<List<Cell>> done = new ArrayList<>();
    new Rounds(
            quick,
            () -> elapsed[0],
            process -> {
              done.add(process);
              elapsed[0] += quick.plannedMillis(process) * 4 / 3;
            },
            (cell, reason) -> {})
        .run();
    assertEquals(quick.processes().subList(0, done.size()), done);
    assertTrue(elapsed[0] <= Preset.QUICK.limitMillis);
    assertTrue(done.size() < quick.processes().size(), "not everything");
    for (Cell cell : quick.cells()) {
      long times = done.stream().filter(process -> process.contains(cell)).count();
      assertTrue(times >= (cell.isHeadline() ? Preset.QUICK.rounds : 1), cell::toString);
    }
  }
}

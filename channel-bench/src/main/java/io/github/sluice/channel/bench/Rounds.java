// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures every cell once a round, each time in a new JVM. What slows the machine down for a while
 * so falls on all contenders of a row, and not on all measurements of one.
 *
 * <p>A peer that fails, or does not come to an end, is left out of that row from then on.
 */
final class Rounds {
  /** What measures some cells in a process. */
  @FunctionalInterface
  interface Measuring {
    /** Measures each of them once. */
    void measure(List<Cell> cells) throws RunnerException, IOException;
  }

  private final Settings settings;
  private final LongSupplier elapsedMillis;
  private final Measuring measuring;
  private final BiConsumer<Cell, Exception> failure;
  private final Set<Cell> failed = new HashSet<>();

  /**
   * Creates the rounds of a run.
   *
   * @param failure accepts each peer that is left out of a row
   */
  Rounds(
      Settings settings,
      LongSupplier elapsedMillis,
      Measuring measuring,
      BiConsumer<Cell, Exception> failure) {
    this.settings = settings;
    this.elapsedMillis = elapsedMillis;
    this.measuring = measuring;
    this.failure = failure;
  }

  /**
   * Measures everything there is time for.
   *
   * @throws RunnerException if a channel of ours fails; what was measured until then is kept
   * @throws IOException if a file cannot be written
   */
  void run() throws RunnerException, IOException {
    List<List<Cell>> done = new ArrayList<>();
    for (List<Cell> process : settings.processes()) {
      if (!Collections.disjoint(failed, process)) {
        continue;
      }
      if (!settings.hasTime(done, process, elapsedMillis.getAsLong())) {
        return;
      }
      measure(process);
      done.add(process);
    }
  }

  private void measure(List<Cell> process) throws RunnerException, IOException {
    try {
      measuring.measure(process);
    } catch (RunnerException | IOException e) {
      if (!process.get(0).contender().isPeer()) {
        throw e;
      }
      failed.addAll(process);
      process.forEach(cell -> failure.accept(cell, e));
    }
  }
}

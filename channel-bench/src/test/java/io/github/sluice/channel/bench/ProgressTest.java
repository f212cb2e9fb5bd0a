// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.bench.contenders.Contender;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final Cell CELL = new Cell(Contender.WAKERS, 512);

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final AtomicLong clock = new AtomicLong();
  private final Progress progress =
      new Progress(48, 200_000, new PrintStream(printed, true, StandardCharsets.UTF_8), clock::get);

  @Test
  void oneLineForEachJvmWithTheTimeLeftUpToTheLimit() {
    for (int i = 1; i <= 2; i++) {
      clock.set(TimeUnit.SECONDS.toNanos(i == 1 ? 5 : 8));
      progress.measured(CELL, "", new double[] {30, 32});
    }
    assertEquals(
        """
        [ 1/48] protocol wakers 512 B: 31.0 us   (3 min 15 s left)
        [ 2/48] protocol wakers 512 B: 31.0 us   (3 min 4 s left)
        """,
        printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"));
    assertEquals(8_000, progress.elapsedMillis());
  }

  @Test
  void whatJmhSaysIsKeptAndNotPrinted() {
    progress.println("of the one before");
    progress.startBenchmark(null);
    progress.println("java.lang.IllegalStateException");
    progress.write('!');
    progress.endBenchmark(null);
    assertEquals(0, printed.size());
    assertTrue(progress.chatter().startsWith("java.lang.IllegalStateException"));
    assertTrue(progress.chatter().endsWith("!"));
  }
}

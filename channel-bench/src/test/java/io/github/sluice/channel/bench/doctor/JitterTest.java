// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class JitterTest {
  /** A clock that is read every so many nanoseconds, but for two reads. */
  private static Jitter measured(long step, long first, long second) {
    AtomicInteger reads = new AtomicInteger();
    long[] now = {1000};
    return Jitter.measure(
        () -> {
          int read = reads.getAndIncrement();
          now[0] += read == 10 ? first : read == 20 ? second : step;
          return now[0];
        },
        100_000_000);
  }

  @Test
  void aThreadThatRunsAllTheTimeIsNotKeptOff() {
    Jitter jitter = measured(50, Jitter.GAP_NANOS, 50);
    assertEquals(0, jitter.lost());
    assertTrue(jitter.nanos() >= 100_000_000);
    assertEquals(Optional.empty(), jitter.warning());
  }

  @Test
  void gapsAreAddedUp() {
    Jitter jitter = measured(50, 3_000_000, 1_000_000);
    assertEquals(4_000_000, jitter.lost());
    assertEquals(3_000_000, jitter.longest());
    assertEquals(
        "a thread that does nothing but run was kept off its processor for 4.0 % of 100 ms, once"
            + " for 3.0 ms",
        jitter.warning().orElseThrow());
  }

  @Test
  void oneShortGapIsNoWarning() {
    assertEquals(Optional.empty(), measured(50, 500_000, 50).warning());
    assertTrue(measured(50, 2_100_000, 50).warning().isPresent());
  }
}

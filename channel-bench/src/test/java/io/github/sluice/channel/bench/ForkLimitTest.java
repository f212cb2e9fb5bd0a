// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** With programs that only sleep. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sleep")
@Timeout(60)
class ForkLimitTest {
  private static Process sleep() throws IOException {
    return new ProcessBuilder("sleep", "1000").start();
  }

  @Test
  void whatIsSilentIsEndedAndWhatWasThereBeforeIsNot() throws Exception {
    Process before = sleep();
    try (ForkLimit limit = new ForkLimit(Duration.ofMillis(200), System::nanoTime)) {
      Process fork = sleep();
      assertTrue(fork.waitFor(50, TimeUnit.SECONDS));
      assertNotEquals(0, fork.exitValue());
      assertTrue(limit.hasExpired());
      assertTrue(before.isAlive());
    } finally {
      before.destroyForcibly();
    }
  }

  @Test
  void whatIsHeardOfGoesOnUntilItIsSilent() throws Exception {
    AtomicLong millis = new AtomicLong();
    AtomicInteger looks = new AtomicInteger();
    LongSupplier clock =
        () -> {
          looks.incrementAndGet();
          return TimeUnit.MILLISECONDS.toNanos(millis.get());
        };
    try (ForkLimit limit = new ForkLimit(Duration.ofMillis(50), clock)) {
      Process fork = sleep();
      millis.set(40);
      limit.heard();
      millis.set(80);
      int before = looks.get();
      while (looks.get() < before + 3) {
        assertFalse(fork.waitFor(1, TimeUnit.MILLISECONDS));
      }
      assertFalse(limit.hasExpired());
      millis.set(90);
      assertTrue(fork.waitFor(50, TimeUnit.SECONDS));
      assertTrue(limit.hasExpired());
      assertEquals("nothing was heard of it for 0 s", limit.reason().split(":")[0]);
    }
  }

  @Test
  void whatHasEndedInTimeHasNoLimitAnyMore() throws Exception {
    ForkLimit limit = new ForkLimit(Duration.ofDays(1), () -> 0);
    limit.close();
    limit.close();
    assertFalse(limit.hasExpired());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A time in which nothing is to happen. The system property sluice.idle.seconds sets how long it
 * is, and has the counts and the processor time printed:
 *
 * <pre>
 * mvn -pl channel-api,channel-sync,channel-async test -Dtest=*IdleTest \
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dsluice.idle.seconds=10
 * </pre>
 */
public final class IdleWindow {
  private static final Integer SECONDS = Integer.getInteger("sluice.idle.seconds");
  private static final long NANOS =
      SECONDS != null ? TimeUnit.SECONDS.toNanos(SECONDS) : TimeUnit.MILLISECONDS.toNanos(400);

  private IdleWindow() {}

  /**
   * Asserts that no thread is started and no timer does anything.
   *
   * @param what what waits, in words
   */
  public static void assertIdle(String what) {
    ThreadActivity before = awaitSettled(what);
    long start = System.nanoTime();
    ThreadActivity activity;
    do {
      pause();
      activity = ThreadActivity.now().since(before);
      if (SECONDS == null) {
        assertIdle(what, activity);
      }
    } while (System.nanoTime() - start < NANOS);
    if (SECONDS != null) {
      System.out.printf(
          Locale.ROOT,
          "%s, in %d s: %d threads started, %d waits of timers, %.1f ms of processor time%n",
          what,
          SECONDS,
          activity.started(),
          activity.timerWaits(),
          activity.cpuNanos() / 1e6);
    }
    assertIdle(what, activity);
  }

  /** Waits until timers have accepted what has been scheduled, and what is due has been done. */
  private static ThreadActivity awaitSettled(String what) {
    AtomicReference<ThreadActivity> last = new AtomicReference<>(ThreadActivity.now());
    if (SECONDS == null) {
      Watchdog.await(
          "idle timers",
          what,
          () -> {
            pause();
            ThreadActivity now = ThreadActivity.now();
            ThreadActivity activity = now.since(last.getAndSet(now));
            return activity.started() + activity.timerWaits() + activity.timersRunning() == 0;
          });
    }
    return last.get();
  }

  private static void pause() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
  }

  private static void assertIdle(String what, ThreadActivity activity) {
    assertEquals(0, activity.started(), "threads started by " + what);
    assertEquals(0, activity.timerWaits(), "waits of timers, with " + what);
    assertEquals(0, activity.timersRunning(), "timers that run, with " + what);
  }
}

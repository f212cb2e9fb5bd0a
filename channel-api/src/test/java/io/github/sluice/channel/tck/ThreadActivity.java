// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import java.lang.reflect.Method;
import java.util.Locale;

/**
 * What the threads of this virtual machine have done so far.
 *
 * @param started how many threads have been started, daemons included, virtual ones not
 * @param timerWaits how often the threads of timers have begun to wait; a timer that waits wakes up
 *     and waits again for whatever becomes due
 * @param timersRunning how many of these threads do not wait at this moment
 * @param cpuNanos the processor time of all live threads but the current one
 */
public record ThreadActivity(long started, long timerWaits, long timersRunning, long cpuNanos) {
  /**
   * Counts.
   *
   * @return the counts at this moment
   */
  public static ThreadActivity now() {
    try {
      // By reflection, because the modules under test do not need java.management.
      Object threads =
          Class.forName("java.lang.management.ManagementFactory")
              .getMethod("getThreadMXBean")
              .invoke(null);
      Class<?> type = Class.forName("java.lang.management.ThreadMXBean");
      long started = (long) type.getMethod("getTotalStartedThreadCount").invoke(threads);
      Object[] infos =
          (Object[])
              type.getMethod("dumpAllThreads", boolean.class, boolean.class)
                  .invoke(threads, false, false);
      Class<?> infoType = Class.forName("java.lang.management.ThreadInfo");
      Method cpuTime = type.getMethod("getThreadCpuTime", long.class);
      long timerWaits = 0;
      long timersRunning = 0;
      long cpuNanos = 0;
      for (Object info : infos) {
        if (isTimer((String) infoType.getMethod("getThreadName").invoke(info))) {
          timerWaits += (long) infoType.getMethod("getWaitedCount").invoke(info);
          String state = infoType.getMethod("getThreadState").invoke(info).toString();
          timersRunning += state.endsWith("WAITING") ? 0 : 1; // or TIMED_WAITING
        }
        long id = (long) infoType.getMethod("getThreadId").invoke(info);
        if (id != Thread.currentThread().getId()) {
          cpuNanos += Math.max(0, (long) cpuTime.invoke(threads, id));
        }
      }
      return new ThreadActivity(started, timerWaits, timersRunning, cpuNanos);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("no java.management here", e);
    }
  }

  /** Returns whether a thread is the JDK's timer for CompletableFuture. */
  private static boolean isTimer(String name) {
    return name.toLowerCase(Locale.ROOT).contains("delayscheduler");
  }

  /**
   * Returns what has been done since then.
   *
   * @param before counted earlier
   * @return the differences, and how many timers run now
   */
  public ThreadActivity since(ThreadActivity before) {
    return new ThreadActivity(
        started - before.started,
        timerWaits - before.timerWaits,
        timersRunning,
        cpuNanos - before.cpuNanos);
  }
}

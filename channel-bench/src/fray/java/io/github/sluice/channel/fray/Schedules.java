// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.fray;

import java.util.List;
import kotlin.Unit;
import org.pastalab.fray.core.observers.TimelineCoverageType;
import org.pastalab.fray.core.randomness.ControlledRandomProvider;
import org.pastalab.fray.core.scheduler.POSScheduler;
import org.pastalab.fray.junit.plain.FrayInTestLauncher;

/**
 * Runs a scenario under many schedules of its threads.
 *
 * <p>Fray lets one thread run at a time, and decides at every access to shared memory, park, unpark
 * and interrupt which thread continues. It samples partial orders of these (Yuan, Yang and Gu,
 * "Partial Order Aware Concurrency Sampling", CAV 2018), and finds when all threads wait for each
 * other.
 */
final class Schedules {
  /** How many schedules a scenario is run under. */
  private static final int COUNT = Integer.getInteger("sluice.schedules", 10_000);

  private static final int SECONDS = 600;

  // Fray does not see that a thread waits for another to initialise a class.
  static {
    try {
      for (String events :
          List.of(
              "ChannelEvents",
              "FlightEvents$ChannelClosed",
              "FlightEvents$MessagesUndelivered",
              "FlightEvents$ReceiverWaited",
              "FlightEvents$SenderWaited")) {
        Class.forName("io.github.sluice.channel.internal.jfr." + events);
      }
    } catch (ClassNotFoundException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Schedules() {}

  /** Something that a thread does. */
  @FunctionalInterface
  interface Task {
    void run() throws InterruptedException;
  }

  /**
   * Explores schedules until one fails.
   *
   * @throws org.pastalab.fray.runtime.DeadlockException if all threads came to wait
   * @throws AssertionError what the scenario found
   */
  static void explore(Task scenario) {
    FrayInTestLauncher.INSTANCE.launchFray(
        unchecked(scenario),
        new POSScheduler(),
        new ControlledRandomProvider(),
        COUNT,
        SECONDS,
        false,
        TimelineCoverageType.NONE,
        configuration -> Unit.INSTANCE);
  }

  /** Starts a thread of a scenario. Whatever it throws fails the scenario. */
  static Thread start(Task task) {
    Thread thread = new Thread(unchecked(task));
    thread.start();
    return thread;
  }

  private static Runnable unchecked(Task task) {
    return () -> {
      try {
        task.run();
      } catch (InterruptedException e) {
        throw new AssertionError("interrupted by nobody", e);
      }
    };
  }
}

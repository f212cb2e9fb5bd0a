// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Tasks that run at the same time, each in a thread of its own, and a check when all are done. */
public final class Race {
  /** Something to do. */
  @FunctionalInterface
  public interface Task {
    /**
     * Does it.
     *
     * @throws Exception fails the test
     */
    void run() throws Exception;
  }

  /** How many of the rounds are run, of a hundred; fewer where all is run many times. */
  private static final int PERCENT = Integer.getInteger("sluice.races.percent", 100);

  private static final int FEWEST = 10;

  /** After that time no more rounds are begun. */
  private static final long ENOUGH_NANOS = TimeUnit.SECONDS.toNanos(20);

  /** The round whose task the current thread runs. */
  private static final ThreadLocal<@Nullable Start> CURRENT = new ThreadLocal<>();

  private final Object context;
  private final List<Task> tasks;
  private Task check = () -> {};

  private Race(Object context, List<Task> tasks) {
    this.context = context;
    this.tasks = tasks;
  }

  /**
   * Returns how many rounds to run, according to the system property sluice.races.percent.
   *
   * @param rounds how many are enough for one run of a test
   * @return so many, or a part of them
   */
  public static int times(int rounds) {
    return Math.max(FEWEST, (int) (rounds * (long) PERCENT / 100));
  }

  /**
   * Describes a race.
   *
   * @param context what shows the state if it does not end, usually the channel
   * @param tasks what to do at the same time
   * @return the race, not yet run
   */
  public static Race of(Object context, Task... tasks) {
    return new Race(context, List.of(tasks));
  }

  /**
   * Adds what to do when all tasks are done.
   *
   * @param check is run in the thread that runs the race
   * @return this race
   */
  public Race then(Task check) {
    this.check = check;
    return this;
  }

  /**
   * Runs one race.
   *
   * @param fixture makes the threads
   * @throws Exception from the check
   */
  public void run(ChannelFixture fixture) throws Exception {
    rounds(fixture, 1, () -> this);
  }

  /**
   * Runs many races one after the other, in the same threads. Where other work keeps the processors
   * busy a round can take a hundred times as long; then fewer rounds are run, not longer ones.
   *
   * @param fixture makes the threads
   * @param rounds how many, at most
   * @param setup makes a new race for every round, of the same number of tasks
   * @throws Exception from the setup or the check
   */
  public static void rounds(ChannelFixture fixture, int rounds, Callable<Race> setup)
      throws Exception {
    long start = System.nanoTime();
    List<Runner> runners = new ArrayList<>();
    try {
      for (int round = 0; round < rounds && !isEnough(round, System.nanoTime() - start); round++) {
        Race race = setup.call();
        while (runners.size() < race.tasks.size()) {
          runners.add(new Runner(fixture));
        }
        race.runIn(runners, round);
      }
    } finally {
      runners.forEach(Runner::stop);
    }
  }

  private static boolean isEnough(int rounds, long nanos) {
    return rounds >= FEWEST && nanos > ENOUGH_NANOS;
  }

  /**
   * Lets other threads run, in a loop that waits for them. Yielding alone is not enough: virtual
   * threads that only yield may keep all carriers among themselves.
   *
   * @throws IllegalStateException in a task of a race that has been given up, because another task
   *     has failed: the loop would otherwise go on beside all later tests
   */
  public static void timedYield() {
    Start start = CURRENT.get();
    if (start != null && start.isOver) {
      throw new IllegalStateException("the race is over");
    }
    if (ThreadLocalRandom.current().nextInt(16) != 0) {
      Thread.yield();
    } else {
      LockSupport.parkNanos(1_000);
    }
  }

  private void runIn(List<Runner> runners, int round) throws Exception {
    Start start = new Start(tasks.size());
    for (int i = 0; i < tasks.size(); i++) {
      runners.get(i).give(tasks.get(i), start);
    }
    Watchdog.await(
        "all tasks of round " + round,
        new Object() {
          @Override
          public String toString() {
            return context + "\n" + runners;
          }
        },
        () -> start.running.get() == 0 || !start.failures.isEmpty());
    if (!start.failures.isEmpty()) {
      throw new AssertionError("round " + round + " of " + context, start.failures.peek());
    }
    try {
      check.run();
    } catch (AssertionError e) {
      throw new AssertionError(
          "after round " + round + " of " + context + ": " + e.getMessage(), e);
    }
  }

  /** What the tasks of one round share. */
  private static final class Start {
    final AtomicInteger missing;
    final AtomicInteger running;
    final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    volatile boolean isOver;

    Start(int tasks) {
      missing = new AtomicInteger(tasks);
      running = new AtomicInteger(tasks);
    }

    /** Lets the tasks go together, give or take some instructions that differ every time. */
    void line() {
      missing.decrementAndGet();
      for (int looks = 0; missing.get() > 0; looks++) {
        if (looks > 100) {
          timedYield();
        } else {
          Thread.onSpinWait();
        }
      }
      for (int i = ThreadLocalRandom.current().nextInt(64); i > 0; i--) {
        Thread.onSpinWait();
      }
    }
  }

  /** One thread that runs a task in every round. */
  private static final class Runner implements Runnable {
    private static final Task END = () -> {};

    private final AtomicReference<@Nullable Task> next = new AtomicReference<>();
    private final Thread thread;
    private @Nullable Start start; // written by the thread that runs the race; published by next

    Runner(ChannelFixture fixture) {
      thread = fixture.newThread(this);
      thread.start();
    }

    void give(Task task, Start start) {
      this.start = start;
      next.set(task);
      LockSupport.unpark(thread);
    }

    void stop() {
      if (start != null) {
        start.isOver = true;
      }
      next.set(END);
      LockSupport.unpark(thread);
      thread.interrupt();
    }

    @Override
    public String toString() {
      return Watchdog.describe(thread);
    }

    @Override
    public void run() {
      while (true) {
        Task task = next.getAndSet(null);
        if (task == END) {
          return;
        }
        if (task == null) {
          LockSupport.park(this);
          Thread.interrupted(); // one that came too late for the task must not keep it awake
        } else {
          run(task, start);
        }
      }
    }

    private static void run(Task task, Start start) {
      CURRENT.set(start);
      try {
        start.line();
        task.run();
      } catch (Throwable e) {
        start.failures.add(e);
      } finally {
        CURRENT.remove();
        Thread.interrupted();
        start.running.decrementAndGet();
      }
    }
  }
}

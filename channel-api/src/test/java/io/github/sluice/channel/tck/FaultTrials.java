// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Runs operations where the stack or the heap ends, in a virtual machine of its own: each at every
 * distance from the end, from where it cannot begin to where it completes.
 */
public final class FaultTrials {
  /** The options of a virtual machine with a stack whose end is found exactly. */
  public static final List<String> STACK_OPTIONS =
      List.of(
          "-XX:CompileCommand=quiet",
          "-XX:CompileCommand=exclude,io.github.sluice.channel.tck.StackEnd::*",
          "-XX:MaxJavaStackTraceDepth=30",
          "-Xbatch",
          "-Dsluice.watchdog=10");

  /** The options of a virtual machine with a heap that is soon full. */
  public static final List<String> HEAP_OPTIONS =
      List.of("-Xmx16m", "-XX:+UseSerialGC", "-XX:-UseTLAB", "-Dsluice.watchdog=10");

  private static final String FAILED = "FAILED ";
  private static final String END = "all trials have run";
  private static final int WARM_UP = 2_000;
  private static final int MOST_DISTANCES = 5_000;

  /** Creates the channel of a trial. */
  public interface Factory {
    /**
     * Creates a channel.
     *
     * @param capacity its capacity
     * @param onUndelivered what gets the undelivered messages
     * @return a new channel
     */
    TestedChannel<Integer> create(int capacity, Consumer<? super Integer> onUndelivered);
  }

  private final Map<String, Supplier<FaultTrial>> trials = new LinkedHashMap<>();

  /**
   * Adds a trial.
   *
   * @param name of the operation
   * @param trial creates a trial of it
   */
  public void add(String name, Supplier<FaultTrial> trial) {
    trials.put(name, trial);
  }

  // ---- in the forked virtual machine

  /**
   * Runs all trials, and reports on standard output.
   *
   * @param args "stack" or "heap", and perhaps the name of the only operation to try
   */
  public void run(String... args) throws Exception {
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {});
    boolean stack = args[0].equals("stack");
    for (Map.Entry<String, Supplier<FaultTrial>> trial : trials.entrySet()) {
      if (args.length == 1 || args[1].equals(trial.getKey())) {
        System.out.println(report(trial.getKey(), trial.getValue(), stack));
      }
    }
    System.out.println(END);
    System.exit(0); // threads may still wait in a channel that a trial has broken
  }

  private static String report(String name, Supplier<FaultTrial> trials, boolean stack) {
    int faults = 0;
    int distance = 0;
    try {
      warmUp(trials, stack);
      // Some more than enough: an Error may be caught on its way out of the operation.
      int enough = stack ? 6 * StackEnd.PHASES : 3;
      for (int completions = 0; completions < enough; distance++) {
        if (distance == MOST_DISTANCES) {
          throw new AssertionError("does not complete");
        }
        FaultTrial trial = trials.get();
        CompletableFuture<Void> checked = new CompletableFuture<>();
        Runnable check = () -> check(trial, checked);
        if (stack) {
          await(StackEnd.newThread(distance, trial::attempt, check), trial, checked);
        } else {
          FullHeap.run(distance, trial::attempt);
          await(new Thread(check), trial, checked);
        }
        faults += trial.isFaulted() ? 1 : 0;
        completions = trial.isFaulted() ? 0 : completions + 1;
      }
      if (stack && faults == 0) {
        throw new AssertionError("no fault");
      }
      return name + ": " + faults + " faults at " + distance + " distances";
    } catch (Throwable failure) {
      return FAILED + name + " at distance " + distance + ": " + text(failure);
    }
  }

  /** Loads the classes, and has what is used often compiled. */
  private static void warmUp(Supplier<FaultTrial> trials, boolean stack) throws Exception {
    boolean compiles = !System.getProperty("java.vm.info").contains("interpreted");
    int times = stack && compiles ? WARM_UP : 10;
    for (int i = 0; i < times; i++) {
      FaultTrial trial = trials.get();
      trial.attempt();
      if (i < 10 || trial.hasThreads()) {
        trial.check();
      }
      if (trial.isFaulted()) {
        throw new AssertionError("ended by an Error far from the end");
      }
      if (trial.hasThreads()) {
        i += 300; // they take their time
      }
    }
  }

  /** Runs a thread that checks a trial, and may come to wait for ever. */
  private static void await(Thread thread, FaultTrial trial, CompletableFuture<Void> checked)
      throws Throwable {
    thread.setDaemon(true);
    thread.start();
    try {
      checked.get(2 * Watchdog.SECONDS, TimeUnit.SECONDS); // the check has time limits of its own
    } catch (ExecutionException e) {
      throw e.getCause();
    } catch (TimeoutException e) {
      AssertionError hanging = new AssertionError("the check hangs: " + trial);
      hanging.setStackTrace(thread.getStackTrace());
      trial.addFaultTo(hanging);
      throw hanging;
    }
  }

  private static void check(FaultTrial trial, CompletableFuture<Void> checked) {
    try {
      trial.check();
      checked.complete(null);
    } catch (Throwable failure) {
      checked.completeExceptionally(failure);
    }
  }

  /** Returns the first lines of a message, and where in the library it comes from. */
  private static String text(Throwable failure) {
    StringBuilder text = new StringBuilder();
    failure.toString().lines().limit(3).forEach(line -> append(text, line));
    Stream.of(failure.getStackTrace())
        .map(Object::toString)
        .filter(
            element -> !element.contains("tck.StackEnd") && !element.contains("tck.FaultTrials"))
        .limit(12)
        .forEach(element -> append(text, "    at " + element));
    for (Throwable suppressed : failure.getSuppressed()) {
      text.append("\n  after ").append(text(suppressed));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String line) {
    text.append(text.length() == 0 ? "" : "\n");
    text.append(line, 0, Math.min(300, line.length()));
  }

  // ---- in the test

  /**
   * Checks what a forked virtual machine has reported.
   *
   * @param output the lines that it has written
   */
  public static void check(List<String> output) {
    System.out.println(String.join("\n", output));
    List<String> failed = new ArrayList<>();
    for (String line : output) {
      if (line.startsWith(FAILED)) {
        failed.add(line);
      }
    }
    if (!failed.isEmpty() || !output.contains(END)) {
      throw new AssertionError(String.join("\n", failed.isEmpty() ? output : failed));
    }
  }
}

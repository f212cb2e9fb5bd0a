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
 * Runs operations with faults, in a virtual machine of its own. Where the stack or the heap ends:
 * each at every distance from the end, from where it cannot begin to where it completes. With an
 * {@link Injection}: at every step, from the first to the last.
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
  private static final int MOST_STEPS = 1_500;

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

  /** How an operation is run that is to have a fault. */
  private interface Fault {
    /**
     * Returns a thread that runs a trial, and checks it.
     *
     * @param distance from the end, or from the first step
     */
    Thread newThread(int distance, FaultTrial trial, Runnable check);

    /** Returns whether the last trial has had its fault. */
    default boolean hasHappened(FaultTrial trial) {
      return trial.isFaulted();
    }

    /** Returns how many operations without it show that there is no more. */
    default int enough() {
      return 3; // an Error may be caught on its way out of the operation
    }
  }

  private static final class EndOfStack implements Fault {
    @Override
    public Thread newThread(int distance, FaultTrial trial, Runnable check) {
      return StackEnd.newThread(distance, trial::attempt, check);
    }

    @Override
    public int enough() {
      return 6 * StackEnd.PHASES;
    }
  }

  private record Injected(Injection injection) implements Fault {
    @Override
    public Thread newThread(int distance, FaultTrial trial, Runnable check) {
      return new Thread(
          () -> {
            trial.attemptWith(injection, distance);
            check.run();
          });
    }

    @Override
    public boolean hasHappened(FaultTrial trial) {
      return trial.isInjected();
    }
  }

  private static Thread withFullHeap(int distance, FaultTrial trial, Runnable check) {
    FullHeap.run(distance, trial::attempt);
    return new Thread(check);
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
   * @param args "stack", "heap" or the name of an injection, and perhaps the name of the only
   *     operation to try
   */
  public void run(String... args) throws Exception {
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {});
    Fault fault =
        switch (args[0]) {
          case "stack" -> new EndOfStack();
          case "heap" -> FaultTrials::withFullHeap;
          default -> new Injected(Injection.valueOf(args[0]));
        };
    for (Map.Entry<String, Supplier<FaultTrial>> trial : trials.entrySet()) {
      if (args.length == 1 || args[1].equals(trial.getKey())) {
        System.out.println(report(trial.getKey(), trial.getValue(), fault));
      }
    }
    System.out.println(END);
    System.exit(0); // threads may still wait in a channel that a trial has broken
  }

  private static String report(String name, Supplier<FaultTrial> trials, Fault fault) {
    int faults = 0;
    int distance = 0;
    try {
      warmUp(trials, fault instanceof EndOfStack);
      for (int completions = 0; completions < fault.enough(); distance++) {
        if (distance == MOST_STEPS && fault instanceof Injected) {
          break; // it waits for a time, and repeats its steps
        }
        if (distance == MOST_DISTANCES) {
          throw new AssertionError("does not complete");
        }
        FaultTrial trial = trials.get();
        CompletableFuture<Void> checked = new CompletableFuture<>();
        Runnable check = () -> check(trial, checked);
        await(fault.newThread(distance, trial, check), trial, checked);
        boolean hasHappened = fault.hasHappened(trial);
        faults += hasHappened ? 1 : 0;
        completions = hasHappened ? 0 : completions + 1;
      }
      if (fault instanceof EndOfStack && faults == 0) {
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
   * Runs a main class that runs trials, with classes of the libraries that have injection points,
   * and checks what it reports.
   *
   * @param main the class, whose argument is the name of the injection
   * @param injection what to inject
   * @throws Exception if the process cannot be run, or does not end in time
   */
  public static void check(Class<?> main, Injection injection) throws Exception {
    check(
        ForkedJvm.run(
            InstrumentedClasses.classPath(),
            main,
            List.of("-Dsluice.watchdog=10"),
            injection.name()));
  }

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

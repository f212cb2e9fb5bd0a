// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.contenders.Pipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What is done with a contender of the user's own before it is measured: streams of numbered
 * messages, and what the protocol does. The workloads themselves only count and compare what comes,
 * so that looking at messages is no part of what is measured.
 */
public final class OwnCheck {
  /** How long nothing may happen: longer than a thread waits for its processor. */
  static final Duration LIMIT = Duration.ofSeconds(30);

  /** How long to wait before a look at whether anything happens. */
  private static final int LOOK_MILLIS = 50;

  /** Often around any ring, and enough for threads to be preempted in the midst of it. */
  private static final int MESSAGES = 100_000;

  /** Most of these wait for the thread at the other end. */
  private static final int MESSAGES_ONE_BY_ONE = 4000;

  private final String name;
  private final IntFunction<Pipe> pipes;
  private final LongSupplier nanoClock;

  /** Prepares to check a contender. */
  public OwnCheck(Contender contender) {
    this(contender.label(), contender::pipe, System::nanoTime);
  }

  OwnCheck(String name, IntFunction<Pipe> pipes, LongSupplier nanoClock) {
    this.name = name;
    this.pipes = pipes;
    this.nanoClock = nanoClock;
  }

  /**
   * Checks it with capacities that the workloads have.
   *
   * @throws IllegalStateException if it is wrong, with a sentence for the user
   */
  public void run() throws InterruptedException {
    stream(1, 1, MESSAGES_ONE_BY_ONE);
    stream(RequestReplyBenchmark.CAPACITY, RequestReplyBenchmark.CLIENTS, MESSAGES);
    stream(RateBenchmark.CAPACITY, 1, MESSAGES);
    stream(RateBenchmark.CAPACITY, 4, MESSAGES);
    fill(ProtocolBenchmark.MESSAGES);
  }

  /** One thread sends as many messages as there is capacity for, and then receives them. */
  private void fill(int capacity) throws InterruptedException {
    Watched watched = new Watched("one thread, capacity " + capacity);
    Pipe pipe = watched.open(capacity);
    Arrivals arrivals = watched.arrivals(1, capacity);
    Pipe.Inlet inlet = watched.inlet(pipe);
    watched.start(
        () -> {
          send(inlet, 0, capacity, arrivals);
          for (int i = 0; i < capacity; i++) {
            arrivals.accept(pipe.receive());
          }
          watched.succeed();
        });
    watched.await();
    pipe.close();
  }

  private void stream(int capacity, int producers, int messages) throws InterruptedException {
    Watched watched = new Watched(producers + " to 1, capacity " + capacity);
    Pipe pipe = watched.open(capacity);
    int each = messages / producers;
    Arrivals arrivals = watched.arrivals(producers, each);
    Pipe.Inlet last = watched.inlet(pipe);
    CountDownLatch sending = new CountDownLatch(producers);
    for (int i = 0; i < producers; i++) {
      int producer = i;
      Pipe.Inlet inlet = watched.inlet(pipe);
      watched.start(
          () -> {
            send(inlet, producer, each, arrivals);
            inlet.send(new Arrivals.Numbered(producer, each)); // one more, which ends it
            sending.countDown();
          });
    }
    watched.start(
        () -> {
          while (!arrivals.areComplete()) {
            arrivals.accept(pipe.receive());
          }
          // What is delivered twice is there when its send has returned, and comes before this one.
          sending.await();
          last.send(Arrivals.LAST);
          arrivals.acceptLast(pipe.receive());
          watched.succeed();
        });
    watched.await();
    pipe.close();
  }

  private static void send(Pipe.Inlet inlet, int producer, int count, Arrivals arrivals)
      throws InterruptedException {
    for (int number = 0; number < count; number++) {
      inlet.send(new Arrivals.Numbered(producer, number));
      arrivals.sent();
    }
  }

  /** What a thread does. */
  @FunctionalInterface
  private interface Work {
    void run() throws InterruptedException;
  }

  /** Some threads that use one channel, of which the first failure is the outcome. */
  private final class Watched {
    private final String what;
    private final CompletableFuture<Void> outcome = new CompletableFuture<>();
    private final List<Thread> threads = new ArrayList<>();
    private Arrivals arrivals;

    Watched(String what) {
      this.what = what;
    }

    Pipe open(int capacity) {
      Pipe pipe = orFailure(() -> pipes.apply(capacity));
      if (pipe == null) {
        throw failure("opened nothing, but null", null);
      }
      return pipe;
    }

    Pipe.Inlet inlet(Pipe pipe) {
      return orFailure(pipe::inlet);
    }

    private <R> R orFailure(Supplier<R> call) {
      try {
        return call.get();
      } catch (RuntimeException e) {
        throw failure("failed: " + e, e);
      }
    }

    Arrivals arrivals(int producers, int each) {
      arrivals = new Arrivals(producers, each);
      return arrivals;
    }

    void start(Work work) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  work.run();
                } catch (Throwable e) { // whatever it is, the user has to know of it
                  outcome.completeExceptionally(e);
                }
              });
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }

    void succeed() {
      outcome.complete(null);
    }

    /** Waits until it has succeeded and the threads have ended. */
    void await() throws InterruptedException {
      try {
        awaitOutcome();
        for (Thread thread : threads) {
          thread.join(); // all sends and receives have returned
        }
      } finally {
        threads.forEach(Thread::interrupt);
      }
    }

    private void awaitOutcome() throws InterruptedException {
      long before = -1;
      long changed = nanoClock.getAsLong();
      while (true) {
        try {
          outcome.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
          return;
        } catch (ExecutionException e) {
          Throwable cause = e.getCause();
          boolean isVerdict = cause instanceof Arrivals.WrongException;
          throw failure(isVerdict ? cause.getMessage() : "failed: " + cause, cause);
        } catch (TimeoutException e) {
          long steps = arrivals.steps();
          long now = nanoClock.getAsLong();
          if (steps != before) {
            before = steps;
            changed = now;
          } else if (now - changed >= LIMIT.toNanos()) {
            throw failure(arrivals.stalled(), e);
          }
        }
      }
    }

    private IllegalStateException failure(String verdict, Throwable cause) {
      return new IllegalStateException(name + " " + verdict + " (" + what + ")", cause);
    }
  }
}

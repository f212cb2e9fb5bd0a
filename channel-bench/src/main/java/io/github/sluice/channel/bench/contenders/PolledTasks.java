// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;

/** Tasks that repeat an operation when they are resumed. */
public final class PolledTasks implements Tasks {
  private final IntFunction<TaskPipe> pipes;

  /** Makes channels of a given capacity by that function. */
  public PolledTasks(IntFunction<TaskPipe> pipes) {
    this.pipes = pipes;
  }

  @Override
  public CompletableFuture<long[]> stream(
      Executor executor, int capacity, int producers, int each) {
    TaskPipe pipe = pipes.apply(capacity);
    Consumer consumer = new Consumer(executor, pipe, new long[producers], each);
    for (int i = 0; i < producers; i++) {
      new Producer(executor, pipe.inlet(), i, each)
          .start()
          .exceptionally(
              failure -> {
                consumer.result.completeExceptionally(failure);
                return null;
              });
    }
    return consumer.start();
  }

  @Override
  public CompletableFuture<Long> roundTrips(Executor executor, int roundTrips) {
    TaskPipe there = pipes.apply(1);
    TaskPipe back = pipes.apply(1);
    CompletableFuture<Void> echoed = new Echo(executor, there, back.inlet(), roundTrips).start();
    return new Caller(executor, there.inlet(), back, roundTrips)
        .start()
        .thenCombine(echoed, (good, all) -> good);
  }

  private static final class Producer extends Task<Void> {
    private final TaskPipe.Inlet inlet;
    private final Integer message;
    private int left;

    Producer(Executor executor, TaskPipe.Inlet inlet, int message, int each) {
      super(executor);
      this.inlet = inlet;
      this.message = message;
      left = each;
    }

    @Override
    public boolean step() {
      return inlet.send(message, resume) && --left > 0;
    }
  }

  private static final class Consumer extends Task<long[]> {
    private final TaskPipe pipe;
    private final long[] counts;
    private long left;

    Consumer(Executor executor, TaskPipe pipe, long[] counts, int each) {
      super(executor);
      this.pipe = pipe;
      this.counts = counts;
      left = (long) counts.length * each;
    }

    @Override
    public boolean step() {
      Object message = pipe.receive(resume);
      if (message == null) {
        return false;
      }
      counts[(Integer) message]++;
      if (--left == 0) {
        result.complete(counts);
      }
      return left > 0;
    }
  }

  private static final class Echo extends Task<Void> {
    private final TaskPipe there;
    private final TaskPipe.Inlet back;
    private int left;

    /** Received and not sent yet, or null. */
    private Object message;

    Echo(Executor executor, TaskPipe there, TaskPipe.Inlet back, int roundTrips) {
      super(executor);
      this.there = there;
      this.back = back;
      left = roundTrips;
    }

    @Override
    public boolean step() {
      if (message == null) {
        Object received = there.receive(resume);
        if (received == null) {
          return false;
        }
        message = received;
      }
      if (!back.send(message, resume)) {
        return false;
      }
      message = null;
      if (--left == 0) {
        result.complete(null);
      }
      return left > 0;
    }
  }

  private static final class Caller extends Task<Long> {
    private static final Integer[] MESSAGES = {1, 2, 3, 4};

    private final TaskPipe.Inlet there;
    private final TaskPipe back;
    private int left;
    private boolean called;
    private long good;

    Caller(Executor executor, TaskPipe.Inlet there, TaskPipe back, int roundTrips) {
      super(executor);
      this.there = there;
      this.back = back;
      left = roundTrips;
    }

    @Override
    public boolean step() {
      Integer message = MESSAGES[left & 3];
      if (!called) {
        if (!there.send(message, resume)) {
          return false;
        }
        called = true;
      }
      Object answer = back.receive(resume);
      if (answer == null) {
        return false;
      }
      called = false;
      good += answer == message ? 1 : 0;
      if (--left == 0) {
        result.complete(good);
      }
      return left > 0;
    }
  }
}

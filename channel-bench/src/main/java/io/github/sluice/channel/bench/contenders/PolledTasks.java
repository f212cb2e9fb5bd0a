// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import io.github.sluice.channel.Waker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

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
    return stream(pipe, new Consumer(executor, pipe, producers, each), executor, producers, each);
  }

  @Override
  public CompletableFuture<long[]> batches(
      Executor executor, int capacity, int producers, int each, int limit) {
    TaskPipe pipe = pipes.apply(capacity);
    Task<long[]> consumer = new BatchConsumer(executor, pipe, producers, each, limit);
    return stream(pipe, consumer, executor, producers, each);
  }

  private static CompletableFuture<long[]> stream(
      TaskPipe pipe, Task<long[]> consumer, Executor executor, int producers, int each) {
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
    Caller caller = new Caller(executor, there.inlet(), back, roundTrips);
    return roundTrips(caller, new Echo(executor, there, back.inlet(), roundTrips));
  }

  @Override
  public CompletableFuture<Long> timedRoundTrips(
      Executor executor, int roundTrips, LongConsumer nanos) {
    TaskPipe there = pipes.apply(1);
    TaskPipe back = pipes.apply(1);
    Caller caller = new TimedCaller(executor, there.inlet(), back, roundTrips, nanos);
    return roundTrips(caller, new Echo(executor, there, back.inlet(), roundTrips));
  }

  private static CompletableFuture<Long> roundTrips(Caller caller, Echo echo) {
    CompletableFuture<Void> echoed = echo.start();
    return caller.start().thenCombine(echoed, (good, all) -> good);
  }

  @Override
  public Pipe.Inlet receive(Executor executor, int capacity, Predicate<Object> receiver) {
    TaskPipe pipe = pipes.apply(capacity);
    new Receiver(executor, pipe, receiver).start();
    TaskPipe.Inlet inlet = pipe.inlet();
    Thread sender = Thread.currentThread();
    Waker resume = () -> LockSupport.unpark(sender);
    return message -> {
      while (!inlet.send(message, resume)) {
        LockSupport.park(inlet);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    };
  }

  @Override
  public CompletableFuture<Long> requests(Executor executor, int capacity, int clients, int each) {
    return PolledRequests.start(pipes, executor, capacity, clients, each);
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

    Consumer(Executor executor, TaskPipe pipe, int producers, int each) {
      super(executor);
      this.pipe = pipe;
      counts = new long[producers];
      left = (long) producers * each;
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

  private static final class BatchConsumer extends Task<long[]> {
    private final TaskPipe pipe;
    private final long[] counts;
    private final int limit;
    private final List<Object> batch;
    private long left;

    BatchConsumer(Executor executor, TaskPipe pipe, int producers, int each, int limit) {
      super(executor);
      this.pipe = pipe;
      this.limit = limit;
      counts = new long[producers];
      batch = new ArrayList<>(limit);
      left = (long) producers * each;
    }

    @Override
    public boolean step() {
      if (!pipe.receiveMany(batch, limit, resume)) {
        return false;
      }
      for (Object message : batch) {
        counts[(Integer) message]++;
      }
      left -= batch.size();
      batch.clear();
      if (left == 0) {
        result.complete(counts);
      }
      return left > 0;
    }
  }

  private static final class Receiver extends Task<Void> {
    private final TaskPipe pipe;
    private final Predicate<Object> receiver;

    Receiver(Executor executor, TaskPipe pipe, Predicate<Object> receiver) {
      super(executor);
      this.pipe = pipe;
      this.receiver = receiver;
    }

    @Override
    public boolean step() {
      Object message = pipe.receive(resume);
      return message != null && receiver.test(message);
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

  private static class Caller extends Task<Long> {
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
    public final boolean step() {
      Integer message = MESSAGES[left & 3];
      if (!called) {
        calling();
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
      answered();
      good += answer == message ? 1 : 0;
      if (--left == 0) {
        result.complete(good);
      }
      return left > 0;
    }

    /** Called before every attempt to call. */
    void calling() {}

    /** Called after every answer. */
    void answered() {}
  }

  private static final class TimedCaller extends Caller {
    private final LongConsumer nanos;

    /** When the first attempt of this call was made; 0 between calls. */
    private long start;

    TimedCaller(
        Executor executor,
        TaskPipe.Inlet there,
        TaskPipe back,
        int roundTrips,
        LongConsumer nanos) {
      super(executor, there, back, roundTrips);
      this.nanos = nanos;
    }

    @Override
    void calling() {
      if (start == 0) {
        start = System.nanoTime();
      }
    }

    @Override
    void answered() {
      nanos.accept(System.nanoTime() - start);
      start = 0;
    }
  }
}

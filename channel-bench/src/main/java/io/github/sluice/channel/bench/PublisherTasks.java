// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;

/**
 * The JDK's SubmissionPublisher, with one subscriber that requests messages one by one.
 *
 * <p>It is made for something else: it can have many subscribers, rounds capacities up to a power
 * of two, and cannot tell a producer, other than by blocking it, that there is room again. A
 * producer that finds none therefore goes to the end of the executor's queue.
 */
final class PublisherTasks implements Tasks {
  @Override
  public CompletableFuture<long[]> stream(
      Executor executor, int capacity, int producers, int each) {
    SubmissionPublisher<Object> publisher = new SubmissionPublisher<>(executor, capacity);
    Counter counter = new Counter(producers, each);
    publisher.subscribe(counter);
    for (int i = 0; i < producers; i++) {
      new Producer(executor, publisher, i, each).start().exceptionally(counter::fail);
    }
    return counter.result;
  }

  @Override
  public CompletableFuture<Long> roundTrips(Executor executor, int roundTrips) {
    SubmissionPublisher<Object> there = new SubmissionPublisher<>(executor, 1);
    SubmissionPublisher<Object> back = new SubmissionPublisher<>(executor, 1);
    Caller caller = new Caller(there, roundTrips);
    there.subscribe(new Echo(back));
    back.subscribe(caller);
    return caller.result;
  }

  private static void offer(SubmissionPublisher<Object> publisher, Object message) {
    if (publisher.offer(message, null) < 0) {
      throw new IllegalStateException("no room");
    }
  }

  private static final class Producer extends Task<Void> {
    private final SubmissionPublisher<Object> publisher;
    private final Integer message;
    private int left;

    Producer(Executor executor, SubmissionPublisher<Object> publisher, int message, int each) {
      super(executor);
      this.publisher = publisher;
      this.message = message;
      left = each;
    }

    @Override
    boolean step() {
      if (publisher.offer(message, null) < 0) {
        resume.wake();
        return false;
      }
      return --left > 0;
    }
  }

  /** Requests one message after the other. */
  private abstract static class OneByOne<R> implements Flow.Subscriber<Object> {
    final CompletableFuture<R> result = new CompletableFuture<>();
    private Flow.Subscription subscription;

    abstract void accept(Object message);

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(1);
    }

    @Override
    public final void onNext(Object message) {
      subscription.request(1);
      accept(message);
    }

    @Override
    public final void onError(Throwable failure) {
      result.completeExceptionally(failure);
    }

    @Override
    public final void onComplete() {}
  }

  private static final class Counter extends OneByOne<long[]> {
    private final long[] counts;
    private long left;

    Counter(int producers, int each) {
      counts = new long[producers];
      left = (long) producers * each;
    }

    @Override
    void accept(Object message) {
      counts[(Integer) message]++;
      if (--left == 0) {
        result.complete(counts);
      }
    }

    Void fail(Throwable failure) {
      result.completeExceptionally(failure);
      return null;
    }
  }

  private static final class Echo extends OneByOne<Void> {
    private final SubmissionPublisher<Object> back;

    Echo(SubmissionPublisher<Object> back) {
      this.back = back;
    }

    @Override
    void accept(Object message) {
      offer(back, message);
    }
  }

  private static final class Caller extends OneByOne<Long> {
    private static final Integer[] MESSAGES = {1, 2, 3, 4};

    private final SubmissionPublisher<Object> there;
    private int left;
    private long good;

    Caller(SubmissionPublisher<Object> there, int roundTrips) {
      this.there = there;
      left = roundTrips;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      super.onSubscribe(given);
      offer(there, MESSAGES[left & 3]);
    }

    @Override
    void accept(Object answer) {
      good += answer == MESSAGES[left & 3] ? 1 : 0;
      if (--left == 0) {
        result.complete(good);
      } else {
        offer(there, MESSAGES[left & 3]);
      }
    }
  }
}

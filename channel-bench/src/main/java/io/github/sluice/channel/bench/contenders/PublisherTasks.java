// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;

/**
 * The JDK's SubmissionPublisher, with one subscriber that requests all messages at once, so that
 * the publisher's buffer is what bounds it.
 *
 * <p>It is made for something else: it can have many subscribers, rounds capacities up to a power
 * of two, and cannot notify a producer, other than by blocking it, that there is capacity again. A
 * producer that finds none therefore goes to the end of the executor's queue.
 */
public final class PublisherTasks implements Tasks {
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
      throw new IllegalStateException("no capacity");
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
    public boolean step() {
      if (publisher.offer(message, null) < 0) {
        resume.wake();
        return false;
      }
      return --left > 0;
    }
  }

  private abstract static class Subscriber<R> implements Flow.Subscriber<Object> {
    final CompletableFuture<R> result = new CompletableFuture<>();

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public final void onError(Throwable failure) {
      result.completeExceptionally(failure);
    }

    @Override
    public final void onComplete() {}
  }

  private static final class Counter extends Subscriber<long[]> {
    private final long[] counts;
    private long left;

    Counter(int producers, int each) {
      counts = new long[producers];
      left = (long) producers * each;
    }

    @Override
    public void onNext(Object message) {
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

  private static final class Echo extends Subscriber<Void> {
    private final SubmissionPublisher<Object> back;

    Echo(SubmissionPublisher<Object> back) {
      this.back = back;
    }

    @Override
    public void onNext(Object message) {
      offer(back, message);
    }
  }

  private static final class Caller extends Subscriber<Long> {
    private static final Integer[] MESSAGES = {1, 2, 3, 4};

    private final SubmissionPublisher<Object> there;
    private int left;
    private long good;

    Caller(SubmissionPublisher<Object> there, int roundTrips) {
      this.there = there;
      left = roundTrips;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      super.onSubscribe(subscription);
      offer(there, MESSAGES[left & 3]);
    }

    @Override
    public void onNext(Object answer) {
      good += answer == MESSAGES[left & 3] ? 1 : 0;
      if (--left == 0) {
        result.complete(good);
      } else {
        offer(there, MESSAGES[left & 3]);
      }
    }
  }
}

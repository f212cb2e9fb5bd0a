// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.internal.ChannelCore;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Hands messages to a subscriber, in callbacks, as many as it has requested. */
final class MessageSubscription<T> extends ReceiverUser<T> implements Flow.Subscription {
  /*
   * As ForEach, with a second thing to wait for: demand. A request adds to it and then gives a
   * signal, as somebody does who has sent a message; so whoever takes either sees it, or is told to
   * look again. The end of the stream is waited for also without demand.
   *
   * Signals are serial (1.3): the callback that has come to ACTING is the only one to give any until
   * it leaves that, and if something else ends this meanwhile, it is left to the callback to say so.
   * onSubscribe is given in ACTING as well, and the first callback comes after it.
   */

  private final AtomicLong demand = new AtomicLong();

  /** Null when it has been told, or must not be told, that all is over (3.13). */
  private final AtomicReference<Flow.@Nullable Subscriber<? super T>> subscriber;

  /** A request that was none; makes all further ones count for nothing. */
  private volatile @Nullable IllegalArgumentException badRequest;

  /** Why the subscriber gets an error, if it does; written before OVER. */
  private @Nullable Throwable failure;

  MessageSubscription(
      PollingReceiver<T> receiver,
      ChannelCore<T> core,
      Callbacks callbacks,
      Flow.Subscriber<? super T> subscriber) {
    super(receiver, core, callbacks, ACTING);
    this.subscriber = new AtomicReference<>(subscriber);
  }

  /** Begins; all other signals come from a callback, which follows. */
  void start(Flow.Subscriber<? super T> first) {
    try {
      first.onSubscribe(this);
    } catch (Throwable t) { // forbidden by 2.13
      cancel();
      Trampoline.report(t);
    }
    if (!reschedule()) {
      schedule(); // ended meanwhile: it may have to say so
    }
  }

  // ---- the subscriber's side

  @Override
  public void request(long messages) {
    if (messages <= 0) {
      badRequest =
          new IllegalArgumentException("3.9: requested must be at least 1, not " + messages);
    } else {
      demand.getAndAccumulate(messages, MessageSubscription::saturatingSum);
    }
    signal();
  }

  private static long saturatingSum(long a, long b) {
    return a + b < 0 ? Long.MAX_VALUE : a + b;
  }

  @Override
  public void cancel() {
    boolean withdrawn = withdraw(); // first: who has taken a message still finds the subscriber
    subscriber.set(null);
    if (withdrawn) {
      core().close();
    }
  }

  // ---- the receiver's side

  @Override
  public void run() {
    boolean goesOn = begin();
    for (int handled = 1; goesOn; handled++) {
      T message = next();
      if (message == null) {
        break;
      }
      hand(message);
      if (handled == ForEach.BUDGET && reschedule()) {
        return;
      }
      goesOn = takeAgain();
    }
    if (isOver()) {
      complete();
    }
  }

  /** Takes the next message; null if this waits for something now, or is over. */
  private @Nullable T next() {
    while (true) {
      if (badRequest != null) {
        failure = badRequest;
        end();
        core().close();
        return null;
      }
      boolean wanted = demand.get() > 0;
      T message = wanted ? core().take() : null;
      if (message != null) {
        return message;
      }
      if (core().isTerminated()) {
        noteFailure();
        end();
        return null;
      }
      if ((wanted || core().size() == 0) ? await() : idle()) {
        return null;
      }
    }
  }

  private void noteFailure() {
    try {
      core().throwIfFailed();
    } catch (ChannelFailedException ended) {
      failure = ended.getCause();
    }
  }

  private void hand(T message) {
    if (demand.get() != Long.MAX_VALUE) { // which is no number, but "without limit" (3.17)
      demand.getAndDecrement();
    }
    Flow.Subscriber<? super T> current = Objects.requireNonNull(subscriber.get());
    act();
    core().roomMade(); // which may run anything, and so not before
    try {
      current.onNext(message);
    } catch (Throwable t) { // forbidden by 2.13: so it is cancelled
      cancel();
      throw t;
    }
  }

  private void complete() {
    receiver().free(this);
    Flow.Subscriber<? super T> last = subscriber.getAndSet(null);
    if (last == null) {
      return;
    }
    if (failure == null) {
      last.onComplete();
    } else {
      last.onError(failure);
    }
  }

  @Override
  boolean goesOn() {
    return true;
  }
}

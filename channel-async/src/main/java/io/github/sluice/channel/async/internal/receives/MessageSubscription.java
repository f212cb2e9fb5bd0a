// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.receives;

import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.EndScope;
import io.github.sluice.channel.async.internal.callbacks.Callbacks;
import io.github.sluice.channel.internal.base.StackReserve;
import io.github.sluice.channel.internal.base.Uncaught;
import io.github.sluice.channel.internal.core.ChannelCore;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Hands messages to a subscriber, in callbacks, as many as it has requested. */
final class MessageSubscription<T> extends ReceiveLoop<T, T> {
  /*
   * A loop that waits for demand as well. A request adds to the demand and then signals, as a
   * thread does that has sent a message; so the owner either sees the demand, or is notified and
   * polls again. Without demand the loop still waits for the end of the stream.
   *
   * Signals are serial (1.3): only the callback that has moved this to IN_CALLBACK calls the
   * subscriber, until it leaves that state. If this is ended meanwhile, the callback signals the
   * end. onSubscribe is called in IN_CALLBACK as well, and the first callback comes after it.
   */

  private final EndScope scope;
  private final Handle handle = new Handle(this);
  private final AtomicLong demand = new AtomicLong();

  /** Null when the end has been signalled, or must not be (3.13). */
  private final AtomicReference<Flow.@Nullable Subscriber<? super T>> subscriber;

  /** The subscriber of the message that has been taken; the owner's. */
  private Flow.@Nullable Subscriber<? super T> current;

  /** An invalid request; after it no other counts. */
  private volatile @Nullable IllegalArgumentException badRequest;

  MessageSubscription(
      ChannelCore<T> core,
      Callbacks callbacks,
      Flow.Subscriber<? super T> subscriber,
      EndScope scope) {
    super(core, callbacks, IN_CALLBACK);
    this.scope = scope;
    this.subscriber = new AtomicReference<>(subscriber);
  }

  /**
   * Begins; all other signals come from a callback, which follows.
   *
   * @param subscribed whether a subscriber of the publisher has, or had, the receiver, or asks for
   *     it
   */
  void start(Flow.Subscriber<? super T> first, AtomicBoolean subscribed) {
    StackReserve.require(); // until the subscriber has its subscription
    if (!subscribed.compareAndSet(false, true)) {
      refuse(
          first,
          new IllegalStateException(
              "cannot subscribe: this publisher of channel "
                  + core.name()
                  + " has, or had, its one subscriber. Call publisher() again for another"));
      return;
    }
    try {
      acquireLease();
    } catch (VirtualMachineError nothingHappened) {
      subscribed.set(false);
      throw nothingHappened;
    } catch (IllegalStateException inUse) {
      subscribed.set(false); // first: the subscriber may call subscribe again
      refuse(first, inUse);
      return;
    }
    try {
      first.onSubscribe(handle);
    } catch (Throwable t) { // forbidden by 2.13
      cancel();
      Uncaught.report(t);
    }
    cas(IN_CALLBACK, SCHEDULED); // or ended meanwhile: the end may have to be signalled
    core.deliver(alone());
  }

  /** Refuses a subscriber as 1.9 demands. */
  private static void refuse(Flow.Subscriber<?> subscriber, IllegalStateException reason) {
    try {
      subscriber.onSubscribe(new Handle(null)); // does nothing
      subscriber.onError(reason);
    } catch (Throwable t) { // forbidden by 2.13
      Uncaught.report(t);
    }
  }

  // ---- the subscriber's side

  private void request(long messages) {
    StackReserve.require();
    if (messages <= 0) {
      badRequest =
          new IllegalArgumentException(
              "3.9: cannot request "
                  + messages
                  + " messages of channel "
                  + core.name()
                  + ", which ends the subscription. Request at least 1");
    } else {
      demand.getAndAccumulate(messages, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
    }
    core.deliver(signal());
  }

  /** Cancels this; the caller has called {@link StackReserve#require}. */
  private void cancel() {
    handle.subscription = null;
    boolean withdrawn =
        withdrawInReserve(); // first: the owner that has taken a message needs a subscriber
    subscriber.set(null);
    if (withdrawn) {
      cutShort();
      core.discardIfCancelled();
    }
  }

  private void cutShort() {
    if (scope == EndScope.CHANNEL) {
      core.close(null);
    }
  }

  // ---- the receiver's side

  @Override
  public String use() {
    return "a subscriber of its publisher. Cancel the subscription first";
  }

  @Override
  @Nullable T take() {
    return core.take();
  }

  @Override
  boolean isWanted() {
    return demand.get() > 0;
  }

  @Override
  boolean isStopped() {
    return badRequest != null;
  }

  @Override
  void taken() {
    if (demand.get() != Long.MAX_VALUE) { // which is no number, but "without limit" (3.17)
      demand.getAndDecrement();
    }
    current = subscriber.get(); // a cancellation that comes now does not prevent this signal (2.8)
  }

  @Override
  void hand(T message) {
    try {
      Objects.requireNonNull(current).onNext(message);
    } catch (Throwable t) { // forbidden by 2.13: so it is cancelled
      cancel();
      Uncaught.report(t);
    }
    current = null;
  }

  @Override
  void complete() {
    handle.subscription = null;
    Throwable failure = badRequest;
    if (failure != null) {
      cutShort();
    } else {
      ChannelFailedException ended = core.failure();
      failure = ended == null ? null : ended.getCause();
    }
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

  /** What the subscriber has: it keeps nothing when the subscription is over. */
  static final class Handle implements Flow.Subscription {
    private volatile @Nullable MessageSubscription<?> subscription;

    Handle(@Nullable MessageSubscription<?> subscription) {
      this.subscription = subscription;
    }

    @Override
    public void request(long messages) {
      MessageSubscription<?> open = subscription;
      if (open != null) {
        open.request(messages);
      }
    }

    @Override
    public void cancel() {
      MessageSubscription<?> open = subscription;
      if (open != null) {
        StackReserve.require();
        open.cancel();
      }
    }
  }
}

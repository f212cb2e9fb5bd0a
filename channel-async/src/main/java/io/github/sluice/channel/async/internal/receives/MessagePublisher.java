// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.receives;

import io.github.sluice.channel.async.internal.callbacks.Callbacks;
import io.github.sluice.channel.internal.base.StackReserve;
import io.github.sluice.channel.internal.base.Uncaught;
import io.github.sluice.channel.internal.core.ChannelCore;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/** Publishes the messages of a receiver to one subscriber. */
final class MessagePublisher<T> implements Flow.Publisher<T> {
  private final ChannelCore<T> core;
  private final Callbacks callbacks;

  /** Whether a subscriber has, or had, the receiver, or asks for it. */
  private final AtomicBoolean subscribed = new AtomicBoolean();

  MessagePublisher(ChannelCore<T> core, Callbacks callbacks) {
    this.core = core;
    this.callbacks = callbacks;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super T> subscriber) {
    Objects.requireNonNull(subscriber, "subscriber");
    var subscription = new MessageSubscription<>(core, callbacks, subscriber); // before an effect
    StackReserve.require(); // until the subscriber has its subscription
    if (!subscribed.compareAndSet(false, true)) {
      refuse(subscriber, new IllegalStateException("channel " + core.name() + " has a subscriber"));
      return;
    }
    try {
      subscription.acquireLease();
    } catch (VirtualMachineError nothingHappened) {
      subscribed.set(false);
      throw nothingHappened;
    } catch (IllegalStateException inUse) {
      subscribed.set(false); // first: the subscriber may call subscribe again
      refuse(subscriber, inUse);
      return;
    }
    subscription.start(subscriber);
  }

  /** Refuses a subscriber as 1.9 demands. */
  private static void refuse(Flow.Subscriber<?> subscriber, IllegalStateException reason) {
    try {
      subscriber.onSubscribe(new MessageSubscription.Handle(null)); // does nothing
      subscriber.onError(reason);
    } catch (Throwable t) { // forbidden by 2.13
      Uncaught.report(t);
    }
  }
}

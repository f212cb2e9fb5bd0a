// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.sends;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.EndScope;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.internal.base.Uncaught;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sends what a publisher publishes, and asks for as much as the channel has accepted. */
final class SendingSubscriber<T> implements Flow.Subscriber<T> {
  /*
   * At first a window of messages is requested, and then half a window each time when that many
   * have been accepted. So there are never more than a window of sends pending.
   *
   * Sends are accepted in any thread, and the channel may be closed in any, but calls to the
   * subscription must be serial (2.7) and not inside each other: the thread that raises `due` from
   * zero makes them.
   *
   * A failure would refuse the sends that are pending, so the last of them to be accepted passes it
   * on. Completing needs no such care: a pending send keeps the stream open by itself.
   */

  private static final int LARGEST_WINDOW = 256;

  private final AsyncSenderHandle<T> sender;

  /** Without a limit: everything that has been requested must be able to wait. */
  private final PendingSends<T> sends;

  private final EndScope scope;
  private final int window;
  private final int half;

  private final AtomicReference<Flow.@Nullable Subscription> upstream = new AtomicReference<>();

  /** How many messages are to be requested; one more for a cancellation. */
  private final AtomicLong due = new AtomicLong();

  private final AtomicLong accepted = new AtomicLong();

  private volatile boolean cancelled;

  /**
   * Completes when the subscription is over, by either side: then it is not called any more, and
   * the closing of the channel does not matter.
   */
  private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();

  /** The sends that have not completed, and one more until the publisher has failed. */
  private final AtomicInteger unsettled = new AtomicInteger(1);

  /** Why the publisher has failed; written before its part of `unsettled` is given back. */
  private @Nullable Throwable failure;

  SendingSubscriber(AsyncSenderHandle<T> sender, PendingSends<T> sends, EndScope scope) {
    this.scope = scope;
    this.sender = sender;
    this.sends = sends;
    window = Math.max(1, Math.min(sender.capacity(), LARGEST_WINDOW));
    half = Math.max(1, window / 2);
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    Objects.requireNonNull(subscription, "subscription");
    if (!upstream.compareAndSet(null, subscription)) {
      subscription.cancel();
      return;
    }
    // Of a future derived from closeFuture() alone, the channel would keep a trace for good.
    CompletableFuture.anyOf(sender.closeFuture(), over)
        .thenRun(this::cancel); // at once if it is closed
    request(window);
  }

  // ---- messages

  @Override
  public void onNext(T message) {
    Objects.requireNonNull(message, "message");
    SendResult result;
    PendingSend<T, @Nullable Void> waiting = null;
    try {
      result = sender.attempt(message);
      waiting = result == SendResult.FULL ? new PendingSend<>(sends, message, null) : null;
    } catch (RuntimeException notWeighed) { // onNext must return (2.13)
      handled(message, false);
      Uncaught.report(notWeighed);
      return;
    }
    if (waiting != null) {
      unsettled.getAndIncrement();
      waiting
          .start()
          .whenComplete(
              (sent, refusal) -> {
                handled(message, refusal == null);
                settledOne();
              });
    } else {
      handled(message, result == SendResult.SENT);
    }
  }

  private void handled(T message, boolean sent) {
    if (!sent) {
      cancel();
      sends.core.undelivered(message);
    } else if (accepted.incrementAndGet() % half == 0) {
      request(half);
    }
  }

  // ---- the subscription

  /** Ends the subscription because the channel, or the handle, is closed. */
  private void cancel() {
    if (!over.isDone()) {
      cancelled = true;
      request(1); // in vain, but there is a call
      sender.close();
    }
  }

  private void request(long messages) {
    if (due.getAndAdd(messages) == 0) {
      for (long called = messages; called != 0; called = due.addAndGet(-called)) {
        call(called);
      }
    }
  }

  private void call(long messages) {
    Flow.Subscription subscription = upstream.get();
    if (subscription == null || over.isDone()) {
      return;
    }
    try {
      if (cancelled) {
        over.complete(null);
        subscription.cancel();
      } else {
        subscription.request(messages);
      }
    } catch (Throwable t) { // forbidden by 3.15 and 3.16
      Uncaught.report(t);
    }
  }

  // ---- the end

  @Override
  public void onComplete() {
    over.complete(null);
    sender.close();
  }

  @Override
  public void onError(Throwable cause) {
    Objects.requireNonNull(cause, "cause");
    over.complete(null);
    failure = cause;
    settledOne();
  }

  private void settledOne() {
    if (unsettled.decrementAndGet() == 0) {
      try {
        if (scope == EndScope.CHANNEL) {
          sender.closeExceptionally(Objects.requireNonNull(failure));
        }
      } catch (ChannelClosedException handleClosed) { // its owner has ended this before
      }
      sender.close();
    }
  }
}

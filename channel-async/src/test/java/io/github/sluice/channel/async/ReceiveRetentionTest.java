// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.tck.Retained;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * M5: what is over and kept by the user, the future of a receive or a subscription, retains its own
 * result at most: neither the channel nor its messages.
 */
class ReceiveRetentionTest {
  private final Retained retained = new Retained();

  /** A channel of which nothing but its onUndelivered is known to the test. */
  private AsyncChannel<Object> channel(int capacity) {
    return AsyncChannel.builder(capacity).onUndelivered(retained.onUndelivered()).build();
  }

  private static void assertWaits(CompletableFuture<?> future) {
    assertFalse(future.isDone());
  }

  @Test
  void m5_aCompletedReceiveRetainsItsMessageOnly() {
    retained.assertCollected(received(AsyncReceiver::receive));
  }

  @Test
  void m5_aCompletedReceiveOfManyRetainsNotEvenTheMessages() {
    retained.assertCollected(
        received(
            receiver -> {
              List<Object> into = new ArrayList<>();
              retained.observe(into);
              return receiver.receiveMany(into, 5);
            }));
  }

  @Test
  void m5_aForEachAtTheEndRetainsNothing() {
    retained.assertCollected(ended(ReceiveRetentionTest::forEach));
  }

  @Test
  void m5_aForEachThatHasFailedRetainsNothing() {
    IllegalStateException failure = new IllegalStateException("of the action");
    retained.assertCollected(
        received(
            receiver ->
                receiver.forEach(
                    message -> {
                      throw failure;
                    })));
  }

  private static CompletableFuture<?> forEach(AsyncReceiver<Object> receiver, Retained retained) {
    List<Object> taken = new ArrayList<>();
    retained.observe(taken);
    return receiver.forEach(taken::add);
  }

  private CompletableFuture<?> received(Function<AsyncReceiver<Object>, CompletableFuture<?>> way) {
    AsyncChannel<Object> channel = channel(2);
    CompletableFuture<?> future = way.apply(channel.receiver());
    assertWaits(future);
    AsyncSender<Object> sender = channel.sender();
    sender.trySend("its own");
    assertTrue(future.isDone());
    retained.fill(sender);
    return future;
  }

  private CompletableFuture<?> ended(Receiving way) {
    AsyncChannel<Object> channel = channel(2);
    AsyncSender<Object> sender = channel.sender();
    CompletableFuture<?> future = way.begin(channel.receiver(), retained);
    for (int i = 0; i < 5; i++) {
      sender.trySend(retained.message());
    }
    sender.close();
    assertTrue(future.isDone());
    return future;
  }

  private interface Receiving {
    CompletableFuture<?> begin(AsyncReceiver<Object> receiver, Retained retained);
  }

  @Test
  void m5_withdrawnReceivesRetainNothing() {
    retained.assertCollected(
        List.of(
            withdrawnReceive((receiver, observer) -> receiver.receive()),
            withdrawnReceive(
                (receiver, observer) -> {
                  List<Object> into = new ArrayList<>();
                  observer.observe(into);
                  return receiver.receiveMany(into, 5);
                }),
            withdrawnReceive(ReceiveRetentionTest::forEach)));
  }

  private CompletableFuture<?> withdrawnReceive(Receiving way) {
    AsyncChannel<Object> channel = channel(2);
    CompletableFuture<?> future = way.begin(channel.receiver(), retained);
    assertTrue(future.cancel(false));
    retained.fill(channel.sender());
    return future;
  }

  @Test
  void a4_waitingReceivesOfACancelledChannelAreNotRetainedByItsHandles() {
    retained.assertCollected(
        List.of(
            cancelledWhileWaiting((receiver, observer) -> receiver.receive()),
            cancelledWhileWaiting(
                (receiver, observer) -> {
                  List<Object> into = new ArrayList<>();
                  observer.observe(into);
                  return receiver.receiveMany(into, 5);
                }),
            cancelledWhileWaiting(ReceiveRetentionTest::forEach)));
  }

  private List<Object> cancelledWhileWaiting(Receiving way) {
    AsyncChannel<Object> channel = AsyncChannel.bounded(2);
    AsyncSender<Object> sender = channel.sender();
    CompletableFuture<?> future = way.begin(channel.receiver(), retained);
    retained.observe(future);
    assertWaits(future);
    channel.receiver().cancel();
    assertTrue(future.isDone());
    return List.of(sender, channel.receiver());
  }

  // ---- subscriptions

  @Test
  void m5_aCancelledSubscriptionRetainsNothing() {
    retained.assertCollected(subscription(true));
  }

  @Test
  void m5_aCompletedSubscriptionRetainsNothing() {
    retained.assertCollected(subscription(false));
  }

  private Flow.Subscription subscription(boolean cancel) {
    AsyncChannel<Object> channel = channel(2);
    List<Flow.Subscription> subscriptions = new ArrayList<>();
    RetainedSubscriber subscriber = new RetainedSubscriber(subscriptions);
    retained.observe(subscriber);
    channel.receiver().publisher().subscribe(subscriber);
    AsyncSender<Object> sender = channel.sender();
    sender.trySend(retained.message());
    if (cancel) {
      retained.fill(sender);
      subscriptions.get(0).cancel();
    } else {
      sender.close();
    }
    return subscriptions.get(0);
  }

  /** Requests one message, and keeps it. */
  private static final class RetainedSubscriber implements Flow.Subscriber<Object> {
    private final List<Flow.Subscription> subscriptions;
    private final List<Object> messages = new ArrayList<>();

    RetainedSubscriber(List<Flow.Subscription> subscriptions) {
      this.subscriptions = subscriptions;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscriptions.add(subscription);
      subscription.request(1);
    }

    @Override
    public void onNext(Object message) {
      messages.add(message);
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
  }

  @Test
  void m5_aSubscriberWhoseSubscriptionIsOverRetainsNoMessage() {
    retained.assertCollected(subscriber());
  }

  private Flow.Subscriber<Object> subscriber() {
    AsyncChannel<Object> channel = AsyncChannel.bounded(1);
    Flow.Subscriber<Object> subscriber = channel.sender().subscriber();
    subscriber.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long messages) {}

          @Override
          public void cancel() {}
        });
    subscriber.onNext(retained.message());
    subscriber.onNext(retained.message());
    channel.receiver().cancel();
    return subscriber;
  }

  // ---- handles

  @Test
  void a4_aHandleAndAReceiverThatAreClosedRetainNoWaker() {
    retained.assertCollected(closedHandles());
  }

  private List<Object> closedHandles() {
    AsyncChannel<Object> channel = AsyncChannel.bounded(1);
    AsyncSender<Object> sender = channel.sender();
    assertNull(channel.receiver().poll(waker()));
    sender.trySend(new Object());
    SendPoller<Object> poller = sender.poller();
    assertFalse(poller.pollReady(waker()));
    poller.close();
    sender.close();
    AsyncChannel<Object> ended = AsyncChannel.bounded(1);
    AsyncSender<Object> refused = ended.sender();
    refused.trySend(retained.message());
    SendPoller<Object> refusedPoller = refused.poller();
    assertFalse(refusedPoller.pollReady(waker()));
    ended.receiver().cancel();
    return List.of(sender, poller, channel.receiver(), refusedPoller, ended.receiver());
  }

  private Waker waker() {
    CountingWaker waker = new CountingWaker();
    retained.observe(waker);
    return waker;
  }

  @Test
  void m1_aWeakSenderAndClosedHandlesRetainNoMessageOfACancelledChannel() {
    retained.assertCollected(weak());
  }

  private List<Object> weak() {
    AsyncChannel<Object> channel = AsyncChannel.bounded(2);
    AsyncSender<Object> sender = channel.sender();
    retained.fill(sender);
    CompletableFuture<?> send = sender.send(retained.message());
    channel.receiver().cancel();
    assertTrue(send.isDone());
    return List.of(sender.downgrade(), sender, sender.blocking(), channel.receiver());
  }
}

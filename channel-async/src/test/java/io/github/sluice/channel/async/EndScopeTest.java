// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.EndScope;
import io.github.sluice.channel.tck.Watchdog;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** X7: what a reactive stream that is cut short ends in the channel. */
class EndScopeTest {
  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(4);
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();

  @Test
  void x7_aCancelledSubscriptionCanLeaveTheChannelOpen() {
    Flow.Publisher<Integer> publisher = receiver.publisher(EndScope.HANDLE);
    RecordingSubscriber first = new RecordingSubscriber();
    publisher.subscribe(first);
    first.subscription.request(1);
    sender.trySend(1);
    sender.trySend(2);
    first.subscription.cancel();
    assertFalse(channel.isClosed());
    assertEquals(2, receiver.tryReceive());
    RecordingSubscriber second = new RecordingSubscriber();
    receiver.publisher(EndScope.HANDLE).subscribe(second);
    second.subscription.request(5);
    sender.trySend(3);
    sender.close();
    assertEquals(List.of(1), first.received);
    assertEquals(List.of(3), second.received);
  }

  @Test
  void x7_aCancelledSubscriptionClosesTheChannelOtherwise() {
    RecordingSubscriber subscriber = new RecordingSubscriber();
    receiver.publisher(EndScope.CHANNEL).subscribe(subscriber);
    subscriber.subscription.cancel();
    assertTrue(channel.isClosed());
  }

  @Test
  void x7_aFailureCanEndItsHandleAlone() {
    AsyncSender<Integer> other = sender.copy();
    Flow.Subscriber<Integer> subscriber = sender.subscriber(EndScope.HANDLE);
    subscriber.onSubscribe(new Ignoring());
    subscriber.onNext(1);
    subscriber.onError(new IllegalStateException("a test's"));
    assertTrue(sender.isClosed());
    assertFalse(channel.isClosed());
    other.trySend(2);
    other.close();
    assertEquals(1, receiver.tryReceive());
    assertEquals(2, receiver.tryReceive());
    assertNull(Watchdog.get("the end", channel, receiver.terminationFuture()));
  }

  @Test
  void noScopeIsRefused() {
    assertThrows(NullPointerException.class, () -> receiver.publisher(null));
    assertThrows(NullPointerException.class, () -> sender.subscriber(null));
  }

  private static final class Ignoring implements Flow.Subscription {
    @Override
    public void request(long messages) {}

    @Override
    public void cancel() {}
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.ChannelStats;
import io.github.sluice.channel.SendResult;
import java.time.Duration;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** V7: what an async channel counts. */
class StatsTest {
  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
  private final AsyncSender<Integer> sender = channel.sender();

  @Test
  void v7_aSendThatWaitsIsNotRefused() {
    channel.stats();
    sender.send(1);
    sender.send(2);
    sender.trySend(3, Duration.ofDays(1));
    sender.reserve(1);
    assertEquals(SendResult.FULL, sender.trySend(4));
    assertEquals(new ChannelStats(1, 0, 0, 1, 3, 0, 1), channel.stats());
    channel.receiver().receive();
    channel.receiver().receive();
    assertEquals(new ChannelStats(3, 2, 0, 1, 3, 0, 1), channel.stats());
  }

  @Test
  void v7_aReceiveThatWaitsIsCounted() {
    channel.stats();
    channel.receiver().receive();
    sender.send(1);
    assertEquals(new ChannelStats(1, 1, 0, 0, 0, 1, 0), channel.stats());
  }

  @Test
  void v7_whatASubscriberCouldNotSendIsUndelivered() {
    Flow.Subscriber<Integer> subscriber = sender.subscriber();
    subscriber.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long messages) {}

          @Override
          public void cancel() {}
        });
    subscriber.onNext(1);
    channel.receiver().close();
    subscriber.onNext(2);
    assertEquals(new ChannelStats(1, 0, 1, 0, 0, 0, 1), channel.stats());
  }
}

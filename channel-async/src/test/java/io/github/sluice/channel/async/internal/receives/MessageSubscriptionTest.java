// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.receives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.async.AsyncChannel;
import io.github.sluice.channel.async.RecordingSubscriber;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** How long a subscription keeps a thread of the executor. */
class MessageSubscriptionTest {
  @Test
  void theExecutorIsGivenBackBetweenBatches() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    AsyncChannel<Integer> deferred = AsyncChannel.bounded(300, tasks::add);
    AsyncSender<Integer> through = deferred.sender();
    for (int message = 0; message < 300; message++) {
      through.trySend(message);
    }
    RecordingSubscriber subscriber = new RecordingSubscriber();
    deferred.receiver().publisher().subscribe(subscriber);
    subscriber.subscription.request(Long.MAX_VALUE);
    assertEquals(List.of(), subscriber.received, "not in this thread");
    for (int handled = ForEach.BUDGET; handled < 300; handled += ForEach.BUDGET) {
      assertEquals(1, tasks.size());
      tasks.remove().run();
      assertEquals(handled, subscriber.received.size());
    }
    tasks.remove().run();
    assertEquals(300, subscriber.received.size());
    through.close();
    assertNull(subscriber.end);
    tasks.remove().run();
    assertEquals("complete", subscriber.end);
    assertEquals(List.of(), List.copyOf(tasks));
  }
}

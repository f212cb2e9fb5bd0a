// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.PendingThread;
import io.github.sluice.channel.tck.ThreadKind;
import io.github.sluice.channel.tck.ThreadKinds;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** P1, P7: a batch of several notifications, of which one runs user code that takes long. */
class BatchNotificationTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @ThreadKinds
  void p7_aCallbackDoesNotKeepFromAThreadThatItHasSent(ThreadKind threads) {
    aThreadIsNotified(threads, AsyncChannel.bounded(2));
    aThreadIsNotified(threads, AsyncChannel.bounded(2, Runnable::run));
  }

  private static void aThreadIsNotified(ThreadKind threads, AsyncChannel<Integer> channel) {
    AsyncSender<Integer> sender = channel.sender();
    try (ViewsFixture fixture = new ViewsFixture(threads)) {
      Permit<Integer> all = sender.tryReserve(2);
      CompletableFuture<Void> first = sender.send(1);
      PendingThread<?> second = fixture.begin(channel, () -> sender.blocking().trySend(2, HOUR));
      CompletableFuture<Object> waitsForIt = first.thenApply(sent -> second.await());
      all.close();
      assertEquals(SendResult.SENT, waitsForIt.join());
    }
  }

  @ThreadKinds
  void p1_aCallbackDoesNotKeepFromTheReceiverThatThereIsAMessage(ThreadKind threads) {
    theReceiverIsNotified(threads, AsyncChannel.bounded(2));
    theReceiverIsNotified(threads, AsyncChannel.bounded(2, Runnable::run));
  }

  private static void theReceiverIsNotified(ThreadKind threads, AsyncChannel<Integer> channel) {
    AsyncSender<Integer> sender = channel.sender();
    try (ViewsFixture fixture = new ViewsFixture(threads)) {
      Permit<Integer> all = sender.tryReserve(2);
      CompletableFuture<Permit<Integer>> first = sender.reserve();
      sender.send(2);
      PendingThread<Integer> receive =
          fixture.begin(channel, () -> channel.receiver().blocking().tryReceive(HOUR));
      CompletableFuture<Object> waitsForIt = first.thenApply(permit -> receive.await());
      all.close();
      assertEquals(2, waitsForIt.join());
    }
  }
}

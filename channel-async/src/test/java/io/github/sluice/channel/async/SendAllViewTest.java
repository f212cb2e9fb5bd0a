// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.Permit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A12: a thread sends batches to futures. */
class SendAllViewTest {
  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(3);
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();

  @Test
  void b28_aBatchIsWholeAndOutOfItsQueueWhenCallbacksRun() throws Exception {
    Queue<Integer> messages = new ArrayDeque<>(List.of(1, 2, 3));
    List<Integer> received = new ArrayList<>();
    receiver
        .receive()
        .thenAccept(
            message -> {
              assertTrue(messages.isEmpty());
              assertEquals(2, receiver.size());
              received.add(message);
              received.add(receiver.tryReceive());
            })
        .whenComplete((done, failure) -> received.add(failure == null ? 0 : -1));
    assertEquals(3, sender.blocking().sendAll(messages));
    assertEquals(List.of(1, 2, 0), received);
    assertEquals(3, receiver.tryReceive());
  }

  @Test
  void o6_aBatchDoesNotOvertakeARequestThatWaits() throws Exception {
    sender.trySend(0);
    CompletableFuture<Permit<Integer>> request = sender.reserve(3);
    Queue<Integer> messages = new ArrayDeque<>(List.of(1, 2));
    assertEquals(0, sender.blocking().trySendAll(messages, Duration.ZERO));
    assertEquals(2, messages.size());
    assertFalse(request.isDone());
    assertEquals(0, receiver.tryReceive());
    request.join().close();
    assertEquals(2, sender.blocking().trySendAll(messages, Duration.ZERO));
  }
}

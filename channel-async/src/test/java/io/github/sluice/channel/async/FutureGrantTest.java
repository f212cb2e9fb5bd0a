// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Races;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** P2: the receive that frees capacity grants it to the first pending send before it returns. */
@Races
class FutureGrantTest {
  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
  private final AsyncReceiver<Integer> receiver = channel.receiver();

  @Test
  void p2_aReceiveGrantsWhatItFreesBeforeItReturns() {
    AsyncSender<Integer> sender = channel.sender();
    assertTrue(sender.send(0).isDone());
    for (int message = 1; message < Race.times(100_000); message++) {
      CompletableFuture<Void> send = sender.send(message);
      assertEquals(message - 1, receiver.tryReceive());
      assertEquals(1, receiver.size());
      assertTrue(send.isDone());
    }
  }
}

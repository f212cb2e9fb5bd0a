// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Watchdog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** P1: a send that would wait for the action that it is called in throws, and has no effect. */
class SelfDeadlockTest {
  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
  private final AsyncSender<Integer> sender = channel.sender();
  private final BlockingSender<Integer> blocking = sender.blocking();
  private final List<Integer> seen = new ArrayList<>();

  private void sendTwice(Integer message) throws InterruptedException {
    seen.add(message);
    if (message == 1) {
      blocking.send(2); // fits
      assertRefused(() -> blocking.send(3));
      assertRefused(() -> blocking.reserve(1));
      assertEquals(SendResult.TIMED_OUT, blocking.trySend(3, Duration.ofMillis(1)));
    }
  }

  private static void assertRefused(Executable send) {
    String text = assertThrows(IllegalStateException.class, send).getMessage();
    assertTrue(text.contains("is full") && text.contains("trySend"), text);
  }

  private void actOn(Integer message) {
    try {
      sendTwice(message);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void p1_inAnActionOfForEach() {
    CompletableFuture<Void> all = channel.receiver().forEach(this::actOn);
    sender.trySend(1);
    sender.close();
    Watchdog.get("the loop", channel, all);
    assertEquals(List.of(1, 2), seen);
  }

  @Test
  void p1_inAnActionOfForEachAsync() {
    CompletableFuture<Void> all =
        channel
            .receiver()
            .forEachAsync(
                message -> {
                  actOn(message);
                  return CompletableFuture.completedFuture(null);
                });
    sender.trySend(1);
    sender.close();
    Watchdog.get("the loop", channel, all);
    assertEquals(List.of(1, 2), seen);
  }

  @Test
  void p1_inAnActionOfADrain() {
    BlockingReceiver<Integer> receiver = channel.receiver().blocking();
    sender.trySend(1);
    assertEquals(2, receiver.drain(this::actOn, 5));
    assertEquals(List.of(1, 2), seen);
  }

  @Test
  void p1_anotherThreadMayWaitMeanwhile() throws Exception {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    CompletableFuture<Void> all =
        channel
            .receiver()
            .forEach(
                message -> {
                  if (message == 1) {
                    sender.trySend(2);
                    Thread other =
                        new Thread(
                            () -> {
                              try {
                                blocking.send(3);
                                sent.complete(null);
                              } catch (Throwable t) {
                                sent.completeExceptionally(t);
                              }
                            });
                    other.start();
                    Watchdog.await("the send", channel, () -> channel.waitingSenders() == 1);
                  }
                });
    sender.trySend(1);
    Watchdog.get("the send", channel, sent);
    sender.close();
    Watchdog.get("the loop", channel, all);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A9: chains of callbacks of any length need no more stack than one. */
class ChainTest {
  private static final int CHAIN = 1_000_000;

  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();
  private final List<Throwable> uncaught = new ArrayList<>();

  @BeforeEach
  void collectUncaught() {
    Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
  }

  @AfterEach
  void restoreUncaught() {
    Thread.currentThread().setUncaughtExceptionHandler(null);
  }

  @Test
  void a9_aMillionChainedReceivesAndSendsDoNotGrowTheStack() throws Exception {
    CompletableFuture<Integer> end = new CompletableFuture<>();
    receiveAndSend(end);
    sender.trySend(0);
    assertEquals(CHAIN, Watchdog.get("the end of the chain", channel, end));
  }

  private void receiveAndSend(CompletableFuture<Integer> end) {
    receiver
        .receive()
        .whenComplete(
            (message, failure) -> {
              if (message == null || message == CHAIN) {
                end.complete(message);
              } else {
                receiveAndSend(end);
                sender.send(message + 1);
              }
            });
  }

  @Test
  void a9_aMillionChainedPendingSendsDoNotGrowTheStack() throws Exception {
    int[] received = {0};
    sender.trySend(0);
    sendWhenAccepted(1);
    Watchdog.await(
        "the end of the chain",
        channel,
        () -> {
          Integer message = 0;
          while (message != null && received[0] < CHAIN) {
            message = receiver.tryReceive();
            if (message != null) {
              assertEquals(received[0]++, message);
            }
          }
          return received[0] == CHAIN;
        });
    assertEquals(CHAIN, received[0]);
  }

  private void sendWhenAccepted(int message) {
    sender.send(message).thenRun(() -> sendWhenAccepted(message + 1));
  }

  @Test
  void a9_aMillionWakersThatSendAndPollDoNotGrowTheStack() {
    AsyncChannel<Integer> back = AsyncChannel.bounded(1);
    AsyncSender<Integer> backSender = back.sender();
    int[] last = {0};
    Waker[] there = new Waker[1];
    Waker[] here = new Waker[1];
    there[0] =
        () -> {
          for (Integer m = receiver.poll(there[0]); m != null; m = receiver.poll(there[0])) {
            backSender.trySend(m + 1);
          }
        };
    here[0] =
        () -> {
          AsyncReceiver<Integer> end = back.receiver();
          for (Integer m = end.poll(here[0]); m != null; m = end.poll(here[0])) {
            last[0] = m;
            if (m < CHAIN) {
              sender.trySend(m + 1);
            }
          }
        };
    there[0].wake();
    here[0].wake();
    sender.trySend(0);
    assertTrue(last[0] >= CHAIN, "reached " + last[0]);
    assertEquals(List.of(), uncaught);
  }

  @Test
  void a9_aChainThroughTenThousandChannelsDoesNotGrowTheStack() {
    List<AsyncChannel<Integer>> channels = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      channels.add(AsyncChannel.bounded(1));
    }
    List<Integer> received = new ArrayList<>();
    for (int i = 0; i < channels.size(); i++) {
      AsyncSender<Integer> next = channels.get((i + 1) % channels.size()).sender();
      channels
          .get(i)
          .receiver()
          .receive()
          .thenAccept(message -> next.trySend(message + 1))
          .thenRun(() -> received.add(received.size()));
    }
    channels.get(0).sender().trySend(0);
    assertEquals(channels.size(), received.size());
    assertEquals(channels.size(), channels.get(0).receiver().tryReceive());
    assertEquals(List.of(), uncaught);
  }

  @Test
  void a9_b32_aMillionPendingSendsAreAcceptedByOneDrain() {
    List<CompletableFuture<Void>> some = new ArrayList<>();
    for (int message = 0; message < CHAIN; message++) {
      CompletableFuture<Void> send = sender.send(message);
      if (message % 1000 == 0) {
        some.add(send);
      }
    }
    assertEquals(1, sender.size(), "C6: pending sends are not in the channel");
    int[] received = {0};
    Watchdog.await(
        "all messages",
        channel,
        () -> {
          receiver.drain(message -> assertEquals(received[0]++, message), Integer.MAX_VALUE);
          return received[0] == CHAIN;
        });
    for (CompletableFuture<Void> send : some) {
      assertNull(Watchdog.get("a send", channel, send));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How an async channel is made, and the races that only futures have. */
class AsyncChannelTest {
  @Test
  void senderIsNewAndReceiverTheSameEveryTime() {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
    assertNotSame(channel.sender(), channel.sender());
    assertSame(channel.receiver(), channel.receiver());
    assertTrue(channel.toString().contains("AsyncChannel"), channel.toString());
  }

  @Test
  void toStringDoesNotShowMessages() {
    AsyncChannel<Object> channel = AsyncChannel.bounded(1);
    Object secret =
        new Object() {
          @Override
          public String toString() {
            throw new AssertionError("printed");
          }
        };
    AsyncSender<Object> sender = channel.sender();
    sender.trySend(secret);
    CompletableFuture<Void> pending = sender.send(secret);
    for (Object part : List.of(channel, channel.receiver(), sender, pending, sender.downgrade())) {
      assertFalse(part.toString().isEmpty());
    }
    channel.receiver().drain(message -> {}, 2);
    Permit<Object> permit = sender.tryReserve();
    permit.send(secret);
    sender.closeExceptionally(new IllegalStateException("not shown"));
    for (Object part : List.of(channel, channel.receiver(), sender, permit, sender.closeFuture())) {
      assertFalse(part.toString().contains("not shown"), part.toString());
    }
    assertFalse(sender.toString().startsWith("Sender(closed)"), sender.toString());
    sender.close();
    assertTrue(sender.toString().startsWith("Sender(closed)"), sender.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, (1 << 30) + 1})
  void b22_everyFactoryRefusesACapacityOutOfRange(int capacity) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> AsyncChannel.bounded(capacity));
    assertTrue(String.valueOf(refused.getMessage()).contains("1073741824"), refused.toString());
    assertThrows(
        IllegalArgumentException.class, () -> AsyncChannel.bounded(capacity, Runnable::run));
  }

  @Test
  @SuppressWarnings("NullAway")
  void noExecutorIsRefused() {
    assertThrows(NullPointerException.class, () -> AsyncChannel.bounded(1, null));
  }

  @Test
  void b5_cancellingAReceiveRacingASendLosesNothing() throws Exception {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
    AsyncSender<Integer> sender = channel.sender();
    int attempts = Race.times(200_000); // of them, and not of messages: those depend on the load
    int[] sent = {0};
    int[] received = {0};
    AtomicBoolean over = new AtomicBoolean();
    Race.of(
            channel,
            () -> {
              while (!over.get()) {
                if (sender.trySend(sent[0]) == SendResult.SENT) {
                  sent[0]++;
                } else {
                  Race.timedYield();
                }
              }
            },
            () -> {
              for (int i = 0; i < attempts || received[0] == 0; i++) {
                CompletableFuture<Integer> receive = channel.receiver().receive();
                if (!receive.cancel(true)) {
                  assertEquals(received[0]++, receive.get());
                }
              }
              over.set(true);
            })
        .run(new WakerFixture());
    received[0] += channel.receiver().drain(message -> assertEquals(received[0], message), 1);
    assertEquals(sent[0], received[0]);
  }

  @Test
  void a6_cancellingSendsRacingTheReceiverLosesAndForgesNothing() throws Exception {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(2);
    AsyncSender<Integer> sender = channel.sender();
    int count = Race.times(100_000);
    List<Integer> sent = new ArrayList<>();
    List<Integer> received = new ArrayList<>();
    Race.of(
            channel,
            () -> {
              for (int message = 0; message < count; message++) {
                CompletableFuture<Void> send = sender.send(message);
                if (!send.cancel(true)) {
                  send.get(Watchdog.SECONDS, TimeUnit.SECONDS);
                  sent.add(message);
                }
              }
              sender.close();
            },
            () -> {
              while (!channel.receiver().isTerminated()) {
                channel.receiver().drain(received::add, 2);
              }
            })
        .run(new WakerFixture());
    assertEquals(sent, received);
    assertTrue(sent.size() >= 2, "nothing was sent");
  }
}

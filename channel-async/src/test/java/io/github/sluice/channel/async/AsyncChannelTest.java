// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
    assertFalse((channel.toString() + channel.receiver() + sender + pending).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, (1 << 30) + 1})
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
    assertThrows(NullPointerException.class, () -> AsyncChannel.bounded(1, null, message -> {}));
    assertThrows(NullPointerException.class, () -> AsyncChannel.bounded(1, Runnable::run, null));
  }

  @Test
  void b5_cancellingAReceiveRacingASendLosesNothing() throws Exception {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
    AsyncSender<Integer> sender = channel.sender();
    int count = 100_000;
    AtomicInteger received = new AtomicInteger();
    Race.of(
            channel,
            () -> {
              for (int message = 0; message < count; ) {
                if (sender.trySend(message) == SendResult.SENT) {
                  message++;
                } else {
                  Thread.yield();
                }
              }
            },
            () -> {
              while (received.get() < count) {
                CompletableFuture<Integer> receive = channel.receiver().receive();
                if (!receive.cancel(true)) {
                  assertEquals(received.getAndIncrement(), receive.get());
                }
              }
            })
        .run(new WakerFixture());
    assertNull(channel.receiver().tryReceive());
  }

  @Test
  void a6_cancellingSendsRacingTheReceiverLosesAndForgesNothing() throws Exception {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(2);
    AsyncSender<Integer> sender = channel.sender();
    int count = 100_000;
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

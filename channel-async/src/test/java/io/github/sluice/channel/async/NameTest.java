// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.Channel;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.tck.PendingThread;
import io.github.sluice.channel.tck.ThreadKind;
import io.github.sluice.channel.tck.ThreadKinds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** V5, V6: the builder, the name, and the state of the channel. */
class NameTest {
  private final List<Integer> undelivered = new ArrayList<>();
  private final List<Runnable> tasks = new ArrayList<>();
  private final AsyncChannel.Builder<Integer> options =
      AsyncChannel.<Integer>builder(2)
          .name("orders")
          .executor(tasks::add)
          .onUndelivered(undelivered::add)
          .maxPendingSends(1);
  private final AsyncChannel<Integer> channel = options.build();
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();

  private static void assertNamed(Throwable thrown) {
    String message = String.valueOf(thrown.getMessage());
    assertTrue(message.contains("channel orders "), message);
  }

  private static void assertNamed(CompletableFuture<?> failed) {
    assertNamed(assertThrows(CompletionException.class, failed::join).getCause());
  }

  @Test
  void v6_theNameIsInTheTextsOfAllParts() {
    Permit<Integer> permit = sender.reserve().join();
    for (Object part :
        List.of(channel, receiver, receiver.blocking(), sender, sender.blocking(), permit)) {
      assertTrue(part.toString().contains("[name=orders, "), part.toString());
    }
    assertEquals("orders", channel.name());
  }

  @Test
  void v6_exceptionsNameTheChannel() {
    CompletableFuture<Integer> receive = receiver.receive();
    assertNamed(assertThrows(IllegalStateException.class, receiver::receive));
    receive.cancel(false);
    sender.trySend(1);
    sender.trySend(2);
    CompletableFuture<Void> pending = sender.send(3);
    assertNamed(sender.send(4));
    assertNamed(sender.reserve());
    sender.closeExceptionally(new IOException("a test's"));
    tasks.forEach(Runnable::run);
    assertNamed(pending);
    assertNamed(sender.send(5));
    assertEquals(2, receiver.drain(message -> {}, 2));
    assertNamed(assertThrows(RuntimeException.class, receiver::tryReceive));
  }

  @ThreadKinds
  void v6_whatAWaitingThreadParksOnNamesTheEndAndTheChannel(ThreadKind threads) {
    try (ViewsFixture fixture = new ViewsFixture(threads)) {
      assertParksOn("ParkingReceiver", "Receiver", fixture, receiver.blocking()::receive);
      sender.trySend(1);
      sender.trySend(2);
      assertParksOn("SenderBlockingView", "Sender", fixture, () -> sender.blocking().reserve(2));
    }
  }

  private void assertParksOn(String type, String text, ViewsFixture fixture, Callable<?> wait) {
    PendingThread<?> waiting = fixture.begin(channel, wait);
    Object blocker = LockSupport.getBlocker(waiting.thread());
    assertEquals(type, blocker.getClass().getSimpleName());
    assertTrue(blocker.toString().startsWith(text + "[name=orders, "), blocker.toString());
    assertTrue(waiting.withdraw());
  }

  @Test
  void v5_theChannelAnswersForItsState() {
    Channel<Integer> any = channel;
    Permit<Integer> permit = sender.reserve().join();
    sender.trySend(1);
    CompletableFuture<Void> pending = sender.send(2);
    assertEquals(2, any.capacity());
    assertEquals(1, any.size());
    assertEquals(1, any.outstandingPermits());
    assertEquals(1, any.waitingSenders());
    assertEquals(0, any.remainingCapacity());
    pending.cancel(false);
    assertEquals(0, any.waitingSenders());
    permit.close();
    assertEquals(1, any.remainingCapacity());
    assertFalse(any.isClosed());
    any.receiver().cancel();
    assertTrue(any.isClosed());
    assertEquals(List.of(1), undelivered);
    assertSame(receiver, any.receiver());
  }

  @Test
  @SuppressWarnings("NullAway")
  void badOptionsAreRefused() {
    assertThrows(NullPointerException.class, () -> options.name(null));
    assertThrows(NullPointerException.class, () -> options.onUndelivered(null));
    assertThrows(NullPointerException.class, () -> options.waitStrategy(null));
    assertThrows(NullPointerException.class, () -> options.executor((Executor) null));
    assertThrows(IllegalArgumentException.class, () -> options.maxPendingSends(-1));
    assertEquals("orders", options.build().name());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.Channel;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.tck.PendingThread;
import io.github.sluice.channel.tck.ThreadKind;
import io.github.sluice.channel.tck.ThreadKinds;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** V5, V6: the builder, the name, and the state of the channel. */
class NameTest {
  private final List<Integer> undelivered = new ArrayList<>();
  private final BlockingChannel.Builder<Integer> options =
      BlockingChannel.<Integer>builder(2).name("orders").onUndelivered(undelivered::add);
  private final BlockingChannel<Integer> channel = options.build();
  private final BlockingSender<Integer> sender = channel.sender();
  private final BlockingReceiver<Integer> receiver = channel.receiver();

  private static void assertNames(Class<? extends Throwable> type, Executable operation) {
    String message = String.valueOf(assertThrows(type, operation).getMessage());
    assertTrue(message.contains("channel orders "), message);
  }

  @Test
  void v6_theNameIsInTheTextsOfAllParts() throws InterruptedException {
    Permit<Integer> permit = sender.reserve();
    for (Object part : List.of(channel, receiver, sender, permit)) {
      assertTrue(part.toString().contains("[name=orders, "), part.toString());
    }
    assertEquals("orders", channel.name());
    permit.close();
  }

  @Test
  void v6_exceptionsNameTheChannel() {
    sender.trySend(1);
    List<Integer> receiving =
        new ArrayList<>() {
          @Override
          public boolean add(Integer message) {
            return receiver.tryReceive() != null; // while the receiver fills this
          }
        };
    assertNames(IllegalStateException.class, () -> receiver.receiveMany(receiving, 1));
    assertEquals(1, receiver.tryReceive());
    sender.closeExceptionally(new IOException("a test's"));
    assertNames(ChannelClosedException.class, () -> sender.send(2));
    assertNames(ChannelClosedException.class, sender::reserve);
    assertNames(ChannelFailedException.class, receiver::receive);
    sender.close();
    assertNames(ChannelClosedException.class, () -> sender.send(3));
  }

  @ThreadKinds
  void v6_whatAWaitingThreadParksOnNamesTheEndAndTheChannel(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      assertParksOn("ParkingReceiver", "Receiver", fixture, receiver::receive);
      sender.trySend(1);
      sender.trySend(2);
      assertParksOn("ParkingSender", "Sender", fixture, () -> sender.sendAll(three()));
      assertParksOn("ParkingSender", "Sender", fixture, () -> sender.reserve(2));
    }
  }

  private static Queue<Integer> three() {
    return new ArrayDeque<>(List.of(3));
  }

  private void assertParksOn(
      String type, String text, BlockingFixture fixture, Callable<?> operation) {
    PendingThread<?> waiting = fixture.begin(channel, operation);
    Object blocker = LockSupport.getBlocker(waiting.thread());
    assertEquals(type, blocker.getClass().getSimpleName());
    assertTrue(blocker.toString().startsWith(text + "[name=orders, "), blocker.toString());
    assertTrue(waiting.withdraw());
  }

  @Test
  void v6_withoutANameTheDefaultDistinguishesChannels() {
    Channel<Integer> unnamed = BlockingChannel.bounded(1);
    assertTrue(unnamed.name().matches("@[0-9a-f]+"), unnamed.name());
    assertEquals(unnamed.name(), unnamed.receiver().name());
    assertNotEquals(unnamed.name(), BlockingChannel.bounded(1).name());
    assertTrue(unnamed.toString().startsWith("BlockingChannel[name=@"), unnamed.toString());
  }

  @Test
  void v5_theChannelAnswersForItsState() throws InterruptedException {
    assertEquals(2, channel.capacity());
    assertTrue(channel.isEmpty());
    sender.send(1);
    Permit<Integer> permit = sender.reserve();
    assertEquals(1, channel.size());
    assertEquals(1, channel.outstandingPermits());
    assertEquals(0, channel.remainingCapacity());
    assertTrue(channel.isFull());
    assertEquals(0, channel.waitingSenders());
    assertFalse(channel.isClosed());
    receiver.close();
    assertTrue(channel.isClosed());
    permit.close();
    receiver.cancel();
    assertEquals(List.of(1), undelivered);
  }

  @Test
  void aBuilderMakesAChannelAtEveryCall() {
    BlockingChannel<Integer> second = options.name("invoices").build();
    second.receiver().close();
    assertFalse(channel.isClosed());
    assertEquals("invoices", second.name());
    assertEquals("orders", channel.name());
  }

  @Test
  @SuppressWarnings("NullAway")
  void badOptionsAreRefused() {
    assertThrows(NullPointerException.class, () -> options.name(null));
    assertThrows(NullPointerException.class, () -> options.onUndelivered(null));
    assertThrows(NullPointerException.class, () -> options.waitStrategy(null));
    assertEquals("orders", options.build().name());
    assertThrows(IllegalArgumentException.class, () -> BlockingChannel.builder(-1).build());
  }
}

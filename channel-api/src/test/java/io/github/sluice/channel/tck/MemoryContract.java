// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** M: the channel holds nothing that it need not. */
public interface MemoryContract extends ContractPart {
  @Capacities
  default void m1_b29_whatHasBeenReceivedIsNotHeld(int capacity) {
    TestedChannel<Object> channel = open(capacity);
    Sender<Object> sender = channel.sender();
    List<WeakReference<Object>> received = sendWeaklyHeld(sender, capacity);
    assertEquals(
        capacity,
        channel.receiver().drain(message -> {}, capacity / 2)
            + takeSome(channel, capacity - capacity / 2));
    Garbage.awaitCollected("received messages", channel, received);
  }

  @Capacities
  default void m1_b29_whatHasBeenCancelledIsNotHeld(int capacity) {
    TestedChannel<Object> channel = open(capacity);
    Sender<Object> sender = channel.sender();
    List<WeakReference<Object>> cancelled = sendWeaklyHeld(sender, capacity);
    channel.receiver().cancel();
    Garbage.awaitCollected("undelivered messages", List.of(channel, sender), cancelled);
  }

  private static int takeSome(TestedChannel<Object> channel, int count) {
    for (int i = 0; i < count; i++) {
      assertNotNull(channel.receiver().tryReceive());
    }
    return count;
  }

  private static List<WeakReference<Object>> sendWeaklyHeld(Sender<Object> sender, int count) {
    List<WeakReference<Object>> held = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Object message = new Object();
      assertEquals(SendResult.SENT, sender.trySend(message));
      held.add(new WeakReference<>(message));
    }
    return held;
  }

  @Test
  default void m1_b29_aReceivedMessageIsNotHeldByTheIdleChannel() throws Exception {
    TestedChannel<Object> channel = open(4);
    Sender<Object> sender = channel.sender();
    List<WeakReference<Object>> messages = new ArrayList<>();
    Race.of(
            channel,
            () -> {
              for (int i = 0; i < 100; i++) {
                Object message = new Object();
                messages.add(new WeakReference<>(message));
                channel.send(sender, message);
              }
            },
            () -> {
              for (int i = 0; i < 100; i++) {
                assertNotNull(channel.receive());
              }
            })
        .run(fixture());
    assertEquals(100, messages.size());
    Garbage.awaitCollected("received messages", List.of(channel, sender), messages);
  }

  @Test
  default void m2_withdrawnAndFailedSendsAreNotHeld() {
    TestedChannel<Object> channel = open(1);
    Sender<Object> sender = channel.sender();
    assertEquals(SendResult.SENT, sender.trySend("first"));
    List<WeakReference<Object>> withdrawn = new ArrayList<>();
    Pending<?> before = channel.beginSend(sender, "before");
    for (int i = 0; i < 200; i++) {
      withdrawn.add(beginAndWithdraw(channel, sender));
    }
    Garbage.awaitCollected("withdrawn messages", List.of(channel, before), withdrawn);
    List<WeakReference<Object>> failed = failByClosing(channel, sender, before);
    Garbage.awaitCollected("failed messages", List.of(channel, sender), failed);
  }

  private static WeakReference<Object> beginAndWithdraw(
      TestedChannel<Object> channel, Sender<Object> sender) {
    Object message = new Object();
    assertTrue(channel.beginSend(sender, message).withdraw());
    return new WeakReference<>(message);
  }

  private static List<WeakReference<Object>> failByClosing(
      TestedChannel<Object> channel, Sender<Object> sender, Pending<?> before) {
    List<WeakReference<Object>> failed = new ArrayList<>();
    List<Pending<?>> sends = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Object message = new Object();
      failed.add(new WeakReference<>(message));
      sends.add(channel.beginSend(sender, message));
    }
    channel.receiver().close();
    assertThrows(ChannelClosedException.class, before::await);
    for (Pending<?> send : sends) {
      assertThrows(ChannelClosedException.class, send::await);
    }
    return failed;
  }

  @Test
  default void m2_withdrawnReceivesHoldNothing() {
    TestedChannel<Object> channel = open(1);
    Sender<Object> sender = channel.sender();
    List<WeakReference<Pending<?>>> receives = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Pending<?> receive = channel.beginReceive();
      assertTrue(receive.withdraw());
      receives.add(new WeakReference<>(receive));
    }
    assertEquals(SendResult.SENT, sender.trySend("calls the last waker, if there is one"));
    assertNotNull(channel.receiver().tryReceive());
    Garbage.awaitCollected("withdrawn receives", List.of(channel, sender), receives);
  }

  @Test
  default void b29_largeMessagesPassThroughASmallHeap() throws Exception {
    int size = 1 << 20;
    int count = (int) (2 * Runtime.getRuntime().maxMemory() / size);
    TestedChannel<byte[]> channel = open(1);
    Sender<byte[]> sender = channel.sender();
    Race.of(
            channel,
            () -> {
              for (int i = 0; i < count; i++) {
                channel.send(sender, new byte[size]);
              }
            },
            () -> {
              for (int i = 0; i < count; i++) {
                assertEquals(size, assertLength(channel.receive()));
              }
            })
        .run(fixture());
  }

  private static int assertLength(byte[] message) {
    assertNotNull(message);
    return message.length;
  }

  @Test
  default void m5_nothingButItsHandlesHoldsAChannel() {
    List<WeakReference<Object>> channels = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      useAndForget(channels);
    }
    Garbage.awaitCollected("forgotten channels", fixture(), channels);
  }

  private void useAndForget(List<WeakReference<Object>> channels) {
    TestedChannel<Object> channel = open(4);
    Sender<Object> sender = channel.sender();
    sendWeaklyHeld(sender, 3);
    channel.receiver().tryReceive();
    channels.add(new WeakReference<>(sender));
    channels.add(new WeakReference<>(channel.receiver()));
  }
}

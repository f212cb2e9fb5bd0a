// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static io.github.sluice.channel.tck.ContractPart.fill;
import static io.github.sluice.channel.tck.ContractPart.numbers;
import static io.github.sluice.channel.tck.ContractPart.takeAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** X10 and B19: what becomes of every message when the receiver wants no more of them. */
public interface CancelContract extends ContractPart {
  @Capacities
  default void x10_cancelHandsOverWhatIsBufferedInOrder(int capacity) {
    List<Integer> undelivered = new ArrayList<>();
    Thread canceller = Thread.currentThread();
    TestedChannel<Integer> channel =
        open(
            capacity,
            message -> {
              assertSame(canceller, Thread.currentThread());
              undelivered.add(message);
            });
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, capacity);
    assertEquals(0, channel.receiver().tryReceive());
    fill(sender, capacity, 1);
    channel.receiver().cancel();
    assertEquals(numbers(1, capacity), undelivered);
    assertEquals(0, sender.size());
    assertEquals(SendResult.CLOSED, sender.trySend(-1));
    assertCancelled(channel);
    assertEquals(numbers(1, capacity), undelivered);
  }

  private static void assertCancelled(TestedChannel<?> channel) {
    Receiver<?> receiver = channel.receiver();
    assertEquals(0, receiver.size());
    assertNull(receiver.tryReceive());
    assertTrue(receiver.isTerminated());
    assertNull(channel.beginReceive().await());
    receiver.cancel();
    receiver.close();
    assertTrue(receiver.isTerminated());
  }

  @Capacities
  default void x10_cancelFailsWaitingSendsWithTheirMessages(int capacity) {
    List<Integer> undelivered = new ArrayList<>();
    TestedChannel<Integer> channel = open(capacity, undelivered::add);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, capacity);
    List<Pending<?>> sends = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      sends.add(channel.beginSend(sender, capacity + i));
    }
    channel.receiver().cancel();
    for (int i = 0; i < 5; i++) {
      ChannelClosedException closed =
          assertThrows(ChannelClosedException.class, sends.get(i)::await);
      assertEquals(capacity + i, closed.undelivered());
    }
    assertEquals(numbers(0, capacity), undelivered);
    assertCancelled(channel);
  }

  @Capacities
  default void x10_cancelAfterCloseStillEmptiesTheChannel(int capacity) {
    List<Integer> undelivered = new ArrayList<>();
    TestedChannel<Integer> channel = open(capacity, undelivered::add);
    fill(channel.sender(), 0, capacity);
    channel.receiver().close();
    assertEquals(List.of(), undelivered);
    channel.receiver().cancel();
    assertEquals(numbers(0, capacity), undelivered);
    assertCancelled(channel);
  }

  @Capacities
  default void x10_cancelAfterTheLastSenderClosedStillEmptiesTheChannel(int capacity) {
    List<Integer> undelivered = new ArrayList<>();
    TestedChannel<Integer> channel = open(capacity, undelivered::add);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, capacity);
    Pending<?> waiting = channel.beginSend(sender, capacity);
    sender.close();
    channel.receiver().cancel();
    assertThrows(ChannelClosedException.class, waiting::await);
    assertEquals(numbers(0, capacity), undelivered);
    assertCancelled(channel);
  }

  @Test
  default void x10_anExceptionFromOnUndeliveredKeepsNoMessageBack() {
    List<Integer> undelivered = new ArrayList<>();
    TestedChannel<Integer> channel =
        open(
            4,
            message -> {
              undelivered.add(message);
              if (message > 0) {
                throw new IllegalStateException("message " + message);
              }
            });
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, 4);
    Pending<?> waiting = channel.beginSend(sender, 4);
    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> channel.receiver().cancel());
    assertEquals("message 1", thrown.getMessage());
    assertEquals(2, thrown.getSuppressed().length);
    assertEquals("message 2", thrown.getSuppressed()[0].getMessage());
    assertEquals("message 3", thrown.getSuppressed()[1].getMessage());
    assertEquals(numbers(0, 4), undelivered);
    assertThrows(ChannelClosedException.class, waiting::await);
    assertCancelled(channel);
    assertEquals(4, undelivered.size());
  }

  @Test
  default void x10_onUndeliveredMayUseTheChannel() {
    List<Object> seen = new ArrayList<>();
    List<TestedChannel<Integer>> self = new ArrayList<>();
    List<Sender<Integer>> handle = new ArrayList<>();
    TestedChannel<Integer> channel =
        open(
            3,
            message -> {
              Receiver<Integer> receiver = self.get(0).receiver();
              seen.add(message);
              seen.add(handle.get(0).trySend(-1));
              receiver.close();
              receiver.cancel();
              handle.get(0).close();
            });
    self.add(channel);
    handle.add(channel.sender());
    fill(handle.get(0), 0, 3);
    channel.receiver().cancel();
    assertEquals(List.of(0, SendResult.CLOSED, 1, SendResult.CLOSED, 2, SendResult.CLOSED), seen);
    assertCancelled(channel);
  }

  @Test
  default void b19_onlyCancelHandsMessagesOver() {
    List<Integer> undelivered = new ArrayList<>();
    TestedChannel<Integer> channel = open(2, undelivered::add);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, 2);
    assertEquals(SendResult.FULL, sender.trySend(-1));
    Pending<?> withdrawn = channel.beginSend(sender, -2);
    assertTrue(withdrawn.withdraw());
    Pending<?> refused = channel.beginSend(sender, -3);
    assertTrue(channel.beginSend(sender, -4).withdraw());
    channel.receiver().close();
    assertThrows(ChannelClosedException.class, refused::await);
    assertEquals(SendResult.CLOSED, sender.trySend(-5));
    assertThrows(ChannelClosedException.class, () -> channel.send(sender, -6));
    sender.close();
    assertEquals(numbers(0, 2), takeAll(channel.receiver()));
    assertEquals(List.of(), undelivered);
    channel.receiver().cancel();
    assertEquals(List.of(), undelivered);
  }

  @Test
  default void b19_withdrawnSendsAreNotHandedOverByCancel() {
    List<Integer> undelivered = new ArrayList<>();
    TestedChannel<Integer> channel = open(2, undelivered::add);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, 2);
    assertTrue(channel.beginSend(sender, -1).withdraw());
    Pending<?> admitted = channel.beginSend(sender, 2);
    assertTrue(channel.beginSend(sender, -2).withdraw());
    assertEquals(0, channel.receiver().tryReceive());
    admitted.await();
    channel.receiver().cancel();
    assertEquals(numbers(1, 2), undelivered);
    assertCancelled(channel);
  }
}

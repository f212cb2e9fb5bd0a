// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static io.github.sluice.channel.tck.ContractPart.fill;
import static io.github.sluice.channel.tck.ContractPart.numbers;
import static io.github.sluice.channel.tck.ContractPart.receiveSome;
import static io.github.sluice.channel.tck.ContractPart.takeAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** S: what comes out is what went in, once. */
public interface ValuesContract extends ContractPart {
  @Capacities
  default void s1_everyMessageSentIsReceivedOnce(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    for (int lap = 0; lap < 3; lap++) {
      fill(sender, lap * capacity, capacity);
      assertEquals(numbers(lap * capacity, capacity), takeAll(channel.receiver()));
    }
    assertNull(channel.receiver().tryReceive());
  }

  @Capacities
  default void s1_s2_o1_producersTogetherLoseAndDuplicateNothing(int capacity) throws Exception {
    int producers = 3;
    int each = 500;
    TestedChannel<Integer> channel = open(capacity);
    List<Integer> received = new ArrayList<>();
    List<Race.Task> tasks = new ArrayList<>();
    for (int producer = 0; producer < producers; producer++) {
      int first = producer * each;
      Sender<Integer> sender = channel.sender();
      tasks.add(
          () -> {
            for (int message = first; message < first + each; message++) {
              channel.send(sender, message);
            }
          });
    }
    tasks.add(() -> received.addAll(receiveSome(channel, producers * each)));
    Race.of(channel, tasks.toArray(new Race.Task[0])).run(fixture());

    assertNull(channel.receiver().tryReceive());
    for (int producer = 0; producer < producers; producer++) {
      List<Integer> expected = numbers(producer * each, each);
      List<Integer> ofProducer = new ArrayList<>(received);
      ofProducer.retainAll(Set.copyOf(expected));
      assertEquals(expected, ofProducer, "of producer " + producer);
    }
  }

  @Capacities
  default void s3_theSameReferenceComesOut(int capacity) {
    TestedChannel<Object> channel = open(capacity);
    Sender<Object> sender = channel.sender();
    List<Object> messages = new ArrayList<>();
    for (int i = 0; i < capacity; i++) {
      messages.add(new String("equal to all others"));
      sender.trySend(messages.get(i));
    }
    for (Object message : messages) {
      assertSame(message, channel.receiver().tryReceive());
    }
  }

  @Capacities
  default void s4_whatWasNotSentIsNeverReceived(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, capacity);
    assertEquals(SendResult.FULL, sender.trySend(-1));
    assertTrue(channel.beginSend(sender, -2).withdraw());
    assertEquals(numbers(0, capacity), takeAll(channel.receiver()));
  }

  @Capacities
  default void s4_whatACloseHasRefusedIsNeverReceived(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, capacity);
    Pending<?> refused = channel.beginSend(sender, -1);
    channel.receiver().close();
    assertEquals(-1, assertThrows(ChannelClosedException.class, refused::await).undelivered());
    assertEquals(SendResult.CLOSED, sender.trySend(-2));
    assertEquals(numbers(0, capacity), takeAll(channel.receiver()));
    assertTrue(channel.receiver().isTerminated());
  }

  @Test
  default void s5_nullIsRejectedBeforeAnyEffect() {
    TestedChannel<Integer> channel = open(2);
    Sender<Integer> sender = channel.sender();
    assertNullIsRejected(channel, sender);
    fill(sender, 0, 2);
    assertNullIsRejected(channel, sender);
    assertEquals(SendResult.FULL, sender.trySend(-1));
    assertEquals(numbers(0, 2), takeAll(channel.receiver()));
  }

  @Test
  default void s5_nullIsRejectedByAClosedChannel() {
    TestedChannel<Integer> channel = open(2);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, 2);
    channel.receiver().close();
    assertNullIsRejected(channel, sender);
    assertEquals(2, sender.size());
    assertEquals(numbers(0, 2), takeAll(channel.receiver()));
  }

  @SuppressWarnings("NullAway") // that is the point
  private static void assertNullIsRejected(TestedChannel<Integer> channel, Sender<Integer> sender) {
    assertThrows(NullPointerException.class, () -> sender.trySend(null));
    assertThrows(NullPointerException.class, () -> channel.send(sender, null));
  }

  @Capacities
  default void s6_whatWasSentBeforeTheLastSenderClosedIsReceived(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    fill(sender, 0, capacity);
    sender.close();
    assertEquals(numbers(0, capacity), takeAll(channel.receiver()));
    assertTrue(channel.receiver().isTerminated());
  }

  @Capacities
  default void s6_whatWasSentBeforeTheReceiverClosedIsReceived(int capacity) {
    TestedChannel<Integer> channel = open(capacity);
    fill(channel.sender(), 0, capacity);
    channel.receiver().close();
    assertEquals(numbers(0, capacity), takeAll(channel.receiver()));
    assertTrue(channel.receiver().isTerminated());
  }
}

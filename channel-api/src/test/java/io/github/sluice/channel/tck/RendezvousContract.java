// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static io.github.sluice.channel.tck.ContractPart.numbers;
import static io.github.sluice.channel.tck.ContractPart.receiveAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import io.github.sluice.channel.select.Selection;
import io.github.sluice.channel.select.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Z1 to Z5: with capacity 0 a message passes only from a sender to a receiver that both are there.
 */
public interface RendezvousContract extends ContractPart {
  private TestedChannel<Integer> rendezvous(Consumer<? super Integer> onUndelivered) {
    assumeTrue(fixture().hasRendezvous(), "a capacity of 0 is not promised");
    return open(0, onUndelivered);
  }

  private TestedChannel<Integer> rendezvous() {
    return rendezvous(undelivered -> {});
  }

  // ---- one at a time

  @Test
  default void z1_nothingIsAcceptedAndNothingIsThereWithoutTheOtherSide() {
    TestedChannel<Integer> channel = rendezvous();
    Sender<Integer> sender = channel.sender();
    assertEquals(SendResult.FULL, sender.trySend(1));
    assertNull(channel.receiver().tryReceive());
    assertNull(channel.receiver().peek());
    assertEquals(0, channel.receiver().drain(message -> {}, 10));
    assertEquals(SendResult.FULL, sender.trySend(1));
    assertEquals(0, sender.capacity());
    assertEquals(0, sender.size());
    assertEquals(0, sender.remainingCapacity());
    assertTrue(sender.isFull() && sender.isEmpty());
  }

  @Test
  default void z1_aReceiveThatWaitsIsCapacityForOneMessage() {
    TestedChannel<Integer> channel = rendezvous();
    Sender<Integer> sender = channel.sender();
    for (int message = 0; message < 10; message++) {
      Pending<@Nullable Integer> receive = channel.beginReceive();
      assertFalse(receive.isDone());
      assertEquals(1, sender.remainingCapacity());
      assertEquals(SendResult.SENT, sender.trySend(message));
      assertEquals(SendResult.FULL, sender.trySend(-1));
      assertEquals(message, receive.await());
      assertEquals(0, sender.remainingCapacity());
      assertEquals(0, sender.size());
    }
  }

  @Test
  default void z1_sendsThatWaitAreReceivedInTheirOrder() {
    TestedChannel<Integer> channel = rendezvous();
    Sender<Integer> sender = channel.sender();
    List<Pending<?>> sends = new ArrayList<>();
    for (int message = 0; message < 5; message++) {
      sends.add(channel.beginSend(sender, message));
    }
    for (int message = 0; message < 5; message++) {
      assertFalse(sends.get(message).isDone(), "before it has been received");
      assertEquals(0, sender.size());
      assertEquals(message, channel.receiver().tryReceive());
      sends.get(message).await();
    }
    assertNull(channel.receiver().tryReceive());
  }

  @Test
  default void z1_aSendThatFindsTheReceiverWaitingDoesNotWait() throws Exception {
    TestedChannel<Integer> channel = rendezvous();
    Sender<Integer> sender = channel.sender();
    Pending<@Nullable Integer> receive = channel.beginReceive();
    channel.send(sender, 7);
    assertEquals(7, receive.await());
    Pending<?> send = channel.beginSend(sender, 8);
    assertEquals(8, channel.receive());
    send.await();
  }

  @Test
  default void z1_aDrainTakesFromEachSendThatWaits() {
    TestedChannel<Integer> channel = rendezvous();
    Sender<Integer> sender = channel.sender();
    List<Pending<?>> sends = new ArrayList<>();
    for (int message = 0; message < 3; message++) {
      sends.add(channel.beginSend(sender, message));
    }
    List<Integer> drained = new ArrayList<>();
    assertEquals(2, channel.receiver().drain(drained::add, 2));
    assertEquals(numbers(0, 2), drained);
    assertFalse(sends.get(2).isDone());
    assertEquals(1, channel.receiver().drain(drained::add, 2));
    sends.forEach(Pending::await);
  }

  @Test
  default void z4_lookingHasTheMessageHandedOverAndKeepsIt() {
    TestedChannel<Integer> channel = rendezvous();
    Sender<Integer> sender = channel.sender();
    Pending<?> send = channel.beginSend(sender, 1);
    Pending<?> second = channel.beginSend(sender, 2);
    assertEquals(1, channel.receiver().peek());
    send.await();
    assertEquals(1, sender.size());
    assertEquals(1, channel.receiver().peek());
    assertFalse(second.isDone());
    assertEquals(1, channel.receiver().tryReceive());
    assertEquals(2, channel.receiver().tryReceive());
    second.await();
  }

  @Test
  default void z5_noCapacityCanBeReserved() {
    TestedChannel<Integer> channel = rendezvous();
    Sender<Integer> sender = channel.sender();
    String text =
        assertThrows(UnsupportedOperationException.class, () -> sender.tryReserve(1)).getMessage();
    assertTrue(String.valueOf(text).contains("capacity 0"), text);
    assertEquals(0, sender.outstandingPermits());
  }

  // ---- what is withdrawn

  @Test
  default void z2_aReceiveThatWasWithdrawnIsNoCapacity() {
    TestedChannel<Integer> channel = rendezvous();
    Sender<Integer> sender = channel.sender();
    for (int i = 0; i < 10; i++) {
      assertTrue(channel.beginReceive().withdraw());
      channel.receiver().tryReceive(); // a task that is dropped leaves its registration to the next
      assertNull(channel.receiver().tryReceive());
    }
    Pending<?> send = channel.beginSend(sender, 1);
    assertEquals(1, channel.receiver().tryReceive());
    send.await();
  }

  @Test
  default void z2_aSendThatWasWithdrawnIsNotReceived() {
    TestedChannel<Integer> channel = rendezvous();
    Sender<Integer> sender = channel.sender();
    Pending<?> first = channel.beginSend(sender, 1);
    Pending<?> second = channel.beginSend(sender, 2);
    assertTrue(first.withdraw());
    assertEquals(2, channel.receiver().tryReceive());
    second.await();
    assertNull(channel.receiver().tryReceive());
  }

  @Test
  @Races
  default void z2_aWithdrawnReceiveAndATrySendAgree() throws Exception {
    TestedChannel<Integer> channel = rendezvous();
    Sender<Integer> sender = channel.sender();
    AtomicReference<SendResult> result = new AtomicReference<>();
    AtomicReference<Boolean> withdrawn = new AtomicReference<>();
    Race.rounds(
        fixture(),
        300,
        () -> {
          Pending<@Nullable Integer> receive = channel.beginReceive();
          return Race.of(
                  channel,
                  () -> withdrawn.set(receive.withdraw()),
                  () -> result.set(sender.trySend(1)))
              .then(
                  () -> {
                    boolean isSent = result.get() == SendResult.SENT;
                    Integer received = // the first, of a task that was dropped
                        withdrawn.get() ? channel.receiver().tryReceive() : receive.await();
                    assertEquals(isSent ? 1 : null, received, "withdrawn: " + withdrawn);
                    assertNull(channel.receiver().tryReceive());
                  });
        });
  }

  @Test
  @Races
  default void z2_aWithdrawnSendAndATryReceiveAgree() throws Exception {
    TestedChannel<Integer> channel = rendezvous();
    Sender<Integer> sender = channel.sender();
    AtomicReference<@Nullable Integer> received = new AtomicReference<>();
    AtomicReference<Boolean> withdrawn = new AtomicReference<>();
    Race.rounds(
        fixture(),
        300,
        () -> {
          Pending<?> send = channel.beginSend(sender, 1);
          return Race.of(
                  channel,
                  () -> withdrawn.set(send.withdraw()),
                  () -> received.set(channel.receiver().tryReceive()))
              .then(
                  () -> {
                    assertEquals(withdrawn.get() ? null : 1, received.get());
                    assertNull(channel.receiver().tryReceive());
                  });
        });
  }

  // ---- many

  @Test
  @Races
  default void z1_sendsAreNeverAheadOfReceives() throws Exception {
    int each = Race.times(1000);
    TestedChannel<Integer> channel = rendezvous();
    AtomicInteger sent = new AtomicInteger();
    AtomicInteger begun = new AtomicInteger();
    List<Integer> received = new ArrayList<>();
    List<Race.Task> tasks = new ArrayList<>();
    for (int first : new int[] {0, 1_000_000}) {
      Sender<Integer> sender = channel.sender();
      tasks.add(
          () -> {
            for (int i = first; i < first + each; i++) {
              channel.send(sender, i);
              int ahead = sent.incrementAndGet() - begun.get();
              assertTrue(ahead <= 0, "ahead by " + ahead);
            }
            sender.close();
          });
    }
    tasks.add(
        () -> {
          Integer message;
          do {
            begun.incrementAndGet();
            message = channel.receive();
            if (message != null) {
              received.add(message);
            }
          } while (message != null);
        });
    Race.of(channel, tasks.toArray(new Race.Task[0])).run(fixture());
    assertEquals(2 * each, received.size());
    assertEquals(numbers(0, each), received.stream().filter(m -> m < 1_000_000).toList());
    assertEquals(numbers(1_000_000, each), received.stream().filter(m -> m >= 1_000_000).toList());
  }

  @Test
  @Races
  default void z3_triesMeetWhatWaits() throws Exception {
    int count = Race.times(1000);
    TestedChannel<Integer> channel = rendezvous();
    Sender<Integer> sender = channel.sender();
    Race.of(
            channel,
            () -> {
              for (int message = 0; message < count; message++) {
                channel.send(sender, message);
              }
            },
            () -> {
              for (int message = 0; message < count; ) {
                Integer received = channel.receiver().tryReceive();
                if (received == null) {
                  Race.timedYield();
                } else {
                  assertEquals(message++, received);
                }
              }
            })
        .run(fixture());
    Race.of(
            channel,
            () -> {
              for (int message = 0; message < count; ) {
                if (sender.trySend(message) == SendResult.SENT) {
                  message++;
                } else {
                  Race.timedYield();
                }
              }
            },
            () -> {
              for (int message = 0; message < count; message++) {
                assertEquals(message, channel.receive());
              }
            })
        .run(fixture());
  }

  @Test
  @Races
  default void z3_bothSidesThatWaitMeet() throws Exception {
    TestedChannel<Integer> channel = rendezvous();
    Sender<Integer> sender = channel.sender();
    Race.rounds(
        fixture(),
        300,
        () ->
            Race.of(
                channel, () -> channel.send(sender, 1), () -> assertEquals(1, channel.receive())));
  }

  // ---- the end

  @Test
  default void x3_aSendThatWaitsIsRefusedByTheClose() {
    TestedChannel<Integer> channel = rendezvous();
    Pending<?> send = channel.beginSend(channel.sender(), 1);
    channel.receiver().close();
    assertEquals(1, assertThrows(ChannelClosedException.class, send::await).undelivered());
    assertTrue(channel.receiver().isTerminated());
    assertNull(channel.receiver().tryReceive());
  }

  @Test
  default void x6_aReceiveThatWaitsEndsWithTheLastHandle() throws Exception {
    TestedChannel<Integer> channel = rendezvous();
    Sender<Integer> sender = channel.sender();
    Pending<@Nullable Integer> receive = channel.beginReceive();
    CompletableFuture<@Nullable Void> end = channel.receiver().terminationFuture();
    sender.close();
    assertNull(receive.await());
    assertTrue(channel.receiver().isTerminated());
    Watchdog.get("the future of the end", channel, end);
    assertEquals(List.of(), receiveAll(channel));
  }

  @Test
  default void x4_whatHasBeenHandedOverIsReceivedAfterTheClose() {
    TestedChannel<Integer> channel = rendezvous();
    Pending<?> send = channel.beginSend(channel.sender(), 1);
    assertEquals(1, channel.receiver().peek());
    send.await();
    CompletableFuture<@Nullable Void> end = channel.receiver().terminationFuture();
    channel.receiver().close();
    assertFalse(channel.receiver().isTerminated());
    assertFalse(end.isDone());
    assertEquals(1, channel.receiver().tryReceive());
    assertTrue(channel.receiver().isTerminated());
    Watchdog.get("the future of the end", channel, end);
  }

  @Test
  @Races
  default void x10_whatCancelFindsIsUndeliveredOrRefused() throws Exception {
    AtomicReference<SendResult> result = new AtomicReference<>();
    Race.rounds(
        fixture(),
        100,
        () -> {
          List<Integer> undelivered = new CopyOnWriteArrayList<>();
          TestedChannel<Integer> channel = rendezvous(undelivered::add);
          Sender<Integer> sender = channel.sender();
          Pending<@Nullable Integer> receive = channel.beginReceive();
          return Race.of(
                  channel, () -> channel.receiver().cancel(), () -> result.set(sender.trySend(1)))
              .then(
                  () -> {
                    Integer received = receive.await();
                    int seen = (received == null ? 0 : 1) + undelivered.size();
                    assertEquals(result.get() == SendResult.SENT ? 1 : 0, seen);
                    assertEquals(0, sender.size());
                  });
        });
  }

  // ---- select

  @Test
  default void sel1_aSelectorTakesOnlyFromTheSenderThatItSelects() throws Exception {
    TestedChannel<Integer> a = rendezvous();
    TestedChannel<Integer> b = rendezvous();
    assumeTrue(fixture().isSelectable(), "other channels than this library's");
    Selector<Integer> selector = Selector.fair();
    selector.add(a.receiver());
    selector.add(b.receiver());
    Sender<Integer> toA = a.sender();
    Sender<Integer> toB = b.sender();
    assertNull(selector.trySelect());
    assertEquals(SendResult.FULL, toA.trySend(-1), "no select waits");
    Pending<?> one = a.beginSend(toA, 1);
    Pending<?> two = b.beginSend(toB, 2);
    Selection<Integer> first = selector.select();
    assertNotNull(first);
    int taken = first.messageOrThrow();
    assertEquals(1, (taken == 1 ? b : a).sender().waitingSenders());
    Selection<Integer> second = selector.select();
    assertNotNull(second);
    assertEquals(3 - taken, second.messageOrThrow());
    one.await();
    two.await();
    assertNull(selector.trySelect());
  }

  @Test
  @Races
  default void sel2_aSelectThatWaitsIsWokenByASendThatWaits() throws Exception {
    TestedChannel<Integer> a = rendezvous();
    assumeTrue(fixture().isSelectable(), "other channels than this library's");
    TestedChannel<Integer> b = open(1);
    Sender<Integer> toA = a.sender();
    Sender<Integer> toB = b.sender();
    Selector<Integer> selector = Selector.fair();
    selector.add(a.receiver());
    selector.add(b.receiver());
    int rounds = Race.times(300);
    Race.of(
            List.of(a, b),
            () -> {
              for (int i = 0; i < rounds; i++) {
                a.send(toA, 1);
              }
            },
            () -> {
              for (int i = 0; i < rounds; i++) {
                b.send(toB, 2);
              }
            },
            () -> {
              int sum = 0;
              for (int i = 0; i < 2 * rounds; i++) {
                Selection<Integer> selection = selector.select();
                assertNotNull(selection);
                sum += selection.messageOrThrow();
              }
              assertEquals(3 * rounds, sum);
            })
        .run(fixture());
  }

  @Test
  default void sel5_theEndOfARendezvousIsSelected() throws Exception {
    TestedChannel<Integer> channel = rendezvous();
    assumeTrue(fixture().isSelectable(), "other channels than this library's");
    Selector<Integer> selector = Selector.fair();
    Receiver<Integer> receiver = channel.receiver();
    Sender<Integer> sender = channel.sender();
    selector.add(receiver);
    CompletableFuture<@Nullable Selection<Integer>> selected = selector.selectAsync();
    assertFalse(selected.isDone());
    sender.close();
    Selection<Integer> end = Watchdog.get("the end", channel, selected);
    assertNotNull(end);
    assertTrue(end.isEnd());
    assertNull(selector.select());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static io.github.sluice.channel.tck.ContractPart.fill;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Races in which other channels lost messages, wakes or count. */
public interface RacesContract extends ContractPart {
  @Races
  @Test
  default void b5_withdrawingAReceiveLosesNoMessage() throws Exception {
    TestedChannel<Integer> channel = open(1);
    Sender<Integer> sender = channel.sender();
    AtomicBoolean withdrawn = new AtomicBoolean();
    AtomicInteger message = new AtomicInteger(1000);
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          Pending<?> receive = channel.beginReceive();
          return Race.of(
                  channel,
                  () -> fill(sender, message.get(), 1),
                  () -> withdrawn.set(receive.withdraw()))
              .then(
                  () -> {
                    Object got =
                        withdrawn.get() ? channel.receiver().tryReceive() : receive.await();
                    assertEquals(message.getAndIncrement(), got);
                    assertNull(channel.receiver().tryReceive());
                  });
        });
  }

  @Races
  @Test
  default void b9_v1_sizesStayInBoundsWhateverHappens() throws Exception {
    AtomicInteger samples = new AtomicInteger();
    Race.rounds(
        fixture(),
        Race.times(500),
        () -> {
          TestedChannel<Integer> channel = open(4);
          Sender<Integer> sender = channel.sender();
          AtomicBoolean over = new AtomicBoolean();
          return Race.of(
              channel,
              () -> {
                for (int i = 0; i < 30; i++) {
                  sender.trySend(i);
                }
                sender.close();
              },
              () -> {
                for (int i = 0; i < 20; i++) {
                  channel.receiver().tryReceive();
                }
                channel.receiver().close();
                channel.receiver().cancel();
                over.set(true);
              },
              () -> {
                do {
                  assertInBounds(channel.receiver().size());
                  assertInBounds(sender.size());
                  assertInBounds(sender.remainingCapacity());
                  samples.incrementAndGet();
                  Race.timedYield();
                } while (!over.get());
              });
        });
    assertTrue(samples.get() > 0);
  }

  @Races
  @Test
  default void b9_v1_theSizeStaysInBoundsWhileMessagesPass() throws Exception {
    int count = Race.times(20_000);
    TestedChannel<Integer> channel = open(4);
    Sender<Integer> sender = channel.sender();
    AtomicInteger received = new AtomicInteger();
    Race.of(
            channel,
            () -> sendByTrying(sender, count),
            () -> {
              while (received.get() < count) {
                if (channel.receiver().tryReceive() != null) {
                  received.incrementAndGet();
                } else {
                  Race.timedYield();
                }
              }
            },
            () -> {
              while (received.get() < count) {
                assertInBounds(channel.receiver().size());
                assertInBounds(sender.size());
                Race.timedYield();
              }
            })
        .run(fixture());
  }

  private static void sendByTrying(Sender<Integer> sender, int count) {
    for (int i = 0; i < count; i++) {
      while (sender.trySend(i) == SendResult.FULL) {
        Race.timedYield();
      }
    }
  }

  private static void assertInBounds(int size) {
    assertTrue(0 <= size && size <= 4, "size " + size);
  }

  @Races
  @Test
  default void b10_whatTheSizeShowsCanBeReceived() throws Exception {
    int count = Race.times(20_000);
    TestedChannel<Integer> channel = open(5);
    Sender<Integer> sender = channel.sender();
    AtomicInteger seen = new AtomicInteger();
    Race.of(
            channel,
            () -> sendByTrying(sender, count),
            () -> {
              Receiver<Integer> receiver = channel.receiver();
              for (int i = 0; i < count; i++) {
                while (receiver.size() == 0) {
                  Race.timedYield();
                }
                assertEquals(i, receiver.tryReceive(), "size > 0, but nothing to receive");
                seen.incrementAndGet();
              }
            })
        .run(fixture());
    assertEquals(count, seen.get());
  }

  @Races
  @Test
  default void b14_b19_aSendRacingCancelIsReceivedOrUndeliveredOrRefused() throws Exception {
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          ConcurrentLinkedQueue<String> ends = new ConcurrentLinkedQueue<>();
          TestedChannel<String> channel = open(2, ends::add);
          List<String> messages = new ArrayList<>();
          List<Race.Task> tasks = new ArrayList<>();
          for (int i = 0; i < 3; i++) {
            Sender<String> sender = channel.sender();
            List<String> own = List.of(i + "a", i + "b", i + "c");
            messages.addAll(own);
            tasks.add(() -> own.forEach(message -> sendOrKeep(channel, sender, message, ends)));
          }
          tasks.add(
              () -> {
                String received = channel.receiver().tryReceive();
                if (received != null) {
                  ends.add(received);
                }
                channel.receiver().cancel();
              });
          return Race.of(channel, tasks.toArray(new Race.Task[0]))
              .then(
                  () -> {
                    List<String> ended = new ArrayList<>(ends);
                    Collections.sort(ended);
                    assertEquals(messages, ended);
                    assertEquals(0, channel.receiver().size());
                    assertTrue(channel.receiver().isTerminated());
                  });
        });
  }

  private static void sendOrKeep(
      TestedChannel<String> channel,
      Sender<String> sender,
      String message,
      ConcurrentLinkedQueue<String> kept) {
    try {
      channel.send(sender, message);
    } catch (ChannelClosedException e) {
      assertSame(message, e.undelivered());
      kept.add(message);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Races
  @Test
  default void p1_aWaitingSendRacingItsReceiveAndCloseAlwaysEnds() throws Exception {
    int[] outcomes = new int[2];
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(1);
          Sender<Integer> sender = channel.sender();
          fill(sender, 0, 1);
          AtomicBoolean accepted = new AtomicBoolean();
          return Race.of(
                  channel,
                  () -> {
                    try {
                      channel.send(sender, 1);
                      accepted.set(true);
                    } catch (ChannelClosedException e) {
                      assertEquals(1, e.undelivered());
                    }
                  },
                  () -> {
                    assertNotNull(channel.receive());
                    channel.receiver().close();
                  })
              .then(
                  () -> {
                    outcomes[accepted.get() ? 1 : 0]++;
                    assertEquals(accepted.get() ? 1 : null, channel.receive());
                    assertNull(channel.receive());
                  });
        });
    assertTrue(outcomes[0] + outcomes[1] > 0);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static io.github.sluice.channel.tck.ContractPart.assertCapacityFor;
import static io.github.sluice.channel.tck.ContractPart.fill;
import static io.github.sluice.channel.tck.ContractPart.receiveAll;
import static io.github.sluice.channel.tck.ContractPart.reserve;
import static io.github.sluice.channel.tck.ContractPart.takeAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Permits against everything else, at the same time. */
public interface PermitRacesContract extends ContractPart {
  @Races
  @Test
  default void b1_x5_permitsClosedAtOnceWakeTheReceiverOfAClosedChannel() throws Exception {
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(4);
          Sender<Integer> sender = channel.sender();
          Permit<Integer> one = reserve(sender, 1);
          Permit<Integer> two = reserve(sender, 3);
          channel.receiver().close();
          return Race.of(
                  channel, one::close, two::close, () -> assertNull(channel.receive(), "the end"))
              .then(() -> assertTrue(channel.receiver().isTerminated()));
        });
  }

  @Races
  @Test
  default void b1_r7_permitsAndTheLastHandleClosedAtOnceWakeTheReceiver() throws Exception {
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(3);
          Sender<Integer> sender = channel.sender();
          Permit<Integer> closed = reserve(sender, 2);
          Permit<Integer> used = reserve(sender, 1);
          return Race.of(
                  channel,
                  closed::close,
                  () -> assertEquals(SendResult.SENT, used.send(1)),
                  sender::close,
                  () -> assertEquals(List.of(1), receiveAll(channel)))
              .then(() -> assertTrue(channel.receiver().isTerminated()));
        });
  }

  @Races
  @Test
  default void b1_theLastUseOfABatchWakesTheReceiverOfAClosedChannel() throws Exception {
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(2);
          Sender<Integer> sender = channel.sender();
          Permit<Integer> batch = reserve(sender, 2);
          sender.close();
          return Race.of(
              channel,
              () -> {
                assertEquals(SendResult.SENT, batch.send(1));
                assertEquals(SendResult.SENT, batch.send(2));
              },
              () -> assertEquals(List.of(1, 2), receiveAll(channel)));
        });
  }

  @Races
  @Test
  default void b1_aReserveThatFailsWhileTheLastHandleClosesDoesNotKeepTheStreamOpen()
      throws Exception {
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(2);
          Sender<Integer> sender = channel.sender();
          fill(sender, 0, 1);
          return Race.of(
              channel,
              () -> {
                Permit<Integer> permit = reserveIfOpen(sender, 2);
                if (permit != null) {
                  permit.close();
                }
              },
              sender::close,
              () -> assertEquals(List.of(0), receiveAll(channel)));
        });
  }

  @Races
  @Test
  default void r2_manyThreadsUseABatchExactlyAsOftenAsItSays() throws Exception {
    int messages = 5;
    Race.rounds(
        fixture(),
        Race.times(1000),
        () -> {
          TestedChannel<Integer> channel = open(8);
          Permit<Integer> batch = reserve(channel.sender(), messages);
          ConcurrentLinkedQueue<Integer> sent = new ConcurrentLinkedQueue<>();
          List<Race.Task> tasks = new ArrayList<>();
          for (int i = 0; i < 3; i++) {
            int first = i * 10;
            tasks.add(
                () -> {
                  for (int message = first; message < first + 3; message++) {
                    if (sendOrBeRefused(batch, message)) {
                      sent.add(message);
                    }
                  }
                });
          }
          return Race.of(channel, tasks.toArray(new Race.Task[0]))
              .then(
                  () -> {
                    assertEquals(messages, sent.size());
                    assertEquals(0, batch.remaining());
                    assertEquals(sorted(sent), sorted(takeAll(channel.receiver())));
                    assertCapacityFor(channel, 8);
                  });
        });
  }

  /** Returns whether the permit was still good. */
  private static boolean sendOrBeRefused(Permit<Integer> permit, Integer message) {
    try {
      assertEquals(SendResult.SENT, permit.send(message));
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static List<Integer> sorted(Iterable<Integer> messages) {
    List<Integer> sorted = new ArrayList<>();
    messages.forEach(sorted::add);
    Collections.sort(sorted);
    return sorted;
  }

  @Races
  @Test
  default void r2_r5_aBatchUsedAndClosedAtOnceFreesExactlyTheRest() throws Exception {
    int[] outcomes = new int[3];
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(2);
          Permit<Integer> batch = reserve(channel.sender(), 2);
          AtomicInteger sent = new AtomicInteger();
          return Race.of(
                  channel,
                  () -> {
                    for (int i = 0; i < 2; i++) {
                      sent.addAndGet(sendOrBeRefused(batch, i) ? 1 : 0);
                    }
                  },
                  batch::close,
                  batch::close)
              .then(
                  () -> {
                    outcomes[sent.get()]++;
                    assertEquals(sent.get(), channel.receiver().size());
                    assertEquals(0, batch.remaining());
                    assertCapacityFor(channel, 2 - sent.get());
                  });
        });
    assertTrue(outcomes[0] + outcomes[1] + outcomes[2] > 0);
  }

  @Races
  @Test
  default void s7_b14_aPermitUsedWhileTheReceiverCancelsHasOneOutcome() throws Exception {
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          ConcurrentLinkedQueue<Integer> undelivered = new ConcurrentLinkedQueue<>();
          ConcurrentLinkedQueue<Integer> kept = new ConcurrentLinkedQueue<>();
          TestedChannel<Integer> channel = open(4, undelivered::add);
          Sender<Integer> sender = channel.sender();
          Permit<Integer> one = reserve(sender, 1);
          Permit<Integer> two = reserve(sender, 2);
          return Race.of(
                  channel,
                  () -> keepIfRefused(one, 1, kept),
                  () -> {
                    keepIfRefused(two, 2, kept);
                    keepIfRefused(two, 3, kept);
                  },
                  () -> channel.receiver().cancel())
              .then(
                  () -> {
                    undelivered.addAll(kept);
                    assertEquals(List.of(1, 2, 3), sorted(undelivered));
                    assertEquals(0, channel.receiver().size());
                    assertNull(channel.receiver().tryReceive());
                    assertTrue(channel.receiver().isTerminated());
                  });
        });
  }

  private static @Nullable Permit<Integer> reserveIfOpen(Sender<Integer> sender, int messages) {
    try {
      return sender.tryReserve(messages);
    } catch (ChannelClosedException closed) {
      return null;
    }
  }

  private static void keepIfRefused(
      Permit<Integer> permit, Integer message, Collection<Integer> kept) {
    if (permit.send(message) == SendResult.CLOSED) {
      kept.add(message);
    }
  }

  @Races
  @Test
  default void x2_aPermitGivenWhileTheReceiverClosesIsGoodAndAwaited() throws Exception {
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(2);
          Sender<Integer> sender = channel.sender();
          AtomicBoolean closed = new AtomicBoolean();
          List<Integer> sent = new ArrayList<>();
          List<Integer> received = new ArrayList<>();
          return Race.of(
                  channel,
                  () -> {
                    channel.receiver().close();
                    closed.set(true);
                  },
                  () -> {
                    boolean after = closed.get();
                    Permit<Integer> permit = reserveIfOpen(sender, 1);
                    if (permit != null) {
                      assertTrue(!after, "reserved after close");
                      assertEquals(SendResult.SENT, permit.send(1));
                      sent.add(1);
                    }
                  },
                  () -> received.addAll(receiveAll(channel)))
              .then(() -> assertEquals(sent, received));
        });
  }

  @Races
  @Test
  default void p1_p2_capacityReleasedWhileASendBeginsToWaitAdmitsIt() throws Exception {
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(2);
          Sender<Integer> sender = channel.sender();
          Permit<Integer> one = reserve(sender, 1);
          Permit<Integer> two = reserve(sender, 1);
          return Race.of(
                  channel,
                  () -> channel.send(sender, 1),
                  one::close,
                  () -> channel.send(sender, 2),
                  two::close)
              .then(() -> assertEquals(List.of(1, 2), sorted(takeAll(channel.receiver()))));
        });
  }
}

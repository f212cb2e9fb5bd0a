// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.fray;

import static io.github.sluice.channel.fray.Schedules.explore;
import static io.github.sluice.channel.fray.Schedules.start;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * What parks and unparks, under many schedules: nobody waits for ever, and no message is lost or
 * comes twice. Each test is named after the properties that it checks.
 */
abstract class WaitingSchedules {
  /** A channel's two ends. */
  record Ends(Supplier<BlockingSender<Integer>> newSender, BlockingReceiver<Integer> receiver) {
    BlockingSender<Integer> sender() {
      return newSender.get();
    }

    /** Receives to the end of the stream. */
    List<Integer> receiveAll() throws InterruptedException {
      List<Integer> received = new ArrayList<>();
      for (Integer m = receiver.receive(); m != null; m = receiver.receive()) {
        received.add(m);
      }
      return received;
    }
  }

  abstract Ends open(int capacity, Consumer<Integer> onUndelivered);

  private Ends open(int capacity) {
    return open(
        capacity,
        message -> {
          throw new AssertionError(message + " is undelivered");
        });
  }

  // ---- messages

  @Test
  final void p1_p2_x6_o1_twoProducersAndOnePlace() {
    explore(
        () -> {
          Ends ends = open(1);
          Thread first = start(producer(ends.sender(), 1, 2));
          Thread second = start(producer(ends.sender(), 11, 12));
          List<Integer> received = ends.receiveAll();
          first.join();
          second.join();
          assertOrdered(received);
        });
  }

  /** Asserts that of two producers all has come, in the order of each. */
  static void assertOrdered(List<Integer> received) {
    assertEquals(List.of(1, 2), received.stream().filter(m -> m < 10).toList());
    assertEquals(List.of(11, 12), received.stream().filter(m -> m > 10).toList());
    assertEquals(4, received.size());
  }

  @Test
  final void p2_o3_manyAtOnceThroughTwoPlaces() {
    explore(
        () -> {
          Ends ends = open(2);
          Queue<Integer> messages = new ArrayDeque<>(List.of(1, 2, 3, 4));
          Thread producer =
              start(
                  () -> {
                    try (BlockingSender<Integer> sender = ends.sender()) {
                      assertEquals(4, sender.sendAll(messages));
                    }
                  });
          List<Integer> received = new ArrayList<>();
          while (received.isEmpty() || !ends.receiver().isTerminated()) {
            ends.receiver().receiveMany(received, 3);
          }
          producer.join();
          assertEquals(List.of(1, 2, 3, 4), received);
        });
  }

  // ---- who gives up

  @Test
  final void p2_s4_i3_aSenderThatIsInterruptedPassesItsWakeOn() {
    explore(
        () -> {
          Ends ends = open(1);
          AtomicInteger sent = new AtomicInteger();
          BlockingSender<Integer> sender = ends.sender();
          assertEquals(SendResult.SENT, sender.trySend(0));
          Thread first = start(interruptible(ends.sender(), 1, sent));
          Thread second = start(producer(ends.sender(), 2));
          sender.close();
          first.interrupt();
          List<Integer> received = ends.receiveAll();
          first.join();
          second.join();
          assertEquals(2 + sent.get(), received.size(), received::toString);
          assertEquals(sent.get() == 1, received.contains(1));
          assertTrue(received.containsAll(List.of(0, 2)));
        });
  }

  @Test
  final void i1_s1_aReceiverThatIsInterruptedLeavesTheMessage() {
    explore(
        () -> {
          Ends ends = open(1);
          BlockingSender<Integer> sender = ends.sender();
          AtomicInteger received = new AtomicInteger();
          Thread receiver =
              start(
                  () -> {
                    try {
                      received.set(ends.receiver().receive());
                    } catch (InterruptedException e) {
                      received.set(-1);
                    }
                  });
          sender.send(1);
          receiver.interrupt();
          receiver.join();
          if (received.get() == -1) {
            assertEquals(1, ends.receiver().receive());
          } else {
            assertEquals(1, received.get());
            assertNull(ends.receiver().tryReceive());
          }
        });
  }

  @Test
  final void r6_p2_aRequestThatIsInterruptedLetsOthersIn() {
    explore(
        () -> {
          Ends ends = open(2);
          BlockingSender<Integer> sender = ends.sender();
          assertEquals(SendResult.SENT, sender.trySend(0));
          assertEquals(SendResult.SENT, sender.trySend(1));
          BlockingSender<Integer> asking = ends.sender();
          Thread requester =
              start(
                  () -> {
                    try (asking;
                        Permit<Integer> permit = asking.reserve(2)) {
                      assertEquals(2, permit.remaining());
                    } catch (InterruptedException e) {
                      // the others must get in all the same
                    }
                  });
          Thread producer = start(producer(ends.sender(), 2));
          sender.close();
          requester.interrupt();
          List<Integer> received = ends.receiveAll();
          requester.join();
          producer.join();
          assertEquals(List.of(0, 1, 2), received);
        });
  }

  // ---- permits

  @Test
  final void p1_p2_c4_permitsThatAreGivenBackLetThoseInWhoWait() {
    explore(
        () -> {
          Ends ends = open(1);
          Permit<Integer> permit = ends.sender().tryReserve();
          Thread producer = start(producer(ends.sender(), 1));
          Thread requester =
              start(
                  () -> {
                    try (Permit<Integer> mine = ends.sender().reserve()) {
                      assertEquals(1, mine.remaining());
                    }
                  });
          permit.close();
          producer.join();
          assertEquals(1, ends.receiver().receive());
          requester.join();
        });
  }

  @Test
  final void x5_b1_theLastPermitOfAClosedChannelIsGivenBack() {
    explore(
        () -> {
          Ends ends = open(1);
          Permit<Integer> permit = ends.sender().tryReserve();
          Thread holder = start(permit::close);
          ends.receiver().close();
          assertNull(ends.receiver().receive());
          holder.join();
        });
  }

  @Test
  final void x5_r2_theLastPermitOfAClosedChannelIsUsed() {
    explore(
        () -> {
          Ends ends = open(1);
          Permit<Integer> permit = ends.sender().tryReserve();
          Thread holder = start(() -> assertEquals(SendResult.SENT, permit.send(1)));
          ends.receiver().close();
          assertEquals(1, ends.receiver().receive());
          assertNull(ends.receiver().receive());
          holder.join();
        });
  }

  // ---- the end

  @Test
  final void x6_x7_x13_twoHandlesAreClosedWhileOneSends() {
    explore(
        () -> {
          Ends ends = open(1);
          BlockingSender<Integer> shared = ends.sender();
          Thread producer =
              start(
                  () -> {
                    shared.send(1);
                    try {
                      shared.send(2);
                    } catch (ChannelClosedException e) {
                      assertEquals(2, e.undelivered());
                    }
                  });
          Thread other = start(ends.sender()::close);
          assertEquals(1, ends.receiver().receive());
          shared.close();
          Integer second = ends.receiver().receive();
          assertTrue(second == null || second == 2);
          assertTrue(second == null || ends.receiver().receive() == null);
          producer.join();
          other.join();
        });
  }

  @Test
  final void x3_x4_s6_theReceiverClosesWhileSendersWait() {
    explore(
        () -> {
          Ends ends = open(1);
          AtomicInteger sent = new AtomicInteger();
          Thread first = start(refusable(ends.sender(), sent, 1, 2));
          Thread second = start(refusable(ends.sender(), sent, 11, 12));
          ends.receiver().close();
          List<Integer> received = ends.receiveAll();
          first.join();
          second.join();
          assertEquals(sent.get(), received.size(), received::toString);
        });
  }

  @Test
  final void x10_s1_theReceiverCancelsWhileSendersWait() {
    explore(
        () -> {
          AtomicInteger undelivered = new AtomicInteger();
          AtomicInteger sent = new AtomicInteger();
          Ends ends = open(1, message -> undelivered.incrementAndGet());
          Thread first = start(refusable(ends.sender(), sent, 1, 2));
          Thread second = start(refusable(ends.sender(), sent, 11, 12));
          Integer received = ends.receiver().receive();
          ends.receiver().cancel();
          first.join();
          second.join();
          assertTrue(received != null);
          assertNull(ends.receiver().receive());
          assertEquals(sent.get(), 1 + undelivered.get());
        });
  }

  @Test
  final void x10_anotherThreadCancelsWhileTheReceiverWaits() {
    explore(
        () -> {
          List<Integer> undelivered = new ArrayList<>();
          Ends ends = open(1, undelivered::add);
          AtomicInteger received = new AtomicInteger();
          AtomicInteger sent = new AtomicInteger();
          Thread receiver =
              start(
                  () -> {
                    if (ends.receiver().receive() != null) {
                      received.incrementAndGet();
                    }
                  });
          while (!isInUse(ends.receiver())) {
            Thread.yield();
          }
          Thread producer = start(refusable(ends.sender(), sent, 1, 2));
          ends.receiver().cancel();
          receiver.join();
          producer.join();
          assertEquals(sent.get(), received.get() + undelivered.size());
        });
  }

  private static boolean isInUse(BlockingReceiver<Integer> receiver) {
    try {
      receiver.drain(message -> {}, 0);
      return false;
    } catch (IllegalStateException waiting) {
      return true;
    }
  }

  @Test
  final void x9_h3_theStreamFailsWhileTheReceiverWaits() {
    explore(
        () -> {
          Ends ends = open(1);
          Throwable cause = new IllegalStateException("the source is gone");
          Thread producer =
              start(
                  () -> {
                    BlockingSender<Integer> sender = ends.sender();
                    sender.send(1);
                    sender.send(2);
                    sender.fail(cause);
                  });
          assertEquals(1, ends.receiver().receive());
          assertEquals(2, ends.receiver().receive());
          ChannelFailedException failure =
              assertThrows(ChannelFailedException.class, ends.receiver()::receive);
          assertSame(cause, failure.getCause());
          producer.join();
        });
  }

  // ---- what threads do

  /** Sends messages, and closes the handle. */
  private static Schedules.Task producer(BlockingSender<Integer> mine, int... messages) {
    return () -> {
      try (BlockingSender<Integer> sender = mine) {
        for (int message : messages) {
          sender.send(message);
        }
      }
    };
  }

  /** Sends a message unless interrupted, counts it if it was sent, and closes the handle. */
  private static Schedules.Task interruptible(
      BlockingSender<Integer> mine, int message, AtomicInteger sent) {
    return () -> {
      try (BlockingSender<Integer> sender = mine) {
        sender.send(message);
        sent.incrementAndGet();
      } catch (InterruptedException e) {
        // then it has not been sent
      }
    };
  }

  /** Sends messages until the channel is closed, and counts those that were sent. */
  private static Schedules.Task refusable(
      BlockingSender<Integer> sender, AtomicInteger sent, int... messages) {
    return () -> {
      for (int message : messages) {
        try {
          sender.send(message);
          sent.incrementAndGet();
        } catch (ChannelClosedException e) {
          assertEquals(message, e.undelivered());
        }
      }
    };
  }
}

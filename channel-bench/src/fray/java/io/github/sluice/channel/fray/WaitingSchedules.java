// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.fray;

import static io.github.sluice.channel.fray.Schedules.explore;
import static io.github.sluice.channel.fray.Schedules.start;
import static io.github.sluice.channel.fray.Tasks.interruptible;
import static io.github.sluice.channel.fray.Tasks.producer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Controlled concurrency testing of threads that park: no thread waits for ever, and no message is
 * lost or comes twice. Each test is named after the properties that it checks.
 */
interface WaitingSchedules extends SchedulesPart {
  // ---- messages

  @Test
  default void p1_p2_x6_o1_twoProducersAndOneSlot() {
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
  default void p2_o3_manyAtOnceThroughTwoSlots() {
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

  // ---- withdrawal

  @Test
  default void p2_s4_i3_aSenderThatIsInterruptedPassesItsWakeOn() {
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
  default void i1_s1_aReceiverThatIsInterruptedLeavesTheMessage() {
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
  default void r6_p2_aRequestThatIsInterruptedLetsOthersIn() {
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
  default void p1_p2_c4_releasedPermitsAdmitTheWaiters() {
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
  default void x5_b1_theLastPermitOfAClosedChannelIsGivenBack() {
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
  default void x5_r2_theLastPermitOfAClosedChannelIsUsed() {
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
}

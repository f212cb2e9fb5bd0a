// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.fray;

import static io.github.sluice.channel.fray.Schedules.explore;
import static io.github.sluice.channel.fray.Schedules.start;
import static io.github.sluice.channel.fray.Tasks.producer;
import static io.github.sluice.channel.fray.Tasks.refusable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.ChannelFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How a stream ends while threads wait, as in {@link WaitingSchedules}. */
interface EndingSchedules extends SchedulesPart {
  @Test
  default void x6_x7_x13_twoHandlesAreClosedWhileOneSends() {
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
  default void x3_x4_s6_theReceiverClosesWhileSendersWait() {
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
  default void x10_s1_theReceiverCancelsWhileSendersWait() {
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
  default void x10_anotherThreadCancelsWhileTheReceiverWaits() {
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
  default void x9_h3_theStreamFailsWhileTheReceiverWaits() {
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
                    sender.closeExceptionally(cause);
                  });
          assertEquals(1, ends.receiver().receive());
          assertEquals(2, ends.receiver().receive());
          ChannelFailedException failure =
              assertThrows(ChannelFailedException.class, ends.receiver()::receive);
          assertSame(cause, failure.getCause());
          producer.join();
        });
  }
}

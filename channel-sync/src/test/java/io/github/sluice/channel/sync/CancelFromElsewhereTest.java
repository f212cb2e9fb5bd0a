// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.PendingThread;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Races;
import io.github.sluice.channel.tck.ThreadKind;
import io.github.sluice.channel.tck.ThreadKinds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** X10: a channel is cancelled by one thread while another one waits to receive. */
@Races
class CancelFromElsewhereTest {
  private static final int CAPACITY = 4;
  private static final Duration HOUR = Duration.ofHours(1);

  private interface Wait {
    void receive(BlockingReceiver<Integer> receiver, Collection<Integer> into) throws Exception;
  }

  private static final List<Wait> WAITS =
      List.of(
          (receiver, into) -> addTo(into, receiver.receive()),
          (receiver, into) -> addTo(into, receiver.tryReceive(HOUR)),
          (receiver, into) -> receiver.receiveMany(into, 3),
          (receiver, into) -> receiver.tryReceiveMany(into, 3, HOUR),
          (receiver, into) -> receiver.stream().findFirst().ifPresent(into::add));

  private static void addTo(Collection<Integer> into, Integer message) {
    if (message != null) {
      into.add(message);
    }
  }

  @ThreadKinds
  void x10_everyMessageIsReceivedOrUndeliveredOnce(ThreadKind threads) throws Exception {
    AtomicInteger round = new AtomicInteger();
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      Race.rounds(
          fixture,
          Race.times(6000),
          () -> cancelAWait(WAITS.get(round.getAndIncrement() % WAITS.size())));
    }
  }

  /** The receiving thread has found nothing when the channel begins to be filled. */
  private static Race cancelAWait(Wait wait) {
    AtomicReference<Thread> receiving = new AtomicReference<>();
    Collection<Integer> seen = new ConcurrentLinkedQueue<>();
    BlockingChannel<Integer> channel = BlockingChannel.bounded(CAPACITY, seen::add);
    BlockingReceiver<Integer> receiver = channel.receiver();
    BlockingSender<Integer> sender = channel.sender();
    return Race.of(
            channel,
            () -> {
              receiving.set(Thread.currentThread());
              wait.receive(receiver, seen);
            },
            () -> {
              awaitReceive(receiving);
              for (int message = 0; message < CAPACITY; message++) {
                if (sender.trySend(message) != SendResult.SENT) {
                  seen.add(message);
                }
              }
            },
            () -> {
              awaitReceive(receiving);
              receiver.cancel();
            })
        .then(
            () -> {
              List<Integer> sorted = new ArrayList<>(seen);
              sorted.sort(null);
              assertEquals(List.of(0, 1, 2, 3), sorted);
              assertNull(receiver.tryReceive());
              assertEquals(0, receiver.size());
            });
  }

  /**
   * Waits until the thread is parked, in its receive or after it. The receiver is not polled for
   * that: only one thread at a time may use it.
   */
  private static void awaitReceive(AtomicReference<Thread> receiving) {
    Thread thread = receiving.get();
    while (thread == null || !PendingThread.isWaiting(thread)) {
      Race.timedYield();
      thread = receiving.get();
    }
  }
}

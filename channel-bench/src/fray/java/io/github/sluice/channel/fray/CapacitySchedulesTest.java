// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.fray;

import static io.github.sluice.channel.fray.Schedules.explore;
import static io.github.sluice.channel.fray.Schedules.start;
import static io.github.sluice.channel.fray.Tasks.interruptible;
import static io.github.sluice.channel.fray.Tasks.producer;
import static io.github.sluice.channel.fray.Tasks.refusable;
import static io.github.sluice.channel.fray.WaitingSchedules.assertOrdered;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.Overflow;
import io.github.sluice.channel.WaitStrategy;
import io.github.sluice.channel.async.AsyncChannel;
import io.github.sluice.channel.select.Selection;
import io.github.sluice.channel.select.Selector;
import io.github.sluice.channel.sync.BlockingChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Channels of capacity 0, by weight, and that drop messages. */
class CapacitySchedulesTest {
  private static BlockingChannel.Builder<Integer> parking(int capacity) {
    return BlockingChannel.<Integer>builder(capacity).waitStrategy(WaitStrategy.PARKING);
  }

  private static List<Integer> receiveAll(BlockingReceiver<Integer> receiver)
      throws InterruptedException {
    List<Integer> received = new ArrayList<>();
    Integer message;
    while ((message = receiver.receive()) != null) {
      received.add(message);
    }
    return received;
  }

  @Test
  void z1_z3_twoProducersMeetTheReceiver() {
    explore(
        () -> {
          BlockingChannel<Integer> channel = parking(0).build();
          BlockingSender<Integer> other = channel.sender();
          Thread first = start(producer(channel.sender(), 1, 2));
          Thread second = start(producer(other, 11, 12));
          assertOrdered(receiveAll(channel.receiver()));
          first.join();
          second.join();
        });
  }

  @Test
  void z2_i1_anInterruptedReceiveHasBeenHandedNothing() {
    explore(
        () -> {
          BlockingChannel<Integer> channel = parking(0).build();
          BlockingSender<Integer> sender = channel.sender();
          AtomicReference<Integer> received = new AtomicReference<>();
          Thread receiving =
              start(
                  () -> {
                    try {
                      received.set(channel.receiver().receive());
                    } catch (InterruptedException e) { // nothing taken
                    }
                  });
          Thread interrupting = start(receiving::interrupt);
          boolean isSent = sender.trySend(1).isSent();
          interrupting.join();
          receiving.join();
          assertEquals(isSent ? 1 : null, received.get());
          assertEquals(0, channel.size());
          assertEquals(0, channel.remainingCapacity());
        });
  }

  @Test
  void z2_i1_aSendIsInterruptedBesideATry() {
    explore(
        () -> {
          BlockingChannel<Integer> channel = parking(0).build();
          AtomicInteger sent = new AtomicInteger();
          Thread sending = start(interruptible(channel.sender(), 1, sent));
          Thread interrupting = start(sending::interrupt);
          int received = channel.receiver().tryReceive() == null ? 0 : 1;
          interrupting.join();
          sending.join();
          assertEquals(sent.get(), received);
          assertNull(channel.receiver().tryReceive());
          assertTrue(channel.receiver().isTerminated());
        });
  }

  @Test
  void x3_z1_theReceiverClosesBesideSends() {
    explore(
        () -> {
          BlockingChannel<Integer> channel = parking(0).build();
          AtomicInteger sent = new AtomicInteger();
          Thread first = start(refusable(channel.sender(), sent, 1));
          Thread second = start(refusable(channel.sender(), sent, 2));
          Thread closing = start(() -> channel.receiver().close());
          int received = receiveAll(channel.receiver()).size();
          first.join();
          second.join();
          closing.join();
          assertEquals(sent.get(), received);
        });
  }

  @Test
  void z2_a5_aFutureIsCancelledBesideASend() {
    explore(
        () -> {
          AsyncChannel<Integer> channel = AsyncChannel.bounded(0);
          AsyncSender<Integer> sender = channel.sender();
          AsyncReceiver<Integer> receiver = channel.receiver();
          CompletableFuture<Integer> receive = receiver.receive();
          AtomicReference<Boolean> cancelled = new AtomicReference<>();
          Thread cancelling = start(() -> cancelled.set(receive.cancel(false)));
          boolean isSent = sender.trySend(1).isSent();
          cancelling.join();
          assertEquals(!cancelled.get(), isSent);
          assertEquals(0, channel.size());
          CompletableFuture<Void> second = sender.send(2);
          assertEquals(2, receiver.receive().join());
          second.join();
        });
  }

  @Test
  void z3_aCancelThatComesLateTakesNoOtherReceivesRegistrationBack() {
    explore(
        () -> {
          AsyncChannel<Integer> channel = AsyncChannel.bounded(0);
          AsyncSender<Integer> sender = channel.sender();
          AsyncReceiver<Integer> receiver = channel.receiver();
          CompletableFuture<Integer> first = receiver.receive();
          Thread cancelling = start(() -> first.cancel(false));
          boolean isSent = sender.trySend(1).isSent();
          if (isSent) {
            assertEquals(1, first.join());
          }
          if (isSent || first.cancel(false)) {
            CompletableFuture<Integer> second = receiver.receive();
            assertTrue(sender.trySend(2).isSent(), "the wake is lost");
            assertEquals(2, second.join());
          }
          cancelling.join();
          assertEquals(!isSent, first.isCancelled());
        });
  }

  @Test
  void z3_futuresOfBothSidesMeet() {
    explore(
        () -> {
          AsyncChannel<Integer> channel = AsyncChannel.bounded(0);
          AsyncSender<Integer> sender = channel.sender();
          AtomicReference<CompletableFuture<Void>> withdrawn = new AtomicReference<>();
          Thread sending =
              start(
                  () -> {
                    withdrawn.set(sender.send(1));
                    sender.send(2);
                    withdrawn.get().cancel(false);
                  });
          int first = channel.receiver().receive().join();
          sending.join();
          if (first == 1) {
            assertTrue(!withdrawn.get().isCancelled());
            assertEquals(2, channel.receiver().receive().join());
          } else {
            assertEquals(2, first);
          }
          assertEquals(0, channel.waitingSenders());
        });
  }

  @Test
  void sel2_z4_aSelectorIsNotifiedOfSendersThatWait() {
    explore(
        () -> {
          BlockingChannel<Integer> ones = parking(0).build();
          BlockingChannel<Integer> tens = parking(0).build();
          Selector<Integer> selector = Selector.fair();
          selector.add(ones.receiver());
          selector.add(tens.receiver());
          Thread first = start(producer(ones.sender(), 1));
          Thread second = start(producer(tens.sender(), 11));
          List<Integer> received = new ArrayList<>();
          Selection<Integer> selection;
          while ((selection = selector.select()) != null) {
            if (!selection.isEnd()) {
              received.add(selection.message());
            }
          }
          first.join();
          second.join();
          Collections.sort(received);
          assertEquals(List.of(1, 11), received);
        });
  }

  @Test
  void ov3_eachMessageIsReceivedOrDropped() {
    explore(
        () -> {
          List<Integer> dropped = Collections.synchronizedList(new ArrayList<>());
          BlockingChannel<Integer> channel =
              parking(1).overflow(Overflow.DROP_OLDEST).onUndelivered(dropped::add).build();
          BlockingSender<Integer> other = channel.sender();
          Thread first = start(producer(channel.sender(), 1, 2));
          Thread second = start(producer(other, 11, 12));
          List<Integer> received = receiveAll(channel.receiver());
          first.join();
          second.join();
          for (int one : new int[] {1, 11}) {
            int next = received.indexOf(one + 1);
            assertTrue(next < 0 || received.indexOf(one) < next, "O1: " + received);
          }
          received.addAll(dropped);
          Collections.sort(received);
          assertEquals(List.of(1, 2, 11, 12), received);
        });
  }

  @Test
  void w1_weightsThatAreReturnedGrantWhatWaits() {
    explore(
        () -> {
          BlockingChannel<Integer> channel = parking(3).weigher(weight -> weight).build();
          BlockingSender<Integer> other = channel.sender();
          Thread first = start(producer(channel.sender(), 2, 3));
          Thread second = start(producer(other, 1, 2));
          List<Integer> received = receiveAll(channel.receiver());
          first.join();
          second.join();
          Collections.sort(received);
          assertEquals(List.of(1, 2, 2, 3), received);
          assertEquals(3, channel.remainingCapacity());
        });
  }
}

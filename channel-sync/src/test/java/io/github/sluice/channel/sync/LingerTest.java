// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.tck.Pending;
import io.github.sluice.channel.tck.PendingThreads;
import io.github.sluice.channel.tck.Watchdog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** G1 to G3: batches that are complete by count or by age, in a thread. */
class LingerTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final BlockingChannel<Integer> channel = BlockingChannel.bounded(4);
  private final BlockingSender<Integer> sender = channel.sender();
  private final BlockingReceiver<Integer> receiver = channel.receiver();
  private final List<Integer> taken = new CopyOnWriteArrayList<>();

  private final PendingThreads threads = new PendingThreads(Thread::new);

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
    threads.close();
  }

  private Pending<Integer> begin(int limit, Duration linger) {
    return threads.begin(channel, () -> receiver.receiveMany(taken, limit, linger));
  }

  private void awaitTaken(Integer... messages) {
    Watchdog.await("the messages", channel, () -> taken.equals(List.of(messages)));
  }

  @Test
  void g1_aBatchIsCompleteByCount() {
    Pending<Integer> batch = begin(3, DAY);
    sender.trySend(1);
    sender.trySend(2);
    awaitTaken(1, 2);
    assertFalse(batch.isDone());
    sender.trySend(3);
    sender.trySend(4);
    assertEquals(3, batch.await());
    assertEquals(List.of(1, 2, 3), taken);
    assertEquals(4, receiver.tryReceive());
  }

  @Test
  void g1_aBatchMayBeLargerThanTheChannel() throws Exception {
    Pending<Integer> batch = begin(100, DAY);
    for (int message = 0; message < 100; message++) {
      sender.send(message);
    }
    assertEquals(100, batch.await());
  }

  @Test
  void g1_aBatchIsCompleteByAge() throws Exception {
    sender.send(1);
    assertEquals(1, receiver.receiveMany(taken, 3, MOMENT));
    sender.send(2);
    assertEquals(1, receiver.receiveMany(taken, 3, Duration.ZERO));
    sender.send(3);
    assertEquals(1, receiver.receiveMany(taken, 3, Duration.ofDays(-1)));
    assertEquals(List.of(1, 2, 3), taken);
  }

  @Test
  void g1_theClockDoesNotStartAnewWithEachMessage() throws Exception {
    AtomicBoolean stopped = new AtomicBoolean();
    Thread sending =
        new Thread(
            () -> {
              while (!stopped.get()) {
                sender.trySend(0); // before the one before can be a moment old
              }
            });
    sending.start();
    assertTrue(receiver.receiveMany(new ArrayList<>(), Integer.MAX_VALUE, MOMENT) > 0);
    stopped.set(true);
    Watchdog.join(sending, channel);
  }

  @Test
  void g1_g2_theEndCompletesABatch() throws Exception {
    Pending<Integer> batch = begin(3, DAY);
    sender.trySend(1);
    awaitTaken(1);
    sender.close();
    assertEquals(1, batch.await());
    assertEquals(0, receiver.receiveMany(taken, 3, DAY), "the end");
  }

  @Test
  void g3_aFailureComesAfterTheBatch() {
    Pending<Integer> batch = begin(3, DAY);
    sender.trySend(1);
    awaitTaken(1);
    sender.closeExceptionally(new Exception("a test's"));
    assertEquals(1, batch.await());
    assertThrows(ChannelFailedException.class, () -> receiver.receiveMany(taken, 3, DAY));
  }

  @Test
  void g3_aCancelCompletesABatch() {
    Pending<Integer> batch = begin(3, DAY);
    sender.trySend(1);
    awaitTaken(1);
    receiver.cancel();
    assertEquals(1, batch.await());
  }

  @Test
  void g3_i1_anInterruptCompletesABatchThatHasAMessage() throws Exception {
    sender.send(1);
    Thread.currentThread().interrupt();
    assertEquals(1, receiver.receiveMany(taken, 3, DAY));
    assertTrue(Thread.interrupted());
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> receiver.receiveMany(taken, 3, DAY));
  }

  @Test
  void g3_whatTheCollectionRefusesStays() {
    List<Integer> two =
        new ArrayList<>() {
          @Override
          public boolean add(Integer message) {
            if (size() == 2) {
              throw new IllegalStateException("full");
            }
            return super.add(message);
          }
        };
    Pending<Integer> batch = threads.begin(channel, () -> receiver.receiveMany(two, 4, DAY));
    for (int message = 1; message <= 4; message++) {
      sender.trySend(message);
    }
    assertThrows(IllegalStateException.class, batch::await);
    assertEquals(List.of(1, 2), two);
    assertEquals(3, receiver.tryReceive());
  }

  @Test
  void g2_forEachBatchHandsOverEveryMessageInBatches() throws Exception {
    List<List<Integer>> batches = new ArrayList<>();
    Thread sending =
        new Thread(
            () -> {
              try (sender) {
                for (int message = 0; message < 10; message++) {
                  sender.send(message);
                }
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    sending.start();
    receiver.forEachBatch(4, DAY, batches::add);
    assertEquals(List.of(List.of(0, 1, 2, 3), List.of(4, 5, 6, 7), List.of(8, 9)), batches);
  }

  @Test
  void g3_forEachBatchEndsWithWhatItsActionThrows() throws Exception {
    sender.send(1);
    sender.send(2);
    sender.send(3);
    assertThrows(
        IllegalStateException.class,
        () ->
            receiver.forEachBatch(
                2,
                DAY,
                batch -> {
                  throw new IllegalStateException(batch.toString());
                }));
    assertEquals(3, receiver.tryReceive());
  }

  @Test
  void g3_forEachBatchIsInterruptedBetweenBatches() throws Exception {
    sender.send(1);
    Thread.currentThread().interrupt();
    List<List<Integer>> batches = new ArrayList<>();
    assertThrows(CancellationException.class, () -> receiver.forEachBatch(2, DAY, batches::add));
    assertTrue(Thread.interrupted());
    assertEquals(List.of(List.of(1)), batches);
  }

  @Test
  void g3_s1_forEachBatchHandsOverWhatItHasTakenWhateverOnUndeliveredThrows() throws Exception {
    List<Integer> undelivered = new CopyOnWriteArrayList<>();
    BlockingChannel<Integer> throwing =
        BlockingChannel.bounded(
            4,
            message -> {
              undelivered.add(message);
              throw new IllegalStateException("a test's");
            });
    BlockingSender<Integer> from = throwing.sender();
    from.send(1);
    Pending<?> loop =
        threads.begin(
            throwing,
            () -> {
              throwing.receiver().forEachBatch(100, DAY, taken::addAll);
              return null;
            });
    Watchdog.await("the batch to begin", throwing, () -> throwing.size() == 0);
    throwing.receiver().cancel();
    from.trySend(2);
    Watchdog.await("the loop", throwing, loop::isDone);
    taken.addAll(undelivered);
    assertEquals(List.of(1), taken);
  }

  @Test
  void g1_badArgumentsAreRefusedBeforeAnyEffect() throws Exception {
    sender.send(1);
    assertThrows(IllegalArgumentException.class, () -> receiver.receiveMany(taken, -1, DAY));
    assertThrows(NullPointerException.class, () -> receiver.receiveMany(null, 1, DAY));
    assertThrows(NullPointerException.class, () -> receiver.receiveMany(taken, 1, null));
    assertThrows(IllegalArgumentException.class, () -> receiver.forEachBatch(0, DAY, b -> {}));
    assertThrows(NullPointerException.class, () -> receiver.forEachBatch(1, null, b -> {}));
    assertThrows(NullPointerException.class, () -> receiver.forEachBatch(1, DAY, null));
    assertEquals(0, receiver.receiveMany(taken, 0, DAY));
    assertEquals(1, receiver.size());
  }
}

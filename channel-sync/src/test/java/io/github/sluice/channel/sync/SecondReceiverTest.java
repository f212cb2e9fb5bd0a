// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Pending;
import io.github.sluice.channel.tck.PendingThread;
import io.github.sluice.channel.tck.Races;
import io.github.sluice.channel.tck.ThreadKind;
import io.github.sluice.channel.tck.ThreadKinds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** A7: one thread at a time receives; a second one is refused, and nothing happens. */
@Races
class SecondReceiverTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final BlockingChannel<Integer> channel = BlockingChannel.bounded(2);
  private final BlockingSender<Integer> sender = channel.sender();
  private final BlockingReceiver<Integer> receiver = channel.receiver();
  private final List<Integer> refused = new ArrayList<>();

  /** The ways to receive one message, each waiting for it. */
  private List<Callable<Integer>> waits() {
    return List.of(
        receiver::receive,
        () -> receiver.tryReceive(HOUR),
        () -> first(receiver.receiveMany(new ArrayList<>(), 1)),
        () -> first(receiver.tryReceiveMany(new ArrayList<>(), 1, HOUR)),
        () -> receiver.iterator().next(),
        () -> receiver.stream().findFirst().orElseThrow());
  }

  /** All messages of this test are 1. */
  private static Integer first(int count) {
    return count;
  }

  private List<Callable<?>> attempts() {
    return List.of(
        receiver::tryReceive,
        receiver::receive,
        () -> receiver.tryReceive(HOUR),
        () -> receiver.tryReceive(Duration.ZERO),
        () -> receiver.drain(refused::add, 1),
        () -> receiver.receiveMany(refused, 1),
        () -> receiver.tryReceiveMany(refused, 1, HOUR),
        () -> receiver.tryReceiveMany(refused, 1, Duration.ZERO),
        () -> receiver.iterator().hasNext(),
        () -> receiver.iterator().next(),
        () -> receiver.stream().findFirst(),
        () -> {
          receiver.forEach(refused::add);
          return null;
        });
  }

  @ThreadKinds
  void a7_aSecondThreadThatReceivesIsRefusedAndNothingIsLost(ThreadKind threads) throws Exception {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      for (int wait = 0; wait < waits().size(); wait++) {
        Pending<Integer> receive = fixture.begin(channel, waits().get(wait));
        for (int attempt = 0; attempt < attempts().size(); attempt++) {
          assertThrows(
              IllegalStateException.class,
              attempts().get(attempt)::call,
              "attempt " + attempt + " while in wait " + wait);
          assertFalse(receive.isDone());
        }
        assertEquals(SendResult.SENT, sender.trySend(1));
        assertEquals(1, receive.await());
        assertNull(receiver.tryReceive(), "free again");
        assertEquals(SendResult.SENT, sender.trySend(1));
        assertEquals(1, waits().get(wait).call());
      }
      assertEquals(List.of(), refused);
    }
  }

  @ThreadKinds
  void a7_theReceiverIsFreeAfterAWaitWasInterrupted(ThreadKind threads) throws Exception {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      for (Callable<Integer> wait : waits()) {
        PendingThread<Integer> receive = fixture.begin(channel, wait);
        receive.thread().interrupt();
        receive.awaitEnd();
        assertNull(receiver.tryReceive());
        assertEquals(SendResult.SENT, sender.trySend(1));
        assertEquals(1, wait.call());
      }
    }
  }
}

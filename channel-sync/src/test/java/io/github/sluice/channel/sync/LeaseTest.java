// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.BlockingUse;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Races;
import io.github.sluice.channel.tck.ThreadKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A7: the receiver has one owner, also while it runs an action or fills a collection. */
@Races
class LeaseTest {
  private static final int ROUNDS = Race.times(3_000);

  private final BlockingFixture fixture = new BlockingFixture(ThreadKind.PLATFORM);
  private final BlockingChannel<Integer> channel = BlockingChannel.bounded(3);
  private final BlockingSender<Integer> sender = channel.sender();
  private final BlockingReceiver<Integer> receiver = channel.receiver();
  private final List<Integer> others = Collections.synchronizedList(new ArrayList<>());

  private void send(int... messages) {
    for (int message : messages) {
      assertEquals(SendResult.SENT, sender.trySend(message));
    }
  }

  private void assertRefused(BlockingUse use) {
    assertThrows(IllegalStateException.class, () -> use.receive(receiver, others), use::toString);
  }

  private void assertRefusedElsewhere(BlockingUse use) {
    fixture
        .begin(
            channel,
            () -> {
              assertRefused(use);
              return null;
            })
        .await();
  }

  /** A list that does something before it accepts a message. */
  private static List<Integer> list(Runnable beforeEach) {
    return new ArrayList<>() {
      private static final long serialVersionUID = 1L;

      @Override
      public boolean add(Integer message) {
        beforeEach.run();
        return super.add(message);
      }
    };
  }

  @ParameterizedTest
  @EnumSource
  void a7_anotherThreadIsRefusedWhileADrainRunsItsAction(BlockingUse use) {
    send(1, 2, 3);
    List<Integer> drained = new ArrayList<>();
    int taken =
        receiver.drain(
            message -> {
              drained.add(message);
              if (message == 1) { // the others are there
                assertRefusedElsewhere(use);
              }
            },
            9);
    assertEquals(3, taken);
    assertEquals(List.of(1, 2, 3), drained);
    assertEquals(List.of(), others);
  }

  @ParameterizedTest
  @EnumSource
  void a7_aCollectionCannotReceive(BlockingUse use) throws InterruptedException {
    send(1, 2, 3);
    List<Integer> into = list(() -> assertRefused(use));
    assertEquals(3, receiver.receiveMany(into, 9));
    assertEquals(List.of(1, 2, 3), into);
    assertEquals(List.of(), others);
  }

  @ParameterizedTest
  @EnumSource
  void a7_anotherThreadIsRefusedWhileACollectionIsFilled(BlockingUse use)
      throws InterruptedException {
    send(1, 2, 3);
    List<Integer> into = list(() -> assertRefusedElsewhere(use));
    assertEquals(3, receiver.receiveMany(into, 9));
    assertEquals(List.of(1, 2, 3), into);
    assertEquals(List.of(), others);
  }

  @Test
  void o3_noMoreIsTakenThanThereIsAtTheBeginning() throws InterruptedException {
    BlockingChannel<Integer> wide = BlockingChannel.bounded(4);
    BlockingSender<Integer> handle = wide.sender();
    assertEquals(SendResult.SENT, handle.trySend(1));
    assertEquals(SendResult.SENT, handle.trySend(2));
    List<Integer> into = list(() -> assertEquals(SendResult.SENT, handle.trySend(3)));
    assertEquals(2, wide.receiver().receiveMany(into, 9));
    assertEquals(List.of(1, 2), into);
    assertEquals(2, wide.receiver().size());
  }
}

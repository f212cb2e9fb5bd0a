// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.tck.PendingThread;
import io.github.sluice.channel.tck.ThreadKind;
import io.github.sluice.channel.tck.ThreadKinds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** P2: the capacity of what was taken before user code threw is released to waiting senders. */
class ThrowingCallbacksTest {
  private static final Error THROWN = new StackOverflowError();

  /** Takes the message 1 and then throws what the user's code throws. */
  private interface Taking {
    void from(BlockingReceiver<Integer> receiver) throws Exception;
  }

  @ThreadKinds
  void p2_aCollectionThatThrowsReleasesTheCapacityOfWhatItTook(ThreadKind threads) {
    List<Integer> into =
        new ArrayList<>() {
          private static final long serialVersionUID = 1L;

          @Override
          public boolean add(Integer message) {
            if (message == 2) {
              throw THROWN;
            }
            return super.add(message);
          }
        };
    releasesOne(threads, receiver -> receiver.receiveMany(into, 5), List.of(2, 3));
    assertEquals(List.of(1), into);
  }

  @ThreadKinds
  void p2_anActionThatThrowsReleasesTheCapacityOfItsMessage(ThreadKind threads) {
    releasesOne(threads, receiver -> receiver.drain(ThrowingCallbacksTest::fail, 5), List.of(2, 3));
    releasesOne(threads, receiver -> receiver.forEach(ThrowingCallbacksTest::fail), List.of(2, 3));
    releasesOne(
        threads, receiver -> receiver.stream().forEach(ThrowingCallbacksTest::fail), List.of(2, 3));
  }

  private static void fail(Integer message) {
    throw THROWN;
  }

  private static void releasesOne(ThreadKind threads, Taking taking, List<Integer> left) {
    BlockingChannel<Integer> channel = BlockingChannel.bounded(2);
    BlockingSender<Integer> sender = channel.sender();
    sender.trySend(1);
    sender.trySend(2);
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      PendingThread<?> send =
          fixture.begin(
              channel,
              () -> {
                sender.send(3);
                return null;
              });
      Executable throwing = () -> taking.from(channel.receiver());
      assertSame(THROWN, assertThrows(Error.class, throwing));
      send.await();
    }
    List<Integer> taken = new ArrayList<>();
    channel.receiver().drain(taken::add, 5);
    assertEquals(left, taken);
  }
}

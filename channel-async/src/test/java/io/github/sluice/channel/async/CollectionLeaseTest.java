// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.ThreadKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A7: nothing receives while messages are added to a collection, and none is lost. */
class CollectionLeaseTest {
  private final List<Integer> others = Collections.synchronizedList(new ArrayList<>());
  private final CountingWaker waker = new CountingWaker();

  /** The ways to receive into a collection. */
  private enum Into {
    RECEIVE_MANY {
      @Override
      void receive(AsyncChannel<Integer> channel, Collection<Integer> into) {
        send(channel, 3);
        assertEquals(3, channel.receiver().receiveMany(into, 9).join());
      }
    },
    PENDING_RECEIVE_MANY {
      @Override
      void receive(AsyncChannel<Integer> channel, Collection<Integer> into) {
        CompletableFuture<Integer> receive = channel.receiver().receiveMany(into, 9);
        assertFalse(receive.isDone());
        send(channel, 3); // one by one
        assertEquals(1, receive.join());
        assertEquals(2, channel.receiver().receiveMany(into, 9).join());
      }
    },
    POLL_MANY {
      @Override
      void receive(AsyncChannel<Integer> channel, Collection<Integer> into) {
        send(channel, 3);
        assertEquals(3, channel.receiver().pollMany(into, 9, () -> {}));
      }
    },
    BLOCKING_RECEIVE_MANY {
      @Override
      void receive(AsyncChannel<Integer> channel, Collection<Integer> into) throws Exception {
        send(channel, 3);
        assertEquals(3, channel.receiver().blocking().receiveMany(into, 9));
      }
    };

    abstract void receive(AsyncChannel<Integer> channel, Collection<Integer> into) throws Exception;

    static void send(AsyncChannel<Integer> channel, int messages) {
      for (int message = 1; message <= messages; message++) {
        assertEquals(SendResult.SENT, channel.sender().trySend(message));
      }
    }
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

  private void assertRefused(AsyncReceiver<Integer> receiver, AsyncUse use) {
    assertThrows(
        IllegalStateException.class, () -> use.receive(receiver, others, waker), use::toString);
  }

  private void assertNothingWasLost(Into way, AsyncChannel<Integer> channel, List<Integer> into) {
    assertEquals(List.of(1, 2, 3), into, way::toString);
    assertEquals(List.of(), others, way::toString);
    assertEquals(SendResult.SENT, channel.sender().trySend(4));
    assertEquals(4, channel.receiver().tryReceive());
    assertEquals(0, waker.calls());
  }

  @ParameterizedTest
  @EnumSource
  void a7_aCollectionCannotReceive(AsyncUse use) throws Exception {
    for (Into way : Into.values()) {
      AsyncChannel<Integer> channel = AsyncChannel.bounded(3);
      List<Integer> into = list(() -> assertRefused(channel.receiver(), use));
      way.receive(channel, into);
      assertNothingWasLost(way, channel, into);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a7_anotherThreadIsRefusedWhileACollectionIsFilled(AsyncUse use) throws Exception {
    for (Into way : Into.values()) {
      AsyncChannel<Integer> channel = AsyncChannel.bounded(3);
      try (ViewsFixture fixture = new ViewsFixture(ThreadKind.PLATFORM)) {
        List<Integer> into =
            list(
                () ->
                    fixture
                        .begin(
                            channel,
                            () -> {
                              assertRefused(channel.receiver(), use);
                              return null;
                            })
                        .await());
        way.receive(channel, into);
        assertNothingWasLost(way, channel, into);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a8_aCollectionMaySendAndLook(Into way) throws Exception {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(4);
    AsyncSender<Integer> sender = channel.sender();
    List<Integer> into =
        list(
            () -> {
              Permit<Integer> permit = sender.tryReserve();
              assertTrue(permit != null);
              permit.close();
              assertFalse(channel.receiver().isTerminated());
              assertTrue(channel.receiver().size() > 0);
            });
    way.receive(channel, into);
    assertNothingWasLost(way, channel, into);
  }

  /** Inside the collection, what comes in is not taken any more. */
  @ParameterizedTest
  @EnumSource(names = "PENDING_RECEIVE_MANY", mode = EnumSource.Mode.EXCLUDE)
  void o3_noMoreIsTakenThanThereIsAtTheBeginning(Into way) throws Exception {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(9);
    AsyncSender<Integer> sender = channel.sender();
    List<Integer> into = list(() -> assertEquals(SendResult.SENT, sender.trySend(4)));
    way.receive(channel, into);
    assertEquals(List.of(1, 2, 3), into);
    for (int i = 0; i < 3; i++) {
      assertEquals(4, channel.receiver().tryReceive());
    }
  }
}

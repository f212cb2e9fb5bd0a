// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static io.github.sluice.channel.tck.ContractPart.fill;
import static io.github.sluice.channel.tck.ContractPart.takeAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import io.github.sluice.channel.WeakSender;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Closing and ending against everything else, at the same time. */
public interface CloseRacesContract extends ContractPart {
  @Races
  @Test
  default void b3_x9_closedIsReadBeforeTheLastLookForAMessage() throws Exception {
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(4);
          List<Race.Task> tasks = new ArrayList<>();
          for (int i = 0; i < 4; i++) {
            Sender<Integer> sender = channel.sender();
            tasks.add(
                () -> {
                  channel.send(sender, 1);
                  channel.send(sender, 2);
                  sender.close();
                });
          }
          tasks.add(() -> assertEquals(8, countUntilTerminated(channel.receiver())));
          return Race.of(channel, tasks.toArray(new Race.Task[0]));
        });
  }

  private static int countUntilTerminated(Receiver<?> receiver) {
    int received = 0;
    while (true) {
      boolean terminated = receiver.isTerminated();
      if (receiver.tryReceive() != null) {
        assertTrue(!terminated, "X12: a message after the end");
        received++;
      } else if (terminated) {
        return received;
      } else {
        Race.timedYield();
      }
    }
  }

  @Races
  @Test
  default void x2_nothingIsAcceptedOnceCloseHasReturned() throws Exception {
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(64);
          Sender<Integer> sender = channel.sender();
          AtomicBoolean closed = new AtomicBoolean();
          AtomicInteger accepted = new AtomicInteger();
          return Race.of(
                  channel,
                  () -> {
                    channel.receiver().close();
                    closed.set(true);
                  },
                  () -> {
                    SendResult result;
                    do {
                      boolean after = closed.get();
                      result = sender.trySend(1);
                      if (result == SendResult.SENT) {
                        assertTrue(!after, "accepted after close");
                        accepted.incrementAndGet();
                      } else {
                        Race.timedYield();
                      }
                    } while (result != SendResult.CLOSED);
                  })
              .then(
                  () -> {
                    assertEquals(accepted.get(), takeAll(channel.receiver()).size());
                    assertTrue(channel.receiver().isTerminated());
                  });
        });
  }

  @Races
  @Test
  default void x8_aFailedUpgradeFindsTheChannelClosed() throws Exception {
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(1);
          Sender<Integer> last = channel.sender();
          WeakSender<? extends Sender<Integer>> weak = last.downgrade();
          return Race.of(
              channel,
              last::close,
              () -> {
                Sender<Integer> upgraded = weak.upgrade();
                while (upgraded != null) {
                  upgraded.close();
                  Race.timedYield();
                  upgraded = weak.upgrade();
                }
                assertTrue(channel.receiver().isClosed(), "turned away from an open channel");
              });
        });
  }

  @Races
  @Test
  default void x11_closingFromAllSidesAtOnceIsOneClosing() throws Exception {
    Race.rounds(
        fixture(),
        Race.times(300),
        () -> {
          TestedChannel<Integer> channel = open(1);
          Sender<Integer> sender = channel.sender();
          Sender<Integer> other = channel.sender();
          fill(sender, 0, 1);
          Pending<?> waiting = channel.beginSend(sender, 1);
          return Race.of(
                  channel,
                  () -> channel.receiver().close(),
                  () -> channel.receiver().close(),
                  () -> sender.close(),
                  () -> other.close())
              .then(
                  () -> {
                    assertEquals(
                        1,
                        assertThrows(ChannelClosedException.class, waiting::await).undelivered());
                    assertEquals(0, channel.receive());
                    assertNull(channel.receive());
                    assertTrue(channel.receiver().isTerminated());
                  });
        });
  }

  @Races
  @Test
  default void x11_handlesClosedAtOnceEndTheStreamOnce() throws Exception {
    Race.rounds(
        fixture(),
        Race.times(300),
        () -> {
          TestedChannel<Integer> channel = open(1);
          Sender<Integer> one = channel.sender();
          Sender<Integer> two = one.copy();
          Pending<?> receive = channel.beginReceive();
          return Race.of(channel, one::close, one::close, two::close)
              .then(
                  () -> {
                    assertNull(receive.await());
                    assertTrue(channel.receiver().isTerminated());
                  });
        });
  }

  @Races
  @Test
  default void x7_aHandleClosedTwiceAtOnceCountsOnce() throws Exception {
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(1);
          Sender<Integer> one = channel.sender();
          Sender<Integer> two = one.copy();
          return Race.of(channel, one::close, one::close)
              .then(
                  () -> {
                    assertTrue(!channel.receiver().isTerminated());
                    fill(two, 1, 1);
                    assertEquals(1, channel.receiver().tryReceive());
                    two.close();
                    assertTrue(channel.receiver().isTerminated());
                  });
        });
  }

  @Races
  @Test
  default void x8_aCopyRacingTheLastCloseKeepsTheStreamOpenOrIsRefused() throws Exception {
    int[] outcomes = new int[2];
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(1);
          Sender<Integer> sender = channel.sender();
          List<Sender<Integer>> copies = Collections.synchronizedList(new ArrayList<>());
          return Race.of(
                  channel,
                  sender::close,
                  () -> {
                    try {
                      copies.add(sender.copy());
                    } catch (ChannelClosedException e) {
                      assertNull(e.undelivered());
                    }
                  })
              .then(
                  () -> {
                    outcomes[copies.size()]++;
                    assertEquals(copies.isEmpty(), channel.receiver().isTerminated());
                    for (Sender<Integer> copy : copies) {
                      fill(copy, 1, 1);
                      assertEquals(1, channel.receive());
                      copy.close();
                    }
                    assertNull(channel.receive());
                  });
        });
    assertTrue(outcomes[0] + outcomes[1] > 0);
  }

  @Races
  @Test
  default void b18_sendsAndCloseRacingAWaitingReceiverAreInOrder() throws Exception {
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(1);
          Sender<Integer> sender = channel.sender();
          return Race.of(
              channel,
              () -> {
                assertEquals(SendResult.SENT, sender.trySend(3));
                channel.send(sender, 5);
                sender.close();
              },
              () -> {
                assertEquals(3, channel.receive());
                assertEquals(5, channel.receive());
                assertNull(channel.receive());
              });
        });
  }

  @Races
  @Test
  default void b18_sendsRacingTheClosingOfTheReceiverAreReceivedOrRefused() throws Exception {
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(1);
          Sender<Integer> sender = channel.sender();
          List<Object> sent = new ArrayList<>();
          List<Object> received = new ArrayList<>();
          return Race.of(
                  channel,
                  () -> {
                    if (sender.trySend(3) == SendResult.SENT) {
                      sent.add(3);
                    }
                    try {
                      channel.send(sender, 5);
                      sent.add(5);
                    } catch (ChannelClosedException e) {
                      assertEquals(5, e.undelivered());
                    }
                  },
                  () -> channel.receiver().close(),
                  () -> {
                    for (Integer m = channel.receive(); m != null; m = channel.receive()) {
                      received.add(m);
                    }
                  })
              .then(() -> assertEquals(sent, received));
        });
  }
}

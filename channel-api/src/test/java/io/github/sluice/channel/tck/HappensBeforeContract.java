// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import org.junit.jupiter.api.Test;

/** H: plain writes on one side of the channel are seen on the other. */
public interface HappensBeforeContract extends ContractPart {
  /** A field without any ordering of its own. */
  final class Plain {
    int value;
  }

  @Races
  @Capacities
  default void h1_whatWasWrittenBeforeTheSendIsSeenAfterTheReceive(int capacity) throws Exception {
    int count = Race.times(2000);
    TestedChannel<Plain> channel = open(capacity);
    Sender<Plain> sender = channel.sender();
    Race.of(
            channel,
            () -> {
              for (int i = 1; i <= count; i++) {
                Plain message = new Plain();
                message.value = i;
                channel.send(sender, message);
              }
            },
            () -> {
              for (int i = 1; i <= count; i++) {
                Plain message = channel.receive();
                assertNotNull(message);
                assertEquals(i, message.value);
              }
            })
        .run(fixture());
  }

  @Races
  @Capacities
  default void h2_whatWasWrittenBeforeTheReceiveIsSeenByTheSendThatGotTheCapacity(int capacity)
      throws Exception {
    int count = Race.times(2000) + capacity;
    TestedChannel<Integer> channel = open(capacity);
    Sender<Integer> sender = channel.sender();
    Plain receives = new Plain();
    Race.of(
            channel,
            () -> {
              for (int sent = 1; sent <= count; sent++) {
                channel.send(sender, sent);
                if (sent > capacity) {
                  assertTrue(receives.value >= sent - capacity, "receive " + (sent - capacity));
                }
              }
            },
            () -> {
              for (int received = 1; received <= count; received++) {
                receives.value = received;
                assertEquals(received, channel.receive());
              }
            })
        .run(fixture());
  }

  @Races
  @Test
  default void h3_b20_whatWasWrittenBeforeTheLastSenderClosedIsSeenAtTheEnd() throws Exception {
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(2);
          Sender<Integer> one = channel.sender();
          Sender<Integer> two = channel.sender();
          Plain ofOne = new Plain();
          Plain ofTwo = new Plain();
          return Race.of(
              channel,
              () -> {
                ofOne.value = 1;
                one.close();
              },
              () -> {
                ofTwo.value = 2;
                two.close();
              },
              () -> {
                assertNull(channel.receive());
                assertEquals(3, ofOne.value + ofTwo.value);
              });
        });
  }

  @Races
  @Test
  default void h3_b20_whatWasWrittenBeforeTheLastSenderClosedIsSeenByATryAndIsTerminated()
      throws Exception {
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(2);
          Sender<Integer> sender = channel.sender();
          Plain before = new Plain();
          return Race.of(
              channel,
              () -> {
                before.value = 1;
                sender.close();
              },
              () -> {
                while (!channel.receiver().isTerminated()) {
                  assertNull(channel.receiver().tryReceive());
                  Race.timedYield();
                }
                assertEquals(1, before.value);
              });
        });
  }

  @Races
  @Test
  default void h4_whatWasWrittenBeforeTheReceiverClosedIsSeenByTheRefusedSend() throws Exception {
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(2);
          Sender<Integer> one = channel.sender();
          Sender<Integer> two = channel.sender();
          Plain before = new Plain();
          return Race.of(
              channel,
              () -> {
                before.value = 1;
                channel.receiver().close();
              },
              () -> {
                while (one.trySend(1) != SendResult.CLOSED) {
                  Race.timedYield();
                }
                assertEquals(1, before.value);
              },
              () -> {
                while (!two.isClosed()) {
                  Race.timedYield();
                }
                assertEquals(1, before.value);
              });
        });
  }

  @Races
  @Test
  default void h4_whatWasWrittenBeforeTheReceiverClosedIsSeenByTheWaitingSend() throws Exception {
    Race.rounds(
        fixture(),
        Race.times(3000),
        () -> {
          TestedChannel<Integer> channel = open(1);
          Sender<Integer> sender = channel.sender();
          ContractPart.fill(sender, 0, 1);
          Plain before = new Plain();
          return Race.of(
              channel,
              () -> {
                before.value = 1;
                channel.receiver().close();
              },
              () -> {
                assertThrows(ChannelClosedException.class, () -> channel.send(sender, 1));
                assertEquals(1, before.value);
              });
        });
  }
}

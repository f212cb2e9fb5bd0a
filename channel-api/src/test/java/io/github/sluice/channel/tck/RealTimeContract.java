// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static io.github.sluice.channel.tck.ContractPart.fill;
import static io.github.sluice.channel.tck.ContractPart.reserve;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.Permit;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/**
 * RT: an operation that has returned has taken effect for every operation that begins later, in
 * whichever thread. A program may depend on it that writes its data, and then tries to send a token
 * through a channel for one: FULL means that a token is there, whose receiver will see the data.
 */
public interface RealTimeContract extends ContractPart {
  private void rounds(int rounds, Callable<RealTimeRound> setup) throws Exception {
    RealTimeBatch.run(fixture(), Race.times(rounds), setup);
  }

  /** Races an operation on a full channel for one message against a send. */
  private void thenNotFull(Receiving operation) throws Exception {
    rounds(
        10_000,
        () -> {
          TestedChannel<Integer> channel = open(1);
          Sender<Integer> sender = channel.sender();
          fill(sender, 0, 1);
          return new RealTimeRound(
              channel,
              over -> operation.run(channel, over),
              () -> sender.trySend(1) != SendResult.FULL);
        });
  }

  /** Takes the one message of a channel. */
  @FunctionalInterface
  interface Receiving {
    /**
     * Takes it.
     *
     * @param channel the channel
     * @param over to be called when the message's capacity must be free
     * @throws Exception fails the test
     */
    void run(TestedChannel<Integer> channel, Runnable over) throws Exception;
  }

  @Races
  @Test
  default void rt1_aTryReceiveThatHasReturnedHasFreedItsCapacity() throws Exception {
    thenNotFull(
        (channel, over) -> {
          assertEquals(0, channel.receiver().tryReceive());
          over.run();
        });
  }

  @Races
  @Test
  default void rt1_aReceiveThatHasReturnedHasFreedItsCapacity() throws Exception {
    thenNotFull(
        (channel, over) -> {
          assertEquals(0, channel.receive());
          over.run();
        });
  }

  @Races
  @Test
  default void rt1_theLastMessageOfADrainHasFreedItsCapacityBeforeItIsHandedOn() throws Exception {
    thenNotFull(
        (channel, over) ->
            channel
                .receiver()
                .drain(
                    message -> {
                      if (message == 0) {
                        over.run();
                      }
                    },
                    2));
  }

  @Races
  @Test
  default void rt2_aSendThatHasReturnedCanBeReceived() throws Exception {
    rounds(
        10_000,
        () -> {
          TestedChannel<Integer> channel = open(1);
          Sender<Integer> sender = channel.sender();
          return new RealTimeRound(
              channel, () -> fill(sender, 1, 1), () -> channel.receiver().tryReceive() != null);
        });
  }

  @Races
  @Test
  default void rt2_aMessageSentByPermitCanBeReceived() throws Exception {
    rounds(
        10_000,
        () -> {
          TestedChannel<Integer> channel = open(1);
          Permit<Integer> permit = reserve(channel.sender(), 1);
          return new RealTimeRound(
              channel, () -> permit.send(1), () -> channel.receiver().tryReceive() != null);
        });
  }

  @Races
  @Test
  default void rt3_aPermitThatWasClosedHasFreedItsCapacity() throws Exception {
    rounds(
        10_000,
        () -> {
          TestedChannel<Integer> channel = open(1);
          Sender<Integer> sender = channel.sender();
          Permit<Integer> permit = reserve(sender, 1);
          return new RealTimeRound(
              channel, () -> permit.close(), () -> sender.trySend(1) != SendResult.FULL);
        });
  }

  @Races
  @Test
  default void rt4_aWithdrawnSendIsInTheWayOfNoOther() throws Exception {
    rounds(
        300, // each has a thread of its own, if it is threads that wait
        () -> {
          TestedChannel<Integer> channel = open(1);
          Sender<Integer> sender = channel.sender();
          fill(sender, 0, 1);
          Pending<?> send = channel.beginSend(sender, 1);
          return new RealTimeRound(
              channel,
              () -> {
                assertTrue(send.withdraw());
                assertEquals(0, channel.receiver().tryReceive());
              },
              () -> sender.trySend(2) != SendResult.FULL);
        });
  }

  @Races
  @Test
  default void rt5_afterTheReceiversCloseHasReturnedNoSendIsAccepted() throws Exception {
    rounds(
        10_000,
        () -> {
          TestedChannel<Integer> channel = open(1);
          Sender<Integer> sender = channel.sender();
          return new RealTimeRound(
              channel,
              () -> channel.receiver().close(),
              () -> sender.trySend(1) == SendResult.CLOSED && sender.isClosed());
        });
  }

  @Races
  @Test
  default void rt5_afterTheLastHandleWasClosedTheStreamHasEnded() throws Exception {
    rounds(
        10_000,
        () -> {
          TestedChannel<Integer> channel = open(1);
          Sender<Integer> sender = channel.sender();
          return new RealTimeRound(channel, () -> sender.close(), channel.receiver()::isTerminated);
        });
  }

  @Races
  @Test
  default void rt6_aReceiveThatHasReturnedIsCountedByEverySize() throws Exception {
    rounds(
        10_000,
        () -> {
          TestedChannel<Integer> channel = open(1);
          Sender<Integer> sender = channel.sender();
          fill(sender, 0, 1);
          return new RealTimeRound(
              channel,
              () -> assertEquals(0, channel.receiver().tryReceive()),
              () -> sender.remainingCapacity() == 1 && sender.size() == 0);
        });
  }

  @Races
  @Test
  default void rt6_aSendThatHasReturnedIsCountedByEverySize() throws Exception {
    rounds(
        10_000,
        () -> {
          TestedChannel<Integer> channel = open(1);
          Sender<Integer> sender = channel.sender();
          Receiver<Integer> receiver = channel.receiver();
          return new RealTimeRound(
              channel,
              () -> fill(sender, 0, 1),
              () -> sender.remainingCapacity() == 0 && receiver.size() == 1);
        });
  }

  @Races
  @Test
  default void rt6_afterTheLastMessageWasReceivedTheClosedChannelIsTerminated() throws Exception {
    rounds(
        10_000,
        () -> {
          TestedChannel<Integer> channel = open(1);
          Sender<Integer> sender = channel.sender();
          fill(sender, 0, 1);
          sender.close();
          Receiver<Integer> receiver = channel.receiver();
          return new RealTimeRound(
              channel, () -> assertEquals(0, receiver.tryReceive()), receiver::isTerminated);
        });
  }
}

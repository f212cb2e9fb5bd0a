// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Pending;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Races;
import io.github.sluice.channel.tck.ThreadKind;
import io.github.sluice.channel.tck.ThreadKinds;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** I1 to I3: an interrupt ends a wait, and nothing else. */
@Races
class InterruptTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final BlockingChannel<Integer> channel = BlockingChannel.bounded(1);
  private final BlockingSender<Integer> sender = channel.sender();
  private final BlockingReceiver<Integer> receiver = channel.receiver();

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @ThreadKinds
  void i1_anInterruptEndsAWaitingSend(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      sender.trySend(1);
      for (Pending<?> send :
          new Pending<?>[] {
            fixture.begin(channel, () -> sendVoid(2)),
            fixture.begin(channel, () -> sender.trySend(3, HOUR))
          }) {
        assertFalse(send.isDone());
        assertTrue(send.withdraw(), "withdraw also looks at the interrupt flag");
      }
      assertEquals(1, receiver.tryReceive());
      assertNull(receiver.tryReceive());
      assertEquals(1, sender.remainingCapacity());
    }
  }

  private Void sendVoid(int message) throws InterruptedException {
    sender.send(message);
    return null;
  }

  @ThreadKinds
  void i1_b12_anInterruptEndsAWaitingReceiveAndTheChannelGoesOn(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      for (int message = 0; message < 50; message++) {
        assertTrue(fixture.begin(channel, receiver::receive).withdraw());
        assertTrue(fixture.begin(channel, () -> receiver.tryReceive(HOUR)).withdraw());
        assertNull(receiver.tryReceive());
        assertEquals(SendResult.SENT, sender.trySend(message));
        assertEquals(SendResult.FULL, sender.trySend(-1));
        assertEquals(message, fixture.begin(channel, receiver::receive).await());
        Pending<?> receive = fixture.begin(channel, receiver::receive);
        assertEquals(SendResult.SENT, sender.trySend(message));
        assertEquals(message, receive.await());
      }
    }
  }

  @ThreadKinds
  void i1_aSendRacingAnInterruptEitherHappensOrThrows(ThreadKind threads) throws Exception {
    int[] outcomes = new int[2];
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      Race.rounds(
          fixture,
          Race.times(4000),
          () -> {
            sender.trySend(1);
            Interruption racer = new Interruption(() -> sendVoid(2));
            return Race.of(
                    channel,
                    racer::run,
                    () -> assertEquals(1, receiver.tryReceive()),
                    racer::interrupt)
                .then(
                    () -> {
                      outcomes[racer.threw() ? 1 : 0]++;
                      assertEquals(racer.threw() ? null : 2, receiver.tryReceive(), "I1, S4");
                      assertEquals(1, sender.remainingCapacity());
                    });
          });
    }
    assertTrue(outcomes[0] + outcomes[1] > 0);
  }

  @ThreadKinds
  void i1_aReceiveRacingAnInterruptEitherHappensOrThrows(ThreadKind threads) throws Exception {
    int[] outcomes = new int[2];
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      Race.rounds(
          fixture,
          Race.times(4000),
          () -> {
            AtomicReference<Integer> received = new AtomicReference<>();
            Interruption racer =
                new Interruption(
                    () -> {
                      received.set(receiver.receive());
                      return null;
                    });
            return Race.of(
                    channel,
                    racer::run,
                    () -> assertEquals(SendResult.SENT, sender.trySend(7)),
                    racer::interrupt)
                .then(
                    () -> {
                      outcomes[racer.threw() ? 1 : 0]++;
                      Integer last = racer.threw() ? receiver.tryReceive() : received.get();
                      assertEquals(7, last, "B5, S1");
                      assertNull(receiver.tryReceive());
                    });
          });
    }
    assertTrue(outcomes[0] + outcomes[1] > 0);
  }

  @Test
  void i2_aThreadInterruptedBeforeStillReceivesWhatIsThere() throws Exception {
    sender.trySend(1);
    Thread.currentThread().interrupt();
    assertEquals(1, receiver.receive());
    assertTrue(Thread.interrupted());
    sender.trySend(2);
    Thread.currentThread().interrupt();
    assertEquals(2, receiver.tryReceive(HOUR));
    assertTrue(Thread.interrupted());
  }

  @Test
  void i2_aThreadInterruptedBeforeStillSeesTheEnd() throws Exception {
    sender.close();
    Thread.currentThread().interrupt();
    assertNull(receiver.receive());
    assertNull(receiver.tryReceive(HOUR));
    assertTrue(Thread.interrupted());
  }

  @Test
  void i2_aThreadInterruptedBeforeMaySendWhatFits() {
    Thread.currentThread().interrupt();
    boolean sent = true;
    try {
      sender.send(1);
    } catch (InterruptedException e) {
      sent = false;
    }
    assertEquals(sent, Thread.interrupted(), "the flag is kept by a success alone");
    assertEquals(sent ? 1 : null, receiver.tryReceive());
  }

  @Test
  void i2_aThreadInterruptedBeforeDoesNotWait() {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, receiver::receive);
    assertFalse(Thread.interrupted());
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> receiver.tryReceive(HOUR));
    assertFalse(Thread.interrupted());
    sender.trySend(1);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> sender.send(2));
    assertFalse(Thread.interrupted());
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> sender.trySend(3, HOUR));
    assertFalse(Thread.interrupted());
    assertEquals(1, receiver.tryReceive());
    assertNull(receiver.tryReceive());
    assertEquals(1, sender.remainingCapacity());
  }

  @Test
  void i2_operationsThatDoNotWaitDoNotThrow() throws Exception {
    Thread.currentThread().interrupt();
    assertNull(receiver.tryReceive());
    assertNull(receiver.tryReceive(Duration.ZERO));
    assertEquals(SendResult.SENT, sender.trySend(1));
    assertEquals(SendResult.FULL, sender.trySend(2));
    assertEquals(SendResult.TIMED_OUT, sender.trySend(3, Duration.ZERO));
    receiver.close();
    assertEquals(SendResult.CLOSED, sender.trySend(4, HOUR));
    assertTrue(Thread.interrupted());
  }

  @ThreadKinds
  void i3_interruptedSendsAreAsIfTheyHadNeverBeen(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      for (int lap = 0; lap < 20; lap++) {
        sender.trySend(1);
        Pending<?> first = fixture.begin(channel, () -> sendVoid(-1));
        Pending<?> second = fixture.begin(channel, () -> sendVoid(2));
        Pending<?> third = fixture.begin(channel, () -> sender.trySend(-2, HOUR));
        assertTrue(first.withdraw());
        assertTrue(third.withdraw());
        assertEquals(1, receiver.tryReceive());
        second.await();
        assertEquals(2, receiver.tryReceive());
        assertNull(receiver.tryReceive());
        assertEquals(1, sender.remainingCapacity());
      }
    }
  }
}

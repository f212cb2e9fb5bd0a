// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Pending;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Races;
import io.github.sluice.channel.tck.ThreadKind;
import io.github.sluice.channel.tck.ThreadKinds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Waits for permits against all that can end them, at the same time. */
@Races
class ReserveRacesTest {
  private final BlockingChannel<Integer> channel = BlockingChannel.bounded(2);
  private final BlockingSender<Integer> sender = channel.sender();
  private final BlockingReceiver<Integer> receiver = channel.receiver();

  private void fill() {
    assertEquals(SendResult.SENT, sender.trySend(0));
    assertEquals(SendResult.SENT, sender.trySend(1));
  }

  private void assertAllCapacityIsFree() {
    assertNull(receiver.tryReceive());
    assertEquals(2, sender.remainingCapacity());
    fill();
    assertEquals(SendResult.FULL, sender.trySend(-1));
    assertEquals(0, receiver.tryReceive());
    assertEquals(1, receiver.tryReceive());
  }

  @ThreadKinds
  void i1_aReserveRacingAnInterruptEitherHappensOrThrows(ThreadKind threads) throws Exception {
    int[] outcomes = new int[2];
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      Race.rounds(
          fixture,
          Race.times(4000),
          () -> {
            fill();
            List<Permit<Integer>> permits = new ArrayList<>();
            Interruption racer = new Interruption(() -> addTo(permits, sender.reserve(2)));
            return Race.of(
                    channel,
                    racer::run,
                    () -> {
                      assertEquals(0, receiver.tryReceive());
                      assertEquals(1, receiver.tryReceive());
                    },
                    racer::interrupt)
                .then(
                    () -> {
                      outcomes[permits.size()]++;
                      assertEquals(racer.threw(), permits.isEmpty());
                      assertEquals(permits.isEmpty() ? 2 : 0, sender.remainingCapacity());
                      permits.forEach(Permit::close);
                      assertAllCapacityIsFree();
                    });
          });
    }
    assertTrue(outcomes[0] + outcomes[1] > 0);
  }

  private static Void addTo(List<Permit<Integer>> permits, Permit<Integer> permit) {
    if (permit != null) {
      permits.add(permit);
    }
    return null;
  }

  @ThreadKinds
  void b1_aReserveThatIsInterruptedOrGrantedWhileAllElseEndsEndsTheStream(ThreadKind threads)
      throws Exception {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      Race.rounds(
          fixture,
          Race.times(3000),
          () -> {
            BlockingChannel<Integer> ending = BlockingChannel.bounded(2);
            BlockingSender<Integer> last = ending.sender();
            Permit<Integer> held = last.tryReserve(1);
            Interruption racer =
                new Interruption(
                    () -> {
                      try {
                        last.reserve(2).close();
                      } finally {
                        last.close();
                      }
                      return null;
                    });
            return Race.of(
                ending,
                racer::run,
                racer::interrupt,
                held::close,
                () -> {
                  assertNull(ending.receiver().receive());
                  assertTrue(ending.receiver().isTerminated());
                });
          });
    }
  }

  @ThreadKinds
  void b1_aReserveThatTimesOutOrIsGrantedWhileAllElseEndsEndsTheStream(ThreadKind threads)
      throws Exception {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      Race.rounds(
          fixture,
          Race.times(3000),
          () -> {
            BlockingChannel<Integer> ending = BlockingChannel.bounded(2);
            BlockingSender<Integer> last = ending.sender();
            Permit<Integer> held = last.tryReserve(1);
            return Race.of(
                ending,
                () -> {
                  try (Permit<Integer> granted = last.tryReserve(2, Duration.ofNanos(20_000))) {
                    assertTrue(granted == null || granted.remaining() == 2);
                  } catch (ChannelClosedException closed) {
                    // the last handle was closed before
                  }
                },
                last::close,
                held::close,
                () -> {
                  assertNull(ending.receiver().receive());
                  assertTrue(ending.receiver().isTerminated());
                });
          });
    }
  }

  @ThreadKinds
  void r6_p2_aWithdrawalAtTheHeadRacingTheReleaseLetsTheNextGo(ThreadKind threads)
      throws Exception {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      Race.rounds(
          fixture,
          Race.times(500),
          () -> {
            fill();
            Pending<Permit<Integer>> first = fixture.begin(channel, () -> sender.reserve(2));
            Pending<Permit<Integer>> second = fixture.begin(channel, () -> sender.reserve(1));
            AtomicBoolean withdrawn = new AtomicBoolean();
            return Race.of(
                    channel,
                    () -> withdrawn.set(first.withdraw()),
                    () -> assertEquals(0, receiver.tryReceive()))
                .then(
                    () -> {
                      assertTrue(withdrawn.get(), "there was no capacity for two");
                      second.await().close();
                      assertEquals(1, receiver.tryReceive());
                      assertAllCapacityIsFree();
                    });
          });
    }
  }

  @ThreadKinds
  void p7_r8_aReserveOfEverythingIsGrantedAmongSendsThatDoNotWait(ThreadKind threads)
      throws Exception {
    int reserves = 50;
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger sent = new AtomicInteger();
    BlockingSender<Integer> retrying = channel.sender();
    int[] received = {0};
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      Race.of(
              channel,
              () -> {
                for (int i = 0; i < reserves; i++) {
                  Permit<Integer> permit = sender.reserve(2);
                  assertEquals(SendResult.SENT, permit.send(-1));
                  permit.close();
                }
                over.set(true);
                sender.close();
              },
              () -> {
                while (!over.get()) {
                  if (retrying.trySend(1) == SendResult.SENT) {
                    sent.incrementAndGet();
                  } else {
                    Race.timedYield();
                  }
                }
                retrying.close();
              },
              () -> receiver.forEach(message -> received[0]++))
          .run(fixture);
    }
    assertEquals(sent.get() + reserves, received[0]);
  }
}

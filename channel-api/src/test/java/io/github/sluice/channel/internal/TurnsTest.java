// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.internal.SendWaiter.Kind;
import io.github.sluice.channel.internal.SendWaiter.State;
import io.github.sluice.channel.tck.Watchdog;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Who is told of room, and by whom: P2 and P7 without the help of the second look. */
class TurnsTest {
  private static final int CAPACITY = 2;
  private static final int ROUNDS = 100;

  private static final class Waiter extends SendWaiter<String> {
    Waiter(Kind kind) {
      super(kind, kind == Kind.MESSAGE ? "waiting" : null);
    }

    @Override
    protected void settled() {}
  }

  private ChannelCore<String> core = fullCore();

  private static ChannelCore<String> fullCore() {
    ChannelCore<String> core = new ChannelCore<>(CAPACITY, m -> {}, Runnable::run, 1_000_000);
    for (int i = 0; i < CAPACITY; i++) {
      assertEquals(SendResult.SENT, core.trySend("m"));
    }
    return core;
  }

  private Waiter add(Kind kind) {
    Waiter waiter = new Waiter(kind);
    core.waitingSenders().add(waiter);
    return waiter;
  }

  /**
   * Asserts that something is so at once, in most of many rounds with a channel each: not in those
   * in which the second look's thread has been at it at this moment.
   */
  private void assertMostly(BooleanSupplier round) {
    assertMostly(round, ROUNDS);
  }

  private void assertMostly(BooleanSupplier round, int rounds) {
    int times = 0;
    for (int i = 0; i < rounds; i++) {
      core = fullCore();
      times += round.getAsBoolean() ? 1 : 0;
    }
    assertTrue(times > rounds / 2, "in " + times + " rounds of " + rounds);
  }

  @Test
  void p7_asManyMayTryAsThereArePlaces() {
    for (int i = 0; i < CAPACITY; i++) {
      assertTrue(core.waitingSenders().startTrying());
    }
    assertFalse(core.waitingSenders().startTrying());
    core.waitingSenders().stopTrying();
    assertTrue(core.waitingSenders().startTrying());
    assertFalse(core.waitingSenders().startTrying());
  }

  @Test
  void p2_whoStopsTryingHasTheFirstInLineTold() {
    assertMostly(
        () -> {
          assertTrue(core.waitingSenders().startTrying());
          Waiter waiter = add(Kind.SIGNAL);
          core.tryReceive();
          core.waitingSenders().stopTrying();
          return waiter.state() == State.GRANTED;
        });
  }

  @Test
  void p2_whoEndsItsTurnHasTheNextTold() {
    assertMostly(
        () -> {
          Waiter first = add(Kind.SIGNAL);
          Waiter second = add(Kind.SIGNAL);
          core.tryReceive();
          core.tryReceive();
          boolean one = first.state() == State.GRANTED && second.state() == State.PENDING;
          core.waitingSenders().turnFinished();
          return one && second.state() == State.GRANTED;
        });
  }

  @Test
  void p2_nobodyIsWantedAnyMoreWhenTheLineIsEmpty() {
    add(Kind.SIGNAL);
    assertTrue(core.waitingSenders().ring().wantedVolatile() != RingWords.NOBODY);
    core.tryReceive();
    Watchdog.await(
        "nobody to be wanted",
        core,
        () -> core.waitingSenders().ring().wantedVolatile() == RingWords.NOBODY);
    assertEquals(0, core.waitingSenders().length());
  }

  @Test
  void p2_howeverRoomIsMadeTheFirstInLineIsToldAtOnce() {
    List<Runnable> ways =
        List.of(
            () -> core.tryReceive(),
            () -> {
              core.peek();
              core.remove();
              core.roomMade();
            },
            () -> {
              core.take();
              core.roomMade();
            });
    for (Runnable way : ways) {
      assertMostly(
          () -> {
            Waiter waiter = add(Kind.SIGNAL);
            way.run();
            return waiter.state() == State.GRANTED;
          });
    }
  }

  @Test
  void p2_aPermitGivenBackIsRoomAtOnce() {
    assertMostly(
        () -> {
          core.tryReceive();
          assertEquals(SendResult.SENT, core.tryReserve(1));
          Waiter waiter = add(Kind.SIGNAL);
          core.releasePermits(1);
          return waiter.state() == State.GRANTED;
        });
  }

  @Test
  void p2_aPermitUsedIsRoomForAnotherWhenTheirNumberIsAtItsLimit() {
    assertMostly(
        () -> {
          core = new ChannelCore<>(TailWord.MOST_HELD + 1, m -> {}, Runnable::run);
          assertEquals(SendResult.SENT, core.tryReserve(TailWord.MOST_HELD));
          Waiter waiter = add(Kind.PERMIT);
          assertEquals(State.PENDING, waiter.state());
          assertTrue(core.sendPermitted("m"));
          return waiter.state() == State.GRANTED;
        },
        10);
  }

  @Test
  void p1_r8_whoHoldsAllPermitsThatThereAreKeepsNoMessageOut() {
    core = new ChannelCore<>(TailWord.MOST_HELD + 1, m -> {}, Runnable::run);
    assertEquals(SendResult.SENT, core.tryReserve(TailWord.MOST_HELD));
    assertEquals(SendResult.SENT, core.trySend("m"));
    Waiter waiter = add(Kind.MESSAGE);
    assertEquals("m", core.tryReceive());
    Watchdog.await("a turn", core, () -> waiter.state() == State.GRANTED);
    assertEquals("waiting", core.tryReceive());
  }

  @Test
  void o6_whoeverCompetesIsNotToldWhileSomebodyArrivesWhomNothingMayOvertake() {
    Waiter waiter = add(Kind.SIGNAL);
    core.waitingSenders().ring().addGate(1); // he has come so far
    core.tryReceive();
    assertEquals(State.PENDING, waiter.state());
    core.waitingSenders().ring().addGate(-1); // and has withdrawn
    core.waitingSenders().serve();
    Watchdog.await("a turn", core, () -> waiter.state() == State.GRANTED);
  }

  @Test
  void p1_aReceiverThatFindsNothingLetsInWhomItHasMissed() {
    List<Runnable> ways =
        List.of(() -> core.tryReceive(), () -> core.peek(), () -> core.park(new CountingSignal()));
    for (Runnable way : ways) {
      assertMostly(
          () -> {
            Waiter waiter = add(Kind.MESSAGE);
            takeAll();
            way.run();
            return waiter.state() == State.GRANTED;
          });
    }
  }

  @Test
  void p1_aReceiverThatLetsSomebodyInWhileItGoesToSleepDoesNotSleep() {
    assertMostly(
        () -> {
          add(Kind.MESSAGE);
          takeAll();
          CountingSignal signal = new CountingSignal();
          return !core.park(signal) && signal.count == 1;
        });
    assertMostly(
        () -> {
          add(Kind.SIGNAL); // which is told, and has sent nothing yet
          takeAll();
          CountingSignal signal = new CountingSignal();
          return core.park(signal) && signal.count == 0;
        });
  }

  /** Takes what is there, and leaves it to others to find that there is room. */
  private void takeAll() {
    for (int i = 0; i < CAPACITY; i++) {
      assertEquals("m", core.take());
    }
  }

  @Test
  void p7_thoseWhoAreServedBeforeOneThatCompetesAreCountedAgainstItsPatience() {
    Waiter competing = add(Kind.SIGNAL);
    assertEquals(1, core.waitingSenders().length());
    for (int i = 0; i < 2 * SenderLine.BYPASSES && !competing.hasPermit(); i++) {
      Waiter strict = add(Kind.MESSAGE);
      core.tryReceive();
      Watchdog.await("a turn", core, () -> strict.state() == State.GRANTED);
    }
    assertTrue(competing.hasPermit());
    core.tryReceive();
    Watchdog.await("its turn", core, () -> competing.state() == State.GRANTED);
    assertEquals(SendResult.FULL, core.trySend("m"), "one message and its permit");
    core.tryReceive();
    assertEquals(SendResult.SENT, core.trySend("m"), "nobody is kept out for its sake any more");
  }
}

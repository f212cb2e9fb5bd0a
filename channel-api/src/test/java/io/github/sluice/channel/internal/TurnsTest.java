// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.internal.SendWaiter.Kind;
import io.github.sluice.channel.internal.SendWaiter.State;
import io.github.sluice.channel.tck.Watchdog;
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
    int times = 0;
    for (int i = 0; i < ROUNDS; i++) {
      core = fullCore();
      times += round.getAsBoolean() ? 1 : 0;
    }
    assertTrue(times > ROUNDS / 2, "in " + times + " rounds of " + ROUNDS);
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
  void p7_thoseWhoAreServedBeforeOneThatCompetesAreCountedAgainstItsPatience() {
    Waiter competing = add(Kind.SIGNAL);
    assertEquals(1, core.waitingSenders().length());
    for (int i = 0; i < 2 * SenderLine.BYPASSES && !competing.hasPermit(); i++) {
      Waiter strict = add(Kind.MESSAGE);
      core.tryReceive();
      Watchdog.await("a turn", core, () -> strict.state() == State.GRANTED);
    }
    assertTrue(competing.hasPermit());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.internal.SendWaiter.Kind;
import io.github.sluice.channel.internal.SendWaiter.State;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Senders that have been told of room, or try again, and are not being run: as virtual threads
 * whose carrier is taken by others. They must not keep room from senders that are.
 */
class ToldAndAbsentTest {
  private static final int CAPACITY = 4;

  private final ChannelCore<String> core = new ChannelCore<>(CAPACITY, m -> {}, Runnable::run);

  private static final class Waiter extends SendWaiter<String> {
    Waiter() {
      super(Kind.SIGNAL, null);
    }

    @Override
    protected void settled() {}
  }

  ToldAndAbsentTest() {
    for (int i = 0; i < CAPACITY; i++) {
      assertEquals(SendResult.SENT, core.trySend("m"));
    }
  }

  private List<Waiter> waiters(int number) {
    List<Waiter> waiters = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      Waiter waiter = new Waiter();
      core.waitingSenders().add(waiter);
      waiters.add(waiter);
    }
    return waiters;
  }

  private void awaitTold(Waiter waiter) {
    Watchdog.await("to be told of room", core, () -> waiter.state() == State.GRANTED);
  }

  @Test
  void p1_theNextIsToldWhenTheFirstDoesNotTakeItsTurn() {
    List<Waiter> waiters = waiters(3);
    core.tryReceive();
    for (Waiter waiter : waiters) {
      awaitTold(waiter);
    }
  }

  @Test
  void p1_aWaiterIsToldThoughAnotherSenderIsTryingForever() {
    assertTrue(core.waitingSenders().startTrying());
    Waiter waiter = waiters(1).get(0);
    while (core.tryReceive() != null) {
      assertEquals(State.PENDING, waiter.state(), "not at once");
    }
    awaitTold(waiter);
  }

  @Test
  void p2_atMostOneIsToldAtOnce() {
    List<Waiter> waiters = waiters(3);
    while (core.tryReceive() != null) {
      // room for all of them
    }
    assertEquals(State.GRANTED, waiters.get(0).state());
    long told = waiters.stream().filter(waiter -> waiter.state() != State.PENDING).count();
    assertTrue(told < 3, "one, or two if this test has been interrupted for a while");
    core.waitingSenders().turnFinished();
    awaitTold(waiters.get(1));
  }
}

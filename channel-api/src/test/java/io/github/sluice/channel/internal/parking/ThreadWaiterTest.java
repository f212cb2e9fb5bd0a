// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.parking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.WaitStrategy;
import io.github.sluice.channel.internal.base.CallbackExecutor;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.internal.core.Cores;
import io.github.sluice.channel.internal.queue.ClaimedWaiter;
import io.github.sluice.channel.internal.queue.SendWaiter.State;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Races;
import io.github.sluice.channel.tck.Watchdog;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A thread that gives up while a stalled combiner has claimed its waiter. */
class ThreadWaiterTest {
  private final ChannelCore<String> core =
      Cores.create(1, null, message -> {}, CallbackExecutor.DIRECT, WaitStrategy.ADAPTIVE);
  private final AtomicReference<ThreadWaiter<String>> waiter = new AtomicReference<>();
  private final AtomicReference<ClaimedWaiter> claimed = new AtomicReference<>();
  private final AtomicReference<Object> outcome = new AtomicReference<>();

  /** Starts a thread whose waiter is queued, claimed, and then waits with a deadline. */
  private Thread start(Deadline deadline) {
    core.trySend("sent");
    Thread thread =
        new Thread(
            () -> {
              waiter.set(new ThreadWaiter<>(core, "waiting", 0, true));
              core.deliver(core.enqueue(waiter.get()));
              claimed.set(new ClaimedWaiter(waiter.get()));
              try {
                State state = waiter.get().await(core, deadline);
                outcome.set(state + (Thread.currentThread().isInterrupted() ? " interrupted" : ""));
              } catch (InterruptedException e) {
                outcome.set(e.getClass());
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void awaitSleeping(Thread thread) {
    Watchdog.await("it to sleep", core, () -> thread.getState() == Thread.State.TIMED_WAITING);
  }

  private void awaitInterruptSeen(Thread thread) {
    Watchdog.await("the interrupt to be seen", core, () -> !thread.isInterrupted());
  }

  @Test
  void i1_anInterruptAfterTheDeadlineIsKeptWhenTheWaiterIsGranted() {
    Thread thread = start(Deadline.after(Duration.ZERO));
    awaitSleeping(thread);
    thread.interrupt();
    awaitInterruptSeen(thread);
    claimed.get().grant();
    Watchdog.join(thread, core);
    assertEquals("GRANTED interrupted", outcome.get());
  }

  @Test
  void i1_anInterruptAfterTheDeadlineIsKeptWhenTheWaiterIsWithdrawn() {
    Thread thread = start(Deadline.after(Duration.ZERO));
    awaitSleeping(thread);
    thread.interrupt();
    awaitInterruptSeen(thread);
    claimed.get().giveBack();
    Watchdog.join(thread, core);
    assertTrue(
        InterruptedException.class == outcome.get() || "LEFT interrupted".equals(outcome.get()),
        () -> "" + outcome);
  }

  @Test
  void i1_anInterruptedThreadWhoseWaiterIsGrantedReturnsInterrupted() {
    Thread thread = start(Deadline.NONE);
    Watchdog.await("it to park", core, () -> thread.getState() == Thread.State.WAITING);
    thread.interrupt();
    awaitSleeping(thread);
    claimed.get().grant();
    Watchdog.join(thread, core);
    assertEquals("GRANTED interrupted", outcome.get());
  }

  @Test
  void i1_anInterruptedThreadWhoseWaiterIsGivenBackWithdraws() {
    Thread thread = start(Deadline.NONE);
    Watchdog.await("it to park", core, () -> thread.getState() == Thread.State.WAITING);
    thread.interrupt();
    awaitSleeping(thread);
    claimed.get().giveBack();
    Watchdog.join(thread, core);
    assertEquals(InterruptedException.class, outcome.get());
    assertEquals(State.LEFT, waiter.get().state());
  }

  @Test
  @Races
  void i1_anInterruptIsKeptWheneverItComes() {
    core.trySend("sent");
    for (int round = 0; round < Race.times(2000); round++) {
      claimed.set(null);
      Thread thread = start(Deadline.after(Duration.ZERO));
      Watchdog.await("the waiter to be claimed", core, () -> claimed.get() != null);
      for (int i = ThreadLocalRandom.current().nextInt(200); i > 0; i--) {
        Thread.yield();
      }
      thread.interrupt();
      awaitInterruptSeen(thread);
      claimed.get().grant();
      Watchdog.join(thread, core);
      assertEquals("GRANTED interrupted", outcome.get(), "round " + round);
    }
  }
}

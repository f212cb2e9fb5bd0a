// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.fray;

import static io.github.sluice.channel.fray.Schedules.explore;
import static io.github.sluice.channel.fray.Schedules.start;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.ReceiverSignal;
import io.github.sluice.channel.internal.SendWaiter;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.pastalab.fray.runtime.DeadlockException;

/** Waits that are wrong in one step must be found, so that it means something if none is found. */
class FlawedWaitsTest {
  private static ChannelCore<Integer> newCore() {
    return new ChannelCore<>(1, message -> {}, Runnable::run);
  }

  private static void assertFound(Schedules.Task scenario) {
    assertThrows(DeadlockException.class, () -> explore(scenario));
  }

  /** Wakes the thread that has made it. */
  private static final class Signal extends ReceiverSignal {
    private final Thread thread = Thread.currentThread();

    @Override
    public void signal() {
      LockSupport.unpark(thread);
    }
  }

  @Test
  void p1_aReceiverThatSleepsAlthoughSomethingHasCome() {
    assertFound(
        () -> {
          ChannelCore<Integer> core = newCore();
          Thread sender = start(() -> core.trySend(1));
          Signal signal = new Signal();
          while (core.peek() == null) {
            core.park(signal); // and if that says that there is something, it sleeps all the same
            LockSupport.park();
          }
          sender.join();
        });
  }

  @Test
  void p1_aReceiverThatDoesNotAnnounceItself() {
    assertFound(
        () -> {
          ChannelCore<Integer> core = newCore();
          Thread sender = start(() -> core.trySend(1));
          while (core.peek() == null) {
            LockSupport.park();
          }
          sender.join();
        });
  }

  /** Waits for room in the thread that makes it. */
  private static final class Waiter extends SendWaiter<Integer> {
    private final Thread thread = Thread.currentThread();

    Waiter() {
      super(Kind.SIGNAL, null);
    }

    void await(ChannelCore<Integer> core) {
      core.waitingSenders().add(this);
      while (state() != State.GRANTED) {
        LockSupport.park();
      }
    }

    @Override
    protected void settled() {
      LockSupport.unpark(thread);
    }
  }

  @Test
  void p2_aSenderThatIsToldOfRoomAndGivesUpWithoutAWord() {
    assertFound(
        () -> {
          ChannelCore<Integer> core = newCore();
          assertEquals(SendResult.SENT, core.trySend(1));
          Thread givesUp = start(() -> new Waiter().await(core));
          Thread sends =
              start(
                  () -> {
                    new Waiter().await(core);
                    core.trySend(2);
                    core.waitingSenders().turnFinished();
                  });
          assertEquals(1, core.tryReceive());
          givesUp.join();
          sends.join();
        });
  }
}

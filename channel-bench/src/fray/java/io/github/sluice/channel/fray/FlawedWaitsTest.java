// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.fray;

import static io.github.sluice.channel.fray.Schedules.explore;
import static io.github.sluice.channel.fray.Schedules.start;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.internal.base.CallbackExecutor;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.ReceiverSignal;
import io.github.sluice.channel.internal.base.SpinWait;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.internal.core.ChannelOptions;
import io.github.sluice.channel.internal.queue.SendWaiter;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.pastalab.fray.runtime.DeadlockException;

/** Waits that are wrong in one step must be found, so that it means something if none is found. */
class FlawedWaitsTest {
  private static ChannelCore<Integer> newCore() {
    return new ChannelCore<>(new ChannelOptions<>(1), CallbackExecutor.DIRECT);
  }

  private static void assertFound(Schedules.Task scenario) {
    assertThrows(DeadlockException.class, () -> explore(scenario));
  }

  /** Unparks the thread that has created it. */
  private static final class Signal extends ReceiverSignal {
    private final Thread thread = Thread.currentThread();

    @Override
    public Notification signal() {
      LockSupport.unpark(thread);
      return null;
    }

    @Override
    public void deliver() {}
  }

  @Test
  void p1_aReceiverThatSleepsAlthoughSomethingHasCome() {
    assertFound(
        () -> {
          ChannelCore<Integer> core = newCore();
          Thread sender = start(() -> core.trySend(1));
          Signal signal = new Signal();
          while (core.peek(SpinWait.FOREVER) == null) {
            core.register(
                signal); // and if that says that there is something, it sleeps all the same
            LockSupport.park();
          }
          sender.join();
        });
  }

  @Test
  void p1_aReceiverThatDoesNotRegister() {
    assertFound(
        () -> {
          ChannelCore<Integer> core = newCore();
          Thread sender = start(() -> core.trySend(1));
          while (core.peek(SpinWait.FOREVER) == null) {
            LockSupport.park();
          }
          sender.join();
        });
  }

  /** Unparks the thread that has created it when its message has been sent. */
  private static final class Waiter extends SendWaiter<Integer> {
    private final Thread thread = Thread.currentThread();

    Waiter() {
      super(2, 0, true);
    }

    void await(ChannelCore<Integer> core) {
      core.deliver(core.enqueue(this));
      while (state() != State.GRANTED) {
        LockSupport.park();
      }
    }

    @Override
    protected Notification settled() {
      LockSupport.unpark(thread);
      return null;
    }

    @Override
    public void deliver() {}
  }

  @Test
  void p2_aReceiverThatDoesNotGrantWhatItReleases() {
    assertFound(
        () -> {
          ChannelCore<Integer> core = newCore();
          assertEquals(SendResult.SENT, core.trySend(1));
          Thread sends = start(() -> new Waiter().await(core));
          assertEquals(1, core.take()); // and grantReleased does not follow
          sends.join();
        });
  }
}

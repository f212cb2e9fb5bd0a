// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.internal.SendWaiter.Kind;
import io.github.sluice.channel.internal.SendWaiter.State;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Senders that are told to compete for room, mixed with senders that have lost so often that room
 * is set aside for them. With few bypasses allowed, both happen all the time.
 */
class EscalationStressTest {
  private static final int EACH = 30_000;

  private static final class Waiter extends SendWaiter<Integer> {
    private final Thread thread = Thread.currentThread();

    Waiter() {
      super(Kind.SIGNAL, null);
    }

    @Override
    protected void settled() {
      LockSupport.unpark(thread);
    }

    void await() {
      while (state() == State.PENDING || state() == State.CLAIMED) {
        LockSupport.park();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 4", "1, 8, 4", "1, 32, 8", "2, 16, 8"})
  void p1_noWakeIsLostBetweenTheToldAndTheGranted(int capacity, int bypasses, int senders) {
    ChannelCore<Integer> core = new ChannelCore<>(capacity, message -> {}, Runnable::run, bypasses);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < senders; i++) {
      Thread thread = new Thread(() -> sendAll(core));
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    int[] received = {0};
    Watchdog.await(
        "all messages",
        core,
        () -> {
          for (int i = 0; i < 1000 && received[0] < senders * EACH; i++) {
            if (core.tryReceive() == null) {
              Thread.yield();
            } else {
              received[0]++;
            }
          }
          return received[0] == senders * EACH;
        });
    for (Thread thread : threads) {
      Watchdog.await("the end of a sender", core, () -> !thread.isAlive());
    }
    assertEquals(capacity, core.remainingCapacity(), "C4");
  }

  private static void sendAll(ChannelCore<Integer> core) {
    for (int message = 0; message < EACH; message++) {
      if (core.trySend(message) == SendResult.FULL) {
        sendWhenTold(core, message);
      }
    }
  }

  private static void sendWhenTold(ChannelCore<Integer> core, int message) {
    Waiter waiter = new Waiter();
    core.waitingSenders().add(waiter);
    waiter.await();
    while (!waiter.hasPermit()) {
      if (core.trySend(message) == SendResult.SENT) {
        core.waitingSenders().turnFinished();
        return;
      }
      waiter.waitOn();
      core.waitingSenders().add(waiter);
      core.waitingSenders().turnFinished();
      waiter.await();
    }
    core.sendPermitted(message);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.core;

import static io.github.sluice.channel.internal.base.SpinWait.FOREVER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.WaitStrategy;
import io.github.sluice.channel.internal.base.CallbackExecutor;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.queue.SendWaiter;
import io.github.sluice.channel.internal.queue.SendWaiter.State;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Races;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Senders that wait in every way, and withdraw now and then. With few bypasses allowed, barging
 * waiters become FIFO waiters all the time. A lost wakeup ends the test: nothing else wakes them.
 */
@Races
class SendQueueStressTest {
  private static final int EACH = Race.times(20_000);

  /** What a sender does next. */
  private enum Way {
    BARGING,
    FIFO,
    PERMITS,
    WITHDRAWN
  }

  private static final class Waiter extends SendWaiter<Integer> {
    private final Thread thread = Thread.currentThread();

    Waiter(int message, boolean barging) {
      super(message, 0, barging);
    }

    Waiter(int permits) {
      super(null, permits, false);
    }

    @Override
    protected @Nullable Notification settled() {
      LockSupport.unpark(thread);
      return null;
    }

    @Override
    public void deliver() {
      throw new AssertionError("never returned as due");
    }

    void await() {
      while (state() == State.PENDING || state() == State.CLAIMED) {
        LockSupport.park();
      }
      if (state() != State.GRANTED) {
        throw new AssertionError(state());
      }
    }
  }

  private final AtomicInteger sent = new AtomicInteger();

  @ParameterizedTest
  @CsvSource({"1, 1, 4", "1, 8, 4", "2, 4, 8", "3, 1024, 4"})
  void p1_noWakeupIsLost(int capacity, int bypasses, int senders) {
    ChannelCore<Integer> core =
        Cores.create(
            capacity,
            null,
            message -> {},
            CallbackExecutor.DIRECT,
            WaitStrategy.ADAPTIVE,
            bypasses);
    List<Thread> threads = new ArrayList<>();
    AtomicInteger running = new AtomicInteger(senders);
    for (int i = 0; i < senders; i++) {
      Thread thread =
          new Thread(
              () -> {
                sendAll(core, capacity > 1);
                running.decrementAndGet();
              });
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    int[] received = {0};
    Watchdog.await(
        "all messages",
        core,
        () -> {
          boolean isOver = running.get() == 0;
          for (int i = 0; i < 1000; i++) {
            if (core.tryReceive(FOREVER) != null) {
              received[0]++;
            } else if (isOver) {
              return true;
            } else {
              Thread.yield();
            }
          }
          return false;
        });
    assertEquals(sent.get(), received[0]);
    assertEquals(capacity, core.remainingCapacity(), "C4");
    assertEquals(0, core.size(), "V2");
  }

  private void sendAll(ChannelCore<Integer> core, boolean reserves) {
    Way[] ways = Way.values();
    for (int message = 0; message < EACH; message++) {
      if (core.trySend(message) == SendResult.SENT) {
        sent.incrementAndGet();
        continue;
      }
      Way way = ways[ThreadLocalRandom.current().nextInt(ways.length)];
      switch (way) {
        case BARGING, FIFO -> {
          Waiter waiter = new Waiter(message, way == Way.BARGING);
          core.deliver(core.enqueue(waiter));
          waiter.await();
          sent.incrementAndGet();
        }
        case PERMITS -> sendPermitted(core, message, reserves ? 2 : 1);
        case WITHDRAWN -> {
          Waiter waiter = new Waiter(message, ThreadLocalRandom.current().nextBoolean());
          core.deliver(core.enqueue(waiter));
          if (!withdraw(core, waiter)) {
            waiter.await();
            sent.incrementAndGet();
          }
        }
      }
    }
  }

  /** Sends one message with a permit and returns the others. */
  private void sendPermitted(ChannelCore<Integer> core, int message, int permits) {
    Waiter waiter = new Waiter(permits);
    core.deliver(core.enqueue(waiter));
    waiter.await();
    core.sendPermitted(message, false);
    sent.incrementAndGet();
    if (permits > 1) {
      core.releasePermits(permits - 1);
    }
  }

  private static boolean withdraw(ChannelCore<Integer> core, Waiter waiter) {
    while (waiter.state() == State.PENDING || waiter.state() == State.CLAIMED) {
      if (core.withdraw(waiter)) {
        assertEquals(State.LEFT, waiter.state());
        return true;
      }
    }
    return false;
  }
}

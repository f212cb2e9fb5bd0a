// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.internal.SendWaiter.Kind;
import io.github.sluice.channel.internal.SendWaiter.State;
import java.lang.ref.WeakReference;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * D2 when the receiver has missed a waiting sender. {@code take} without {@code roomMade} is just
 * that: the head has advanced, and nobody has looked at {@code wanted}.
 */
@Timeout(60)
class SecondLookTest {
  private final ChannelCore<String> core = new ChannelCore<>(1, message -> {}, Runnable::run);

  private static final class Waiter extends SendWaiter<String> {
    private final CountDownLatch settled = new CountDownLatch(1);
    private volatile boolean byADaemon;

    Waiter(Kind kind, String message) {
      super(kind, message);
    }

    @Override
    protected void settled() {
      byADaemon = Thread.currentThread().isDaemon();
      settled.countDown();
    }

    State await() throws InterruptedException {
      assertTrue(settled.await(30, TimeUnit.SECONDS), "nobody looked again");
      return state();
    }
  }

  @Test
  void p1_aMissedSenderIsServedThoughTheReceiverDoesNothing() throws Exception {
    core.trySend("a");
    Waiter waiter = new Waiter(Kind.MESSAGE, "b");
    core.waitingSenders().add(waiter);
    assertEquals(State.PENDING, waiter.state());
    assertEquals("a", core.take());
    assertEquals(State.GRANTED, waiter.await());
    assertTrue(waiter.byADaemon, "it keeps no virtual machine alive");
    assertEquals("b", core.take());
  }

  @Test
  void p1_againAndAgain() throws Exception {
    core.trySend("a");
    for (int i = 0; i < 20; i++) {
      Waiter waiter = new Waiter(i % 2 == 0 ? Kind.MESSAGE : Kind.PERMIT, "b");
      core.waitingSenders().add(waiter);
      core.take();
      assertEquals(State.GRANTED, waiter.await());
      if (i % 2 != 0) {
        core.sendPermitted("c");
      }
    }
  }

  @Test
  void p1_evenIfTheThreadsOfTheCommonPoolAreAllTaken() throws Exception {
    CountDownLatch taken = new CountDownLatch(ForkJoinPool.getCommonPoolParallelism());
    CountDownLatch over = new CountDownLatch(1);
    for (long i = taken.getCount(); i > 0; i--) {
      ForkJoinPool.commonPool()
          .submit(
              () -> {
                taken.countDown();
                over.await();
                return null;
              });
    }
    try {
      assertTrue(taken.await(30, TimeUnit.SECONDS));
      p1_aMissedSenderIsServedThoughTheReceiverDoesNothing();
    } finally {
      over.countDown();
    }
  }

  @Test
  void p1_aMissedSenderIsServedWhenTheReceiverComesBackOrSleeps() {
    core.trySend("a");
    Waiter waiter = new Waiter(Kind.MESSAGE, "b");
    core.waitingSenders().add(waiter);
    core.take();
    core.tryReceive(); // finds nothing, or what a second look has put there
    assertTrue(waiter.state() == State.GRANTED || waiter.state() == State.CLAIMED);
  }

  @Test
  void m5_theTimerDoesNotKeepAForgottenChannel() {
    WeakReference<Object> forgotten = new WeakReference<>(fullChannelWithAWaiter());
    for (int i = 0; i < 1000 && forgotten.get() != null; i++) {
      System.gc();
    }
    assertNull(forgotten.get());
  }

  private static Object fullChannelWithAWaiter() {
    ChannelCore<String> full = new ChannelCore<>(1, message -> {}, Runnable::run);
    full.trySend("a");
    Waiter waiter = new Waiter(Kind.MESSAGE, "b");
    full.waitingSenders().add(waiter);
    assertSame(State.PENDING, waiter.state());
    return full;
  }
}

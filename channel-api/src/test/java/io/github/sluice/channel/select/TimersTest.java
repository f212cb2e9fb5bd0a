// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.select;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.tck.Garbage;
import io.github.sluice.channel.tck.PendingThread;
import io.github.sluice.channel.tck.PendingThreads;
import io.github.sluice.channel.tck.Watchdog;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** T1 to T3: receivers whose messages are points in time. */
class TimersTest {
  private static final Duration MOMENT = Duration.ofMillis(2);

  @Test
  void t1_oneMessageComesAndNotBeforeItsTime() throws Exception {
    long start = System.nanoTime();
    BlockingReceiver<Instant> timer = Timers.after(MOMENT);
    assertNotNull(timer.receive());
    assertTrue(System.nanoTime() - start >= MOMENT.toNanos());
    assertNull(timer.tryReceive(MOMENT));
    assertFalse(timer.isTerminated());
    timer.close();
    assertNull(timer.receive());
  }

  @Test
  void t1_whatIsPastComesAtOnce() throws Exception {
    assertNotNull(Timers.after(Duration.ZERO).tryReceive());
    assertNotNull(Timers.after(Duration.ofSeconds(Long.MIN_VALUE)).tryReceive());
    assertNotNull(Timers.at(Instant.now()).tryReceive());
    assertNotNull(Timers.at(Instant.now().minusSeconds(1)).tryReceive());
  }

  @Test
  void t1_aPointInTimeIsWaitedFor() throws Exception {
    assertNotNull(Timers.at(Instant.now().plus(MOMENT)).receive());
  }

  @Test
  void t1_theLongestDurationsNeverCome() {
    assertNull(Timers.after(Duration.ofSeconds(Long.MAX_VALUE)).tryReceive());
    assertNull(Timers.after(Duration.ofDays(365_000)).tryReceive());
    assertNull(Timers.never().tryReceive());
    assertFalse(Timers.never().isTerminated());
  }

  @Test
  void t2_ticksComeAgainAndAgainAndKeepTheirTimes() throws Exception {
    long start = System.nanoTime();
    BlockingReceiver<Instant> timer = Timers.tick(MOMENT);
    for (int tick = 1; tick <= 5; tick++) {
      assertNotNull(timer.receive());
      assertTrue(System.nanoTime() - start >= tick * MOMENT.toNanos(), "tick " + tick);
    }
    timer.close();
    while (timer.receive() != null) {} // one may have been there
    assertTrue(timer.isTerminated());
  }

  @Test
  void t2_ticksThatAreNotReceivedAreSkipped() {
    BlockingReceiver<Instant> timer = Timers.tick(Duration.ofNanos(1_000));
    Watchdog.await("a tick", timer, () -> timer.size() == 1);
    long end = System.nanoTime() + 20 * MOMENT.toNanos();
    while (System.nanoTime() < end) {
      assertTrue(timer.size() <= 1);
    }
    timer.cancel();
  }

  @Test
  void t3_aTimerThatIsClosedOrUnreachableLeavesNothing() {
    BlockingReceiver<Instant> closed = Timers.after(Duration.ofDays(1));
    closed.close();
    Garbage.awaitCollected(
        "timers", this, List.of(unreachable(Duration.ofDays(1)), unreachable(MOMENT)));
    assertNull(closed.tryReceive());
  }

  private static WeakReference<Object> unreachable(Duration period) {
    return new WeakReference<>(Timers.tick(period));
  }

  @Test
  void t3_i5_manyClosedTimersLeaveNoHeap() {
    Timers.after(Duration.ofDays(1)).close();
    long before = Garbage.usedBytes();
    for (int i = 0; i < 20_000; i++) {
      Timers.after(Duration.ofDays(1)).close();
    }
    long bytes = (Garbage.usedBytes() - before) / 20_000;
    assertTrue(bytes < 50, "bytes a timer: " + bytes);
  }

  @Test
  void badTimesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Timers.tick(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> Timers.tick(Duration.ofNanos(-1)));
    assertThrows(NullPointerException.class, () -> Timers.after(null));
    assertThrows(NullPointerException.class, () -> Timers.at(null));
    assertThrows(NullPointerException.class, () -> Timers.tick(null));
  }

  @Test
  void sel2_t1_aTimerEndsAWaitOfASelector() throws Exception {
    BlockingReceiver<Instant> never = Timers.never();
    BlockingReceiver<Instant> timer = Timers.after(MOMENT);
    Selector<Instant> selector = Selector.fair();
    selector.add(never);
    selector.add(timer);
    assertSame(timer, selector.select().receiver());
    selector.add(Timers.tick(MOMENT));
    CompletableFuture<Boolean> inPool =
        selector
            .selectAsync()
            .thenApply(tick -> Thread.currentThread() instanceof ForkJoinWorkerThread);
    Watchdog.await("a tick", selector, inPool::isDone);
    try (PendingThreads threads = new PendingThreads(Thread::new)) {
      PendingThread<Selection<Instant>> select = threads.begin(selector, selector::select);
      assertNotNull(select.await().message());
    }
    selector.close();
    assertNull(never.tryReceive(Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(1))));
  }
}

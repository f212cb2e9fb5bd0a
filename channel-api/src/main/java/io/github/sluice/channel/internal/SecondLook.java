// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import static io.github.sluice.channel.internal.RingWords.NOBODY;

import io.github.sluice.channel.SendResult;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Looks again, after a pause, whether there is room for those who wait to send; and again after
 * longer and longer pauses, as long as they wait and nothing moves.
 *
 * <p>This is the waiting side's part of D2, see {@link WaitingSenders}. At most one look is
 * scheduled at a time, on the timer of the JDK's CompletableFuture, and none while nobody waits.
 */
final class SecondLook implements Runnable {
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(256);

  private static final VarHandle SCHEDULED =
      Fields.handle(MethodHandles.lookup(), "scheduled", boolean.class);

  /** Weak, so that the timer does not keep a channel that everybody has forgotten. */
  private final WeakReference<WaitingSenders<?>> senders;

  private volatile boolean scheduled;

  // Of whoever has set `scheduled`, and then of the look itself.
  private long pause;
  private long headBefore;

  SecondLook(WaitingSenders<?> senders) {
    this.senders = new WeakReference<>(senders);
  }

  /** Schedules a look unless there is one. Called after `wanted` has been set. */
  void request() {
    if (!scheduled && SCHEDULED.compareAndSet(this, false, true)) {
      pause = FIRST_PAUSE;
      headBefore = NOBODY;
      schedule();
    }
  }

  private void schedule() {
    try {
      CompletableFuture.delayedExecutor(pause, TimeUnit.NANOSECONDS, Runnable::run).execute(this);
    } catch (Throwable noTimer) { // out of memory or threads: the next request may have more luck
      scheduled = false; // and the line, whose server this may be, must go on
    }
  }

  /** Looks. In the timer's thread, so nothing of a user's may run here. */
  @Override
  public void run() {
    WaitingSenders<?> line = senders.get();
    if (line == null) {
      return;
    }
    MpscRing<?> ring = line.ring();
    if (ring.wantedVolatile() == NOBODY) {
      scheduled = false; // volatile, before `wanted` is read again; pairs with request
      if (ring.wantedVolatile() != NOBODY) {
        request();
      }
      return;
    }
    long head = ring.headAcquire();
    if (head != headBefore) { // the receiver is at it, and sees `wanted` itself
      headBefore = head;
      pause = FIRST_PAUSE;
      schedule();
    } else {
      pause = Math.min(2 * pause, LONGEST_PAUSE);
      schedule();
      if (ring.room() != SendResult.FULL) {
        serve(line);
      }
    }
  }

  /** In a thread of its own, because all threads of the common pool may be waiting to send. */
  private static void serve(WaitingSenders<?> line) {
    Thread thread = new Thread(null, line::serveRegardless, "sluice-second-look", 0, false);
    thread.setDaemon(true);
    thread.start();
  }
}

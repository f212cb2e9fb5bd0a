// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.callbacks;

import io.github.sluice.channel.internal.base.Notification;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Delivers again what could not be delivered for want of stack or memory.
 *
 * <p>A failure allocates nothing: notifications are linked through themselves, and this thread has
 * been created before. The first failure starts it, and gives up the reserve for what that needs.
 */
final class Redelivery extends Thread {
  private static final int RESERVE_BYTES = 1 << 14;
  private static final long LONGEST_PAUSE_NANOS = 1 << 27;

  private static @Nullable Notification failed;

  @SuppressWarnings("unused") // it is only kept
  private static byte @Nullable [] reserve;

  /** The one that runs, or else the next one, which has not been started. */
  private static Redelivery current = new Redelivery();

  private Redelivery() {
    super(null, null, "sluice-redelivery", 0, false);
    setDaemon(true);
    LockSupport.parkNanos(0); // loads the class
  }

  /** Adds notifications whose delivery has failed. Throws nothing. */
  static synchronized void add(@Nullable Notification list) {
    failed = Notification.concat(failed, list);
    try {
      ensureRunning();
    } catch (Throwable notStarted) { // the next failure tries again
    }
  }

  /**
   * Adds a notification, unless it has been added and not yet delivered. Throws if the thread
   * cannot be started: then it is delivered at the next failure.
   */
  static synchronized void addOnce(Notification notification) {
    if (!notification.isInList()) { // it leaves the list without the lock, to be delivered
      failed = Notification.concat(failed, notification.alone());
    }
    ensureRunning();
  }

  private static void ensureRunning() {
    if (!current.isAlive()) {
      reserve = null;
      current.start();
    }
  }

  /** Returns what has been added; if that is nothing, prepares for the next failure. */
  static synchronized @Nullable Notification take() {
    Notification list = failed;
    failed = null;
    if (list == null) {
      reserve = new byte[RESERVE_BYTES];
      current = new Redelivery(); // last: it is this thread until there is another
    }
    return list;
  }

  @Override
  public void run() {
    for (long nanos = 0; ; nanos = Math.min(16 * nanos + 1, LONGEST_PAUSE_NANOS)) {
      LockSupport.parkNanos(nanos);
      interrupted(); // a callback's interrupt would end the next pause
      try {
        reserve = new byte[2 * RESERVE_BYTES]; // more than there was when it failed
        reserve = null;
        Notification list = take();
        if (list == null) {
          return;
        }
        Trampoline.ofThread().deliver(list, null);
      } catch (Throwable outOfMemory) { // again later
      }
    }
  }
}

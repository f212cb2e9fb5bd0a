// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.callbacks;

import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.StackReserve;
import io.github.sluice.channel.internal.base.Uncaught;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Delivers notifications in the calling thread, one after the other: what a callback causes is
 * delivered after it, so a chain of callbacks uses no more stack than one.
 *
 * <p>Threads do not wait for each other here, nor run each other's callbacks. The first thread has
 * a queue of its own; threads that come while it is running find theirs in a map, in place of a
 * thread-local variable. When nothing runs, nothing is retained. So all channels without an
 * executor can share a few trampolines, of which a thread always uses the same.
 */
final class Trampoline {
  /** Indexed by the low bits of a thread's number, which spread threads that run at once. */
  private static final Trampoline[] SHARED = new Trampoline[64];

  static {
    Arrays.setAll(SHARED, i -> new Trampoline());
  }

  private static final AtomicReferenceFieldUpdater<Trampoline, @Nullable Thread> RUNNER =
      AtomicReferenceFieldUpdater.newUpdater(Trampoline.class, Thread.class, "runner");

  private static final AtomicReferenceFieldUpdater<Submission, @Nullable Notification> KEPT =
      AtomicReferenceFieldUpdater.newUpdater(Submission.class, Notification.class, "kept");

  /** The thread that has {@code queue}; a thread that finds itself here may use it. */
  private volatile @Nullable Thread runner;

  private final Queue queue = new Queue();
  private final Map<Thread, Queue> others = new ConcurrentHashMap<>(4);

  static Trampoline ofThread() {
    return SHARED[(int) Thread.currentThread().getId() & (SHARED.length - 1)];
  }

  /**
   * Delivers notifications, in an executor if there is one: then all of them are submitted, and
   * those that it has run in this thread are delivered after that.
   */
  void deliver(@Nullable Notification list, @Nullable Executor executor) {
    Thread thread = Thread.currentThread();
    Queue running = queueOf(thread);
    if (running != null) {
      running.add(list, executor);
      return;
    }
    boolean isFirst = RUNNER.compareAndSet(this, null, thread);
    Queue own = isFirst ? queue : queueBesideOthers(thread);
    if (own == null) {
      Redelivery.add(list);
      return;
    }
    try {
      own.add(list, executor);
      // In no method of its own: see MaxInlineLevel in record 15.
      while (own.notifications != null) {
        Notification first = Notification.first(own.notifications);
        own.notifications = Notification.rest(own.notifications);
        try {
          first.deliver();
        } catch (VirtualMachineError noStackOrMemory) {
          Redelivery.add(first.alone());
          Uncaught.report(noStackOrMemory);
        } catch (Throwable t) {
          Uncaught.report(t);
        }
      }
    } finally {
      if (isFirst) {
        RUNNER.lazySet(this, null); // a thread that sees it late goes to the map
      } else {
        others.remove(thread);
      }
    }
  }

  /** Returns a queue in the map; null if there is no memory for it. */
  private @Nullable Queue queueBesideOthers(Thread thread) {
    try {
      Queue own = new Queue();
      others.put(thread, own);
      return own;
    } catch (Throwable outOfMemory) {
      others.remove(thread); // it may have been put
      return null;
    }
  }

  private @Nullable Queue queueOf(Thread thread) {
    return runner == thread ? queue : others.get(thread);
  }

  /** Returns whether a callback runs in the current thread and others are queued behind it. */
  boolean hasQueued() {
    Queue running = queueOf(Thread.currentThread());
    return running != null && running.notifications != null;
  }

  /** The notifications of one thread, and used by it alone. */
  private final class Queue {
    @Nullable Notification notifications;

    void add(@Nullable Notification list, @Nullable Executor executor) {
      if (executor == null) {
        notifications = Notification.concat(notifications, list);
      } else {
        submit(list, executor);
      }
    }

    private void submit(@Nullable Notification list, Executor executor) {
      Notification rest = list;
      while (rest != null) {
        Notification first = Notification.first(rest);
        rest = Notification.rest(rest);
        Submission submission = null;
        try {
          submission = new Submission(first);
          executor.execute(submission);
        } catch (Throwable refused) { // delivered here, unless it has been run all the same
          Notification kept = submission == null ? first : submission.take();
          notifications = Notification.concat(notifications, kept == null ? null : kept.alone());
        }
      }
    }
  }

  /** A notification in the hands of an executor, which may run it and throw even so. */
  private final class Submission extends Notification implements Runnable {
    private volatile @Nullable Notification kept;

    Submission(Notification notification) {
      kept = notification;
    }

    /** Takes the notification; null if it has been taken. */
    @Nullable Notification take() {
      return kept == null ? null : KEPT.getAndSet(this, null);
    }

    /** The executor's thread may be near the end of its stack: then it takes nothing. */
    @Override
    public void run() {
      try {
        StackReserve.require();
      } catch (StackOverflowError tooLittleStack) {
        Redelivery.addOnce(this);
        return;
      }
      deliver();
    }

    @Override
    public void deliver() {
      Notification notification = take();
      if (notification != null) {
        Trampoline.this.deliver(notification.alone(), null);
      }
    }
  }
}

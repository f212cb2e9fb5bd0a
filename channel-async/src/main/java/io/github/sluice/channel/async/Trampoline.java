// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.internal.CallbackExecutor;
import io.github.sluice.channel.internal.Fields;
import io.github.sluice.channel.internal.Notification;
import io.github.sluice.channel.internal.Uncaught;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Delivers notifications in the calling thread, one after the other: what a callback causes is
 * delivered after it, so a chain of callbacks uses no more stack than one.
 *
 * <p>Threads do not wait for each other here, nor run each other's callbacks. The first thread to
 * come is noted in a field, and those that come while it is running in a map, which takes the place
 * of a thread-local variable. When nothing runs, nothing is retained; so there are also some that
 * all channels share, and among them a thread always comes to the same.
 */
final class Trampoline implements CallbackExecutor {
  private static final VarHandle RUNNER =
      Fields.handle(MethodHandles.lookup(), "runner", Thread.class);

  /** By the low bits of a thread's number; a power of two, to spread threads that run at once. */
  private static final Trampoline[] SHARED = new Trampoline[64];

  static {
    Arrays.setAll(SHARED, i -> new Trampoline());
  }

  /** The thread that has {@code queue}; a thread that finds itself here may use it. */
  private volatile @Nullable Thread runner;

  private final Queue queue = new Queue();
  private final Map<Thread, Queue> others = new ConcurrentHashMap<>(4);

  /** Returns the shared one that the current thread comes to. */
  static Trampoline ofThread() {
    return SHARED[(int) Thread.currentThread().getId() & (SHARED.length - 1)];
  }

  @Override
  public void deliver(@Nullable Notification list) {
    deliver(list, null);
  }

  /**
   * Delivers notifications in an executor: submits all of them, then runs what the executor has run
   * in this thread meanwhile.
   */
  void deliver(@Nullable Notification list, @Nullable Executor executor) {
    Thread thread = Thread.currentThread();
    Queue running = queueOf(thread);
    if (running != null) {
      running.add(list, executor, this);
    } else if (RUNNER.compareAndSet(this, null, thread)) {
      try {
        queue.add(list, executor, this);
        queue.run();
      } finally {
        RUNNER.setRelease(this, (Thread) null); // a thread that sees it late goes to the map
      }
    } else {
      deliverBesideAnother(thread, list, executor);
    }
  }

  private void deliverBesideAnother(
      Thread thread, @Nullable Notification list, @Nullable Executor executor) {
    Queue own;
    try {
      own = new Queue();
      others.put(thread, own);
    } catch (Throwable outOfMemory) { // without a queue then: what this causes runs inside of it
      DIRECT.deliver(list);
      return;
    }
    try {
      own.add(list, executor, this);
      own.run();
    } finally {
      others.remove(thread);
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
  private static final class Queue {
    @Nullable Notification notifications;

    void add(@Nullable Notification list, @Nullable Executor executor, Trampoline trampoline) {
      if (executor == null) {
        notifications = Notification.concat(notifications, list);
      } else {
        submit(list, executor, trampoline);
      }
    }

    private void submit(@Nullable Notification list, Executor executor, Trampoline trampoline) {
      Notification rest = list;
      while (rest != null) {
        Notification first = Notification.first(rest);
        rest = Notification.rest(rest);
        Submission submission = new Submission(first, trampoline);
        try {
          executor.execute(submission);
        } catch (Throwable refused) { // then it is delivered here: no wake may be lost
          Notification kept = submission.getAndSet(null); // null if it has been run all the same
          notifications = Notification.concat(notifications, kept == null ? null : kept.alone());
        }
      }
    }

    /** Tries once more, where there is a whole stack and perhaps more memory. */
    private static void deliverElsewhere(Notification failed) {
      if (!Callbacks.isCallbackThread()) {
        try {
          Callbacks.inAnotherThread(() -> ofThread().deliver(failed.alone()));
        } catch (Throwable noThread) {
          Uncaught.report(noThread);
        }
      }
    }

    void run() {
      while (notifications != null) {
        Notification first = Notification.first(notifications);
        notifications = Notification.rest(notifications);
        try {
          first.deliver();
        } catch (VirtualMachineError noStackOrMemory) {
          Uncaught.report(noStackOrMemory);
          deliverElsewhere(first);
        } catch (Throwable t) {
          Uncaught.report(t);
        }
      }
    }
  }

  /** A notification in the hands of an executor, which may run it and throw even so. */
  private static final class Submission extends AtomicReference<@Nullable Notification>
      implements Runnable {
    private static final long serialVersionUID = 1;

    private final transient Trampoline trampoline;

    Submission(Notification notification, Trampoline trampoline) {
      super(notification);
      this.trampoline = trampoline;
    }

    @Override
    public void run() {
      Notification notification = getAndSet(null);
      if (notification != null) {
        trampoline.deliver(notification.alone());
      }
    }
  }
}

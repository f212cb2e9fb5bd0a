// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.callbacks;

import io.github.sluice.channel.tck.Watchdog;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Faults of a delivery, and what is seen of the thread that delivers again. */
public abstract class RedeliveryFixture {
  /** Throws an Error of the virtual machine so often, and then no more. */
  protected static final class Fault {
    private final AtomicInteger left;

    public Fault(int times) {
      left = new AtomicInteger(times);
    }

    public void pass() {
      int before = left.getAndDecrement();
      if (before > 0) {
        throw before % 2 == 0 ? new StackOverflowError() : new OutOfMemoryError();
      }
    }
  }

  protected final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
  private Thread.@Nullable UncaughtExceptionHandler before;

  @BeforeEach
  void collectUncaught() {
    before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
  }

  @AfterEach
  void restoreUncaught() {
    awaitEnd();
    Thread.setDefaultUncaughtExceptionHandler(before);
  }

  protected static void awaitEnd() {
    Watchdog.await("the end of the thread", null, () -> running().isEmpty());
  }

  protected static List<Thread> running() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread instanceof Redelivery)
        .toList();
  }
}

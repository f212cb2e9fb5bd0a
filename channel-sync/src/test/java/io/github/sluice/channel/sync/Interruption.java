// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.sluice.channel.tck.Watchdog;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** An operation and the interrupt of its thread, which must show in one way and only in one. */
final class Interruption {
  private final Callable<Void> operation;
  private final AtomicReference<Thread> thread = new AtomicReference<>();
  private final AtomicBoolean interrupted = new AtomicBoolean();
  private volatile boolean threw;

  Interruption(Callable<Void> operation) {
    this.operation = operation;
  }

  /** Does the operation, in the thread that is interrupted. */
  void run() throws Exception {
    thread.set(Thread.currentThread());
    try {
      operation.call();
    } catch (InterruptedException e) {
      threw = true;
    }
    Watchdog.await("the interrupt", this, interrupted::get);
    assertNotEquals(threw, Thread.interrupted(), "I1: thrown, or the flag, and not both");
  }

  /** Interrupts it, in another thread. */
  void interrupt() {
    Watchdog.await("the thread", this, () -> thread.get() != null);
    thread.get().interrupt();
    interrupted.set(true);
  }

  /** Returns, when both are done, whether the operation was ended by the interrupt. */
  boolean threw() {
    return threw;
  }
}

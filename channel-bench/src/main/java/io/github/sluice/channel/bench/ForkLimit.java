// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Ends the JVM that JMH has forked if nothing has been heard of it for too long. JMH limits the
 * time of an iteration, by an interrupt, but not that of a set-up, and ours warm up: a message that
 * is lost there would make it wait for ever.
 */
final class ForkLimit implements AutoCloseable {
  private final Duration silence;
  private final LongSupplier nanoClock;
  private final Set<Long> others;

  // Under the lock of this object.
  private long heardNanos;
  private boolean closed;
  private boolean expired;

  /** Begins to wait; what this JVM has started before does not matter. */
  ForkLimit(Duration silence, LongSupplier nanoClock) {
    this.silence = silence;
    this.nanoClock = nanoClock;
    heardNanos = nanoClock.getAsLong();
    others = ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    Thread thread = new Thread(this::watch, "fork-limit");
    thread.setDaemon(true);
    thread.start();
  }

  /** Begins to wait anew. */
  synchronized void heard() {
    heardNanos = nanoClock.getAsLong();
  }

  /** Returns whether it was ended. */
  synchronized boolean hasExpired() {
    return expired;
  }

  /** Says that it was ended, and why, as the rest of a sentence. */
  String reason() {
    return "nothing was heard of it for "
        + silence.toSeconds()
        + " s: a message was lost, or a thread waits for ever";
  }

  private void watch() {
    try {
      if (expires()) {
        ProcessHandle.current()
            .children()
            .filter(child -> !others.contains(child.pid()))
            .forEach(ForkLimit::kill);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean expires() throws InterruptedException {
    long left = silence.toNanos();
    while (!closed && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = heardNanos + silence.toNanos() - nanoClock.getAsLong();
    }
    expired = !closed;
    return expired;
  }

  private static void kill(ProcessHandle child) {
    child.descendants().forEach(ProcessHandle::destroyForcibly);
    child.destroyForcibly();
  }

  /** Stops waiting. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}

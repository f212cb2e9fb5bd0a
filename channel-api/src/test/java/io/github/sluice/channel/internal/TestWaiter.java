// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A waiter that counts how often it is settled and delivered. */
final class TestWaiter<T> extends SendWaiter<T> {
  private final AtomicInteger settled = new AtomicInteger();
  private final AtomicInteger delivered = new AtomicInteger();

  private TestWaiter(T message, boolean barging) {
    super(message, 0, barging);
  }

  private TestWaiter(int permits) {
    super(null, permits, false);
  }

  /** Creates a waiter that nothing overtakes. */
  static <T> TestWaiter<T> fifo(T message) {
    return new TestWaiter<>(message, false);
  }

  /** Creates a waiter that senders may overtake. */
  static <T> TestWaiter<T> barging(T message) {
    return new TestWaiter<>(message, true);
  }

  /** Creates a FIFO waiter for permits. */
  static <T> TestWaiter<T> forPermits(int permits) {
    return new TestWaiter<>(permits);
  }

  /** Makes a waiter that is over wait again. */
  void again(T message, boolean barging) {
    reuse(message, barging);
  }

  boolean isPending() {
    return state() == State.PENDING;
  }

  boolean isGranted() {
    return state() == State.GRANTED;
  }

  int timesSettled() {
    return settled.get();
  }

  int timesDelivered() {
    return delivered.get();
  }

  @Override
  protected @Nullable Notification settled() {
    settled.incrementAndGet();
    return alone();
  }

  @Override
  public void deliver() {
    delivered.incrementAndGet();
  }
}

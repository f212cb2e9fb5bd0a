// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.queue;

import io.github.sluice.channel.internal.base.Notification;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A waiter that counts how often it is settled and delivered. */
public final class TestWaiter<T> extends SendWaiter<T> {
  private final AtomicInteger settled = new AtomicInteger();
  private final AtomicInteger delivered = new AtomicInteger();

  private TestWaiter(T message, boolean barging) {
    super(message, 0, barging);
  }

  private TestWaiter(int permits) {
    super(null, permits, false);
  }

  /** Creates a waiter that nothing overtakes. */
  public static <T> TestWaiter<T> fifo(T message) {
    return new TestWaiter<>(message, false);
  }

  /** Creates a waiter that senders may overtake. */
  public static <T> TestWaiter<T> barging(T message) {
    return new TestWaiter<>(message, true);
  }

  /** Creates a FIFO waiter for permits. */
  public static <T> TestWaiter<T> forPermits(int permits) {
    return new TestWaiter<>(permits);
  }

  /** Reuses a waiter whose wait has ended for another wait. */
  public void again(T message, boolean barging) {
    reuse(message, barging);
  }

  public boolean isPending() {
    return state() == State.PENDING;
  }

  public boolean isGranted() {
    return state() == State.GRANTED;
  }

  public int timesSettled() {
    return settled.get();
  }

  public int timesDelivered() {
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

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.queue;

import static io.github.sluice.channel.internal.base.SpinWait.FOREVER;

import io.github.sluice.channel.internal.base.CallbackExecutor;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.ring.MpscRing;
import io.github.sluice.channel.internal.ring.RingProbe;
import io.github.sluice.channel.internal.ring.TailWord;
import org.jspecify.annotations.Nullable;

/** A ring and its queue of waiters, used as the channels use them. */
final class RingWithQueue {
  final MpscRing<String> ring;
  final SendQueue<String> queue;

  RingWithQueue(int capacity, int bypasses) {
    ring = new MpscRing<>(capacity);
    queue = new SendQueue<>(ring, bypasses);
  }

  /** Fills the ring. */
  RingWithQueue full() {
    while (trySend("sent")) {}
    return this;
  }

  boolean trySend(String message) {
    return TailWord.admitsSenders(ring.offer(message));
  }

  boolean tryReserve(int permits) {
    return TailWord.admitsSenders(ring.tryReserve(permits));
  }

  <W extends SendWaiter<String>> W add(W waiter) {
    deliver(queue.add(waiter));
    return waiter;
  }

  /** Withdraws a waiter, if it still can be. */
  boolean withdraw(SendWaiter<String> waiter) {
    boolean isWithdrawn = queue.withdraw(waiter);
    if (isWithdrawn) {
      deliver(waiter.caused());
    }
    return isWithdrawn;
  }

  @Nullable String receive() {
    String message = RingProbe.poll(ring, FOREVER);
    if (message != null && ring.isGrantDue()) {
      drain();
    }
    return message;
  }

  void returnPermits(int permits) {
    ring.releasePermits(permits);
    if (ring.hasWaiters()) {
      drain();
    }
  }

  void close() {
    ring.close(TailWord.CLOSED);
    drain();
  }

  void drain() {
    deliver(queue.drain());
  }

  private static void deliver(@Nullable Notification due) {
    CallbackExecutor.DIRECT.deliver(due);
  }

  boolean isGateOpen() {
    return RingProbe.isGateOpen(ring);
  }

  /** Returns how much capacity there is, whether it is for waiters or not. */
  int freeCapacity() {
    return ring.capacity() - ring.size() - ring.outstandingPermits();
  }

  @Override
  public String toString() {
    return String.format(
        "size %d, permits %d, gate %d, waiters %d, due %s",
        ring.size(),
        ring.outstandingPermits(),
        RingProbe.gate(ring),
        queue.length(),
        ring.isGrantDue());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A channel that lacks the fence at the end of an operation: Lamport's queue for one sender and one
 * receiver, with release writes and acquire reads. All that <i>happens-before</i> demands holds,
 * but an operation may return while its effect is still in the processor's store buffer. For the
 * tests of real-time order, none of which sends in two threads, or receives while a send waits.
 */
final class UnfencedSubject extends Subject {
  private final @Nullable Integer[] slots;
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger received = new AtomicInteger();
  private final AtomicInteger permits = new AtomicInteger();
  private final AtomicInteger fifoWaiters = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  UnfencedSubject(int capacity) {
    slots = new Integer[capacity];
  }

  // ---- the sender

  @Override
  SendResult trySend(Integer message) {
    if (closed.getAcquire() != 0) {
      return SendResult.CLOSED;
    }
    if (fifoWaiters.getAcquire() != 0 || remainingCapacity() == 0) {
      return SendResult.FULL;
    }
    int position = sent.getPlain();
    slots[position % slots.length] = message;
    sent.setRelease(position + 1);
    return SendResult.SENT;
  }

  @Override
  CompletableFuture<Void> send(Integer message) {
    return trySend(message) == SendResult.SENT
        ? CompletableFuture.completedFuture(null)
        : new Waiter<>();
  }

  @Override
  Permit<Integer> tryReserve() {
    permits.setRelease(permits.getPlain() + 1);
    return new HeldPermit();
  }

  @Override
  CompletableFuture<?> reserve(int messages) {
    return new Waiter<>(); // the tests ask for more than there is
  }

  @Override
  void closeSender() {
    closed.setRelease(1);
  }

  // ---- the receiver

  @Override
  @Nullable Integer tryReceive() {
    int position = received.getPlain();
    if (sent.getAcquire() == position) {
      return null;
    }
    Integer message = slots[position % slots.length];
    received.setRelease(position + 1);
    return message;
  }

  @Override
  void drain(Consumer<Integer> action, int limit) {
    for (int i = 0; i < limit; i++) {
      Integer message = tryReceive();
      if (message == null) {
        return;
      }
      action.accept(message);
    }
  }

  @Override
  void receiveMany(Collection<Integer> into, int limit) {
    drain(into::add, limit);
  }

  @Override
  void pollMany(Collection<Integer> into, int limit) {
    drain(into::add, limit);
  }

  @Override
  void closeReceiver() {
    closed.setRelease(1);
  }

  // ---- the state

  @Override
  boolean isTerminated() {
    return closed.getAcquire() != 0 && size() == 0;
  }

  @Override
  int size() {
    int position = received.getAcquire();
    return sent.getAcquire() - position;
  }

  @Override
  int remainingCapacity() {
    return slots.length - permits.getAcquire() - size();
  }

  /** A send, or a request for permits, that waits until it is withdrawn. */
  private final class Waiter<R> extends CompletableFuture<R> {
    Waiter() {
      fifoWaiters.setRelease(1);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean withdrawn = super.cancel(false);
      fifoWaiters.setRelease(0);
      return withdrawn;
    }
  }

  /** A permit that is closed unused. */
  private final class HeldPermit implements Permit<Integer> {
    @Override
    public SendResult send(Integer message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int remaining() {
      return 1;
    }

    @Override
    public void close() {
      permits.setRelease(permits.getPlain() - 1);
    }
  }
}

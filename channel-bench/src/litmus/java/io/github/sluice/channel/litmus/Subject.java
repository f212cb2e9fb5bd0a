// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Waker;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A channel of integers with one sender handle, as the litmus tests use it. No operation blocks;
 * one that would wait registers something that is notified instead. No test races on an operation
 * that a subject does not have.
 */
abstract class Subject {
  /** What a receiver comes to that waits if it must. */
  enum Wait {
    /** It has taken a message. */
    MESSAGE,
    /** It has seen the end of the stream. */
    ENDED,
    /** It has found neither, has registered, has rechecked, and now sleeps. */
    WAITING
  }

  /** When a waiter is notified. */
  enum Notified {
    /** By the threads of the race, before they were done. */
    AT_ONCE,
    /** By another thread, after the race. */
    LATER,
    /** Not before the timeout. */
    NEVER
  }

  // ---- the sender

  /** As {@link io.github.sluice.channel.Sender#trySend}. */
  SendResult trySend(Integer message) {
    throw new UnsupportedOperationException();
  }

  /** Sends now, or queues. */
  CompletableFuture<Void> send(Integer message) {
    throw new UnsupportedOperationException();
  }

  /** As {@link io.github.sluice.channel.Sender#tryReserve()}. */
  @Nullable Permit<Integer> tryReserve() {
    throw new UnsupportedOperationException();
  }

  /** As {@link io.github.sluice.channel.AsyncSender#reserve(int)}. */
  CompletableFuture<?> reserve(int messages) {
    throw new UnsupportedOperationException();
  }

  /** Sends through a handle made from a weak reference; null if there is no such handle. */
  @Nullable SendResult upgradeAndSend(Integer message) {
    throw new UnsupportedOperationException();
  }

  /** Closes the only handle. */
  void closeSender() {
    throw new UnsupportedOperationException();
  }

  /** As {@link io.github.sluice.channel.Sender#fail}. */
  void fail(Throwable cause) {
    throw new UnsupportedOperationException();
  }

  /** Has something run when the channel is closed. */
  void onClosed(Runnable action) {
    throw new UnsupportedOperationException();
  }

  // ---- the receiver

  /** As {@link io.github.sluice.channel.Receiver#tryReceive}. */
  @Nullable Integer tryReceive() {
    throw new UnsupportedOperationException();
  }

  /** As {@link io.github.sluice.channel.Receiver#drain}. */
  void drain(Consumer<Integer> action, int limit) {
    throw new UnsupportedOperationException();
  }

  /** Receives several messages, of which one is there. */
  void receiveMany(Collection<Integer> into, int limit) {
    throw new UnsupportedOperationException();
  }

  /** As {@link io.github.sluice.channel.AsyncReceiver#pollMany}. */
  void pollMany(Collection<Integer> into, int limit) {
    throw new UnsupportedOperationException();
  }

  /** Receives, or registers the receiver; then the waker is called in the end. */
  Wait receiveOrWait(Waker waker) {
    throw new UnsupportedOperationException();
  }

  /** As {@link io.github.sluice.channel.AsyncReceiver#receive}. */
  CompletableFuture<Integer> receive() {
    throw new UnsupportedOperationException();
  }

  /** As {@link io.github.sluice.channel.Receiver#close}. */
  void closeReceiver() {
    throw new UnsupportedOperationException();
  }

  /** As {@link io.github.sluice.channel.Receiver#cancel}. */
  void cancel() {
    throw new UnsupportedOperationException();
  }

  // ---- the state

  /** As {@link io.github.sluice.channel.Receiver#isTerminated}. */
  boolean isTerminated() {
    throw new UnsupportedOperationException();
  }

  /** As {@link io.github.sluice.channel.Receiver#isClosed}. */
  boolean isClosed() {
    throw new UnsupportedOperationException();
  }

  /** As {@link io.github.sluice.channel.Receiver#size}. */
  int size() {
    throw new UnsupportedOperationException();
  }

  /** As {@link io.github.sluice.channel.Sender#remainingCapacity}. */
  int remainingCapacity() {
    throw new UnsupportedOperationException();
  }

  /** Returns how many messages were handed to {@code onUndelivered}. */
  int undelivered() {
    throw new UnsupportedOperationException();
  }

  // ---- what has become of a send

  /** How long a waiter may take to be notified after all threads of the race are done. */
  long timeoutNanos() {
    return 0;
  }

  /** Returns when a send was notified of its outcome. */
  final Notified notified(CompletableFuture<?> send) {
    if (send.isDone()) {
      return Notified.AT_ONCE;
    }
    long start = System.nanoTime();
    while (System.nanoTime() - start < timeoutNanos()) {
      if (send.isDone()) {
        return Notified.LATER;
      }
      LockSupport.parkNanos(100_000);
    }
    return Notified.NEVER;
  }

  /** Returns the outcome of a send of the given message. */
  static String outcome(CompletableFuture<Void> send, Integer message) {
    if (!send.isDone()) {
      return "PENDING";
    }
    return send.handle(
            (sent, failure) -> failure == null ? "SENT" : closedOrFailed(failure, message))
        .join();
  }

  private static String closedOrFailed(Throwable failure, Integer message) {
    boolean given =
        failure instanceof ChannelClosedException closed && message.equals(closed.undelivered());
    return given ? "REFUSED" : failure.toString();
  }
}

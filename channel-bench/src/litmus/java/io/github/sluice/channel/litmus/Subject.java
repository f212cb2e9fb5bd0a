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
 * A channel of integers with one sender handle, as the litmus tests use it. No operation waits;
 * those that would leave something behind instead, by which they are told. What a subject does not
 * have, no test races on it.
 */
abstract class Subject {
  /** What a receiver comes to that waits if it must. */
  enum Wait {
    /** It has taken a message. */
    MESSAGE,
    /** It has seen the end of the stream. */
    ENDED,
    /** It has found neither, has announced itself, has looked again, and now sleeps. */
    WAITING
  }

  /** When somebody who waits is told. */
  enum Told {
    /** By those who took part in the race, before they were done. */
    AT_ONCE,
    /** By nobody who took part, but somebody looked again later. */
    LATER,
    /** Not for as long as anybody would wait. */
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

  /** Receives, or announces that the receiver waits; then the waker is called in the end. */
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

  /** How long somebody who waits is given to be told, after everybody else has done his part. */
  long patienceNanos() {
    return 0;
  }

  /** Tells when a send has been told what became of it. */
  final Told told(CompletableFuture<?> send) {
    if (send.isDone()) {
      return Told.AT_ONCE;
    }
    long start = System.nanoTime();
    while (System.nanoTime() - start < patienceNanos()) {
      if (send.isDone()) {
        return Told.LATER;
      }
      LockSupport.parkNanos(100_000);
    }
    return Told.NEVER;
  }

  /** Tells what has become of a send of the given message. */
  static String outcome(CompletableFuture<Void> send, Integer message) {
    if (!send.isDone()) {
      return "PENDING";
    }
    return send.handle((sent, failure) -> failure == null ? "SENT" : refusal(failure, message))
        .join();
  }

  private static String refusal(Throwable failure, Integer message) {
    boolean given =
        failure instanceof ChannelClosedException refusal && message.equals(refusal.undelivered());
    return given ? "REFUSED" : failure.toString();
  }
}

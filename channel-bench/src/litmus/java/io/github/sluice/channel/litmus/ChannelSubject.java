// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import io.github.sluice.channel.Permit;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is the same for both channels: all that never waits. */
abstract class ChannelSubject extends Subject {
  private final Sender<Integer> sender;
  private final Receiver<Integer> receiver;
  private final AtomicInteger undelivered;

  ChannelSubject(Sender<Integer> sender, Receiver<Integer> receiver, AtomicInteger undelivered) {
    this.sender = sender;
    this.receiver = receiver;
    this.undelivered = undelivered;
  }

  @Override
  final SendResult trySend(Integer message) {
    return sender.trySend(message);
  }

  @Override
  final @Nullable Permit<Integer> tryReserve() {
    return sender.tryReserve();
  }

  @Override
  final @Nullable SendResult upgradeAndSend(Integer message) {
    Sender<Integer> handle = sender.downgrade().upgrade();
    return handle != null ? handle.trySend(message) : null;
  }

  @Override
  final void closeSender() {
    sender.close();
  }

  @Override
  final void fail(Throwable cause) {
    sender.closeExceptionally(cause);
  }

  @Override
  final void onClosed(Runnable action) {
    sender.closeFuture().thenRun(action);
  }

  @Override
  final @Nullable Integer tryReceive() {
    return receiver.tryReceive();
  }

  @Override
  final void drain(Consumer<Integer> action, int limit) {
    receiver.drain(action, limit);
  }

  @Override
  final void closeReceiver() {
    receiver.close();
  }

  @Override
  final void cancel() {
    receiver.cancel();
  }

  @Override
  final boolean isTerminated() {
    return receiver.isTerminated();
  }

  @Override
  final boolean isClosed() {
    return receiver.isClosed();
  }

  @Override
  final int size() {
    return receiver.size();
  }

  @Override
  final int remainingCapacity() {
    return sender.remainingCapacity();
  }

  @Override
  final int undelivered() {
    return undelivered.get();
  }

  /** A thread that is the combiner may be preempted. */
  @Override
  final long timeoutNanos() {
    return TimeUnit.SECONDS.toNanos(10);
  }
}

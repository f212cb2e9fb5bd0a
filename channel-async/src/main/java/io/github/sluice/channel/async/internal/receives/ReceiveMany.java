// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.receives;

import io.github.sluice.channel.async.internal.callbacks.Callbacks;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.SpinWait;
import io.github.sluice.channel.internal.core.Batch;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.internal.core.ChannelFuture;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A receive of several messages: of those that are there, or of those that a callback finds, and of
 * those that come while the batch lingers.
 */
final class ReceiveMany<T> extends ReceiveOperation<T> {
  private final ChannelFuture<Integer> future = new ChannelFuture<>(this);
  private final Collection<? super T> into;
  private final int limit;
  private final Batch<T> batch;

  /** Null if the batch takes only what is there. */
  private final @Nullable Linger linger;

  /** Why the future fails, if the collection has refused a message; written before DONE. */
  private @Nullable Throwable thrown;

  ReceiveMany(
      ChannelCore<T> core,
      Callbacks callbacks,
      Collection<? super T> into,
      int limit,
      long lingerNanos) {
    super(core, POLLING, SCHEDULED);
    this.into = into;
    this.limit = limit;
    batch = new Batch<>(core);
    linger = lingerNanos > 0 ? new Linger(callbacks, this, lingerNanos) : null;
  }

  /** Begins, as the owner. */
  ChannelFuture<Integer> start() {
    acquireLease();
    take(); // nothing without the lease: the channel has been cancelled
    return future;
  }

  @Override
  public String use() {
    return pending("receiveMany");
  }

  @Override
  public void deliver() {
    if (begin()) {
      take();
    } else if (isDone()) {
      complete();
    }
  }

  /** Takes what there is, as the owner, or waits if that is nothing. */
  private void take() {
    Notification due = null;
    while (!isOver()) {
      try {
        batch.moveTo(into, limit, SpinWait.FOREVER);
      } catch (Throwable t) { // from the collection
        thrown = t;
      }
      due = Notification.concat(due, batch.end());
      if (linger != null && batch.taken() > 0) {
        linger.start();
      }
      if (!isOver()) {
        if (await()) {
          core.deliver(due);
          return;
        }
        if (due != null) { // it must not wait for as long as messages come
          leavePolling(DUE);
          core.deliver(Notification.concat(due, alone()));
          return;
        }
      }
    }
    leavePolling(DONE);
    releaseLease();
    core.deliver(due); // first: there may be no memory to complete this
    complete();
  }

  private boolean isOver() {
    return isComplete() || thrown != null || core.isTerminated() || core.lease().isCancelled();
  }

  private boolean isComplete() {
    int taken = batch.taken();
    return taken >= limit || (taken > 0 && (linger == null || linger.hasExpired()));
  }

  @Override
  boolean isLingering() {
    return batch.taken() > 0;
  }

  private void complete() {
    releaseLease();
    if (linger != null) {
      linger.cancel();
    }
    int taken = batch.taken();
    future.settle(taken, thrown == null && taken == 0 ? core.failure() : thrown);
  }
}

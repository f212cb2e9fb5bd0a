// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.receives;

import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.SpinWait;
import io.github.sluice.channel.internal.core.Batch;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.internal.core.ChannelFuture;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A receive of several messages: of those that are there, or of those that a callback finds. */
final class ReceiveMany<T> extends ReceiveOperation<T> {
  private final ChannelFuture<Integer> future = new ChannelFuture<>(this);
  private final Collection<? super T> into;
  private final int limit;
  private final Batch<T> batch;

  /** Why the future fails, if the collection has refused a message; written before DONE. */
  private @Nullable Throwable thrown;

  ReceiveMany(ChannelCore<T> core, Collection<? super T> into, int limit) {
    super(core, POLLING, SCHEDULED);
    this.into = into;
    this.limit = limit;
    batch = new Batch<>(core);
  }

  /** Begins, as the owner. */
  ChannelFuture<Integer> start() {
    acquireLease();
    take(); // nothing without the lease: the channel has been cancelled
    return future;
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
    while (!isOver()) {
      try {
        batch.moveTo(into, limit, SpinWait.FOREVER);
      } catch (Throwable t) { // from the collection
        thrown = t;
      }
      if (!isOver() && await()) {
        return;
      }
    }
    Notification due = batch.end();
    leavePolling(DONE);
    releaseLease();
    core.deliver(due); // first: there may be no memory to complete this
    complete();
  }

  private boolean isOver() {
    return batch.taken() > 0 || thrown != null || core.isTerminated() || core.lease().isCancelled();
  }

  private void complete() {
    releaseLease();
    int taken = batch.taken();
    future.settle(taken, thrown == null && taken == 0 ? core.failure() : thrown);
  }
}

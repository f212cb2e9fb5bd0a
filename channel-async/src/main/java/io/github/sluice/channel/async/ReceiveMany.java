// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.Notification;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A receive of several messages: of those that are there, or of those that a callback finds. */
final class ReceiveMany<T> extends ReceiveOperation<T> {
  final ReceiverFuture<Integer> future = new ReceiverFuture<>(this);
  private final Collection<? super T> into;
  private final int limit;

  // What the future is completed with; written before DONE.
  private int taken;
  private @Nullable Throwable thrown;

  ReceiveMany(ChannelCore<T> core, Collection<? super T> into, int limit) {
    super(core, POLLING);
    this.into = into;
    this.limit = limit;
  }

  /** Begins, as the owner. */
  void start() {
    core().requireStack();
    acquireLease();
    if (isDone()) {
      future.succeed(0);
    } else {
      take();
    }
  }

  @Override
  public void deliver() {
    core().requireStack(); // or this is delivered again, in another thread
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
      due = move();
      if (taken == 0 && thrown == null && !isOver() && await()) {
        return;
      }
    }
    end();
    complete();
    core().deliver(due);
  }

  private boolean isOver() {
    return taken > 0 || thrown != null || core().isTerminated() || core().lease().isCancelled();
  }

  /** Moves what there is. */
  private @Nullable Notification move() {
    Notification due = null;
    int batch = Math.min(limit, core().size());
    try {
      while (taken < batch) {
        T message = Objects.requireNonNull(core().peek());
        into.add(message);
        core().remove(taken == batch - 1);
        taken++;
        due = Notification.concat(due, core().grantReleased());
      }
    } catch (Throwable t) { // from the collection
      thrown = t;
    }
    return taken == batch ? due : Notification.concat(due, core().endBatch());
  }

  private void complete() {
    releaseLease();
    Throwable failure = thrown == null && taken == 0 ? failure() : thrown;
    if (failure == null) {
      future.succeed(taken);
    } else {
      future.fail(failure);
    }
  }

  @Override
  boolean isRepeating() {
    return false;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.receives;

import io.github.sluice.channel.async.internal.callbacks.Callbacks;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.SpinWait;
import io.github.sluice.channel.internal.core.Batch;
import io.github.sluice.channel.internal.core.ChannelCore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands batches to an action, each complete by count or by age. */
final class ForEachBatch<T> extends ForEach<T, List<T>> {
  private final int limit;
  private final long lingerNanos;

  // The owner's.
  private @Nullable List<T> begun;
  private @Nullable Linger linger;

  private final Rest rest = new Rest();

  ForEachBatch(
      ChannelCore<T> core,
      Callbacks callbacks,
      Consumer<? super List<T>> action,
      int limit,
      long lingerNanos) {
    super(core, callbacks, action);
    this.limit = limit;
    this.lingerNanos = lingerNanos;
  }

  @Override
  String method() {
    return "forEachBatch";
  }

  @Override
  @Nullable List<T> take() {
    try {
      List<T> messages = begun == null ? new ArrayList<>() : begun;
      Linger clock = linger == null ? new Linger(callbacks, this, lingerNanos) : linger;
      Batch<T> batch = new Batch<>(core);
      begun = messages;
      linger = clock;
      try {
        batch.moveTo(messages, limit - messages.size(), SpinWait.FOREVER);
      } finally {
        granted(batch.end());
      }
      if (isLingering()) {
        clock.start();
      }
      boolean isComplete = messages.size() == limit || clock.hasExpired();
      return isComplete ? takeRest() : null;
    } catch (Throwable outOfMemory) { // what has not been taken is still in the channel
      thrown = outOfMemory;
      return null;
    }
  }

  @Override
  @Nullable List<T> takeRest() {
    if (!isLingering()) {
      return null;
    }
    List<T> batch = begun;
    begun = null;
    if (linger != null) {
      linger.cancel();
      linger = null;
    }
    return batch;
  }

  @Override
  boolean isLingering() {
    return begun != null && !begun.isEmpty();
  }

  @Override
  boolean isStopped() {
    return thrown != null;
  }

  // ---- withdrawn with a batch that has begun

  @Override
  void withdrawing() {
    rest.batch = takeRest();
  }

  @Override
  void left() {
    if (rest.batch == null) {
      super.left();
    } // else it is handed over first
  }

  @Override
  public void withdrawn(@Nullable Notification completion) {
    boolean hasRest = rest.batch != null; // before callbacks run
    try {
      super.withdrawn(completion);
    } finally {
      if (hasRest) { // the thread may be a timer's
        callbacks.deliverFromTimer(rest.alone());
      }
    }
  }

  /** The batch that had begun when the loop was withdrawn: its messages have been taken. */
  private final class Rest extends Notification {
    /** Written by the owner, and when it has been handed over. */
    volatile @Nullable List<T> batch;

    @Override
    public void deliver() {
      List<T> last = batch;
      if (last != null) {
        hand(last); // what the action throws now is dropped
        batch = null;
      }
      left();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.core;

import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.SpinWait;
import io.github.sluice.channel.internal.base.StackReserve;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the receivers of both channels have in common. */
public abstract class ReceiverHandle<T> extends ChannelHandle<T> implements Receiver<T> {
  protected ReceiverHandle(ChannelCore<T> core) {
    super(core);
  }

  /** Returns the channel's core, for a selector. */
  public final ChannelCore<T> core() {
    return core;
  }

  @Override
  public final @Nullable T tryReceive() {
    core.lease().requireUsable();
    return core.tryReceive(SpinWait.FOREVER);
  }

  @Override
  public final @Nullable T peek() {
    core.lease().requireUsable();
    return peek(SpinWait.FOREVER);
  }

  /** As {@link #peek()}, for a caller that may use the receiver. */
  protected final @Nullable T peek(int steps) {
    if (core.isRendezvous()) {
      StackReserve.require();
    }
    T message = core.lease().isCancelled() ? null : core.look(steps); // what is left is discarded
    if (core.isRendezvous()) {
      core.deliver(core.grantReleased());
    }
    if (message == null) {
      core.throwIfFailed();
    }
    return message;
  }

  @Override
  public final int drain(Consumer<? super T> action, int limit) {
    Objects.requireNonNull(action, "action");
    requireNotNegative(limit);
    Batch<T> batch = new Batch<>(core);
    Object formerHolder = acquireLease(Thread.currentThread(), limit);
    if (formerHolder == ReceiverLease.DISCARDING) {
      return 0;
    }
    try {
      batch.drain(action, limit);
    } finally {
      end(batch, formerHolder);
    }
    int taken = batch.taken();
    if (taken == 0) {
      core.throwIfFailed();
    }
    return taken;
  }

  /** As {@link Batch#moveTo}, with the lease. */
  protected final int moveTo(Collection<? super T> into, int limit, int steps) {
    requireNotNegative(limit);
    Batch<T> batch = new Batch<>(core);
    Object formerHolder = acquireLease(this, limit);
    if (formerHolder == ReceiverLease.DISCARDING) {
      return 0;
    }
    try {
      batch.moveTo(into, limit, steps);
    } finally {
      end(batch, formerHolder);
    }
    return batch.taken();
  }

  /** Acquires the lease for a batch; a batch of nothing acts as if the stream had ended. */
  private @Nullable Object acquireLease(Object holder, int limit) {
    if (limit == 0) {
      core.lease().requireUsable();
      return ReceiverLease.DISCARDING;
    }
    StackReserve.require();
    return core.lease().acquire(holder);
  }

  /** Ends a batch, releases the lease, and then delivers notifications. */
  private void end(Batch<T> batch, @Nullable Object formerHolder) {
    Notification due = batch.end();
    try {
      core.releaseLease(formerHolder);
    } finally {
      core.deliver(due);
    }
  }

  protected final void requireNotNegative(int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException(
          "cannot take "
              + limit
              + " messages from channel "
              + core.name()
              + ": the limit must be at least 0. Use Integer.MAX_VALUE for all that there are");
    }
  }

  protected final void requirePositive(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException(
          "cannot take batches of "
              + limit
              + " messages from channel "
              + core.name()
              + ": the limit must be at least 1");
    }
  }

  @Override
  public final boolean isTerminated() {
    return core.isTerminated();
  }

  @Override
  public final @Nullable Throwable failure() {
    ChannelFailedException failure = core.failure();
    return failure == null ? null : failure.getCause();
  }

  @Override
  public final CompletableFuture<@Nullable Void> terminationFuture() {
    return core.terminationFuture();
  }

  @Override
  public final void close() {
    core.close(null);
  }

  @Override
  public final void closeExceptionally(Throwable cause) {
    core.close(Objects.requireNonNull(cause, "cause"));
  }

  @Override
  public final void cancel() {
    core.cancel();
  }

  @Override
  public String toString() {
    return "Receiver" + core;
  }
}

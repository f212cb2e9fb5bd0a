// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import io.github.sluice.channel.Receiver;
import java.util.Collection;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the receivers of both channels have in common.
 *
 * @param <T> the type of the messages
 */
public abstract class ReceiverHandle<T> implements Receiver<T> {
  private final ChannelCore<T> core;

  /** Creates the receiver of a channel. */
  protected ReceiverHandle(ChannelCore<T> core) {
    this.core = core;
  }

  /** Returns the channel's core. */
  protected final ChannelCore<T> core() {
    return core;
  }

  @Override
  public final @Nullable T tryReceive() {
    core.lease().requireUsable();
    return core.tryReceive();
  }

  @Override
  public final int drain(Consumer<? super T> action, int limit) {
    Objects.requireNonNull(action, "action");
    requireNotNegative(limit);
    if (limit == 0) {
      core.lease().requireUsable();
      return 0;
    }
    core.requireStack();
    Object formerHolder = core.acquireLease(Thread.currentThread());
    if (formerHolder == ReceiverLease.DISCARDING) {
      return 0;
    }
    // The head is published with the last message of those that are there, before it is handed
    // over; a waiting sender is granted what is free after each; callbacks wait for the end.
    int taken = 0;
    int batchEnd = 0;
    Notification due = null;
    try {
      while (taken < limit && !core.lease().isCancelled()) {
        if (taken >= batchEnd) {
          batchEnd = taken + Math.min(limit - taken, core.size());
        }
        T message = taken < batchEnd ? core.take(taken == batchEnd - 1) : null;
        if (message == null) {
          break;
        }
        taken++;
        due = Notification.concat(due, core.grantReleased());
        action.accept(message);
      }
    } finally {
      endBatch(formerHolder, due, taken == batchEnd);
    }
    return reportTaken(taken);
  }

  /** Ends a batch, gives the lease back, and then runs callbacks. */
  private void endBatch(
      @Nullable Object formerHolder, @Nullable Notification before, boolean isPublished) {
    Notification due = isPublished ? before : Notification.concat(before, core.endBatch());
    try {
      core.releaseLease(formerHolder);
    } finally {
      core.deliver(due);
    }
  }

  /** Refuses a negative limit. */
  protected static void requireNotNegative(int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("limit must not be negative: " + limit);
    }
  }

  /**
   * Moves what is there to a collection; what that refuses stays in the channel.
   *
   * @param waits whether to wait for a message whose sender does not write it soon
   */
  protected final int moveTo(Collection<? super T> into, int limit, boolean waits) {
    requireNotNegative(limit);
    if (limit == 0) {
      core.lease().requireUsable();
      return 0;
    }
    core.requireStack();
    Object formerHolder = core.acquireLease(this);
    if (formerHolder == ReceiverLease.DISCARDING) {
      return 0;
    }
    Notification due = null;
    int batch = Math.min(limit, core.size());
    int taken = 0;
    try {
      T message;
      while (taken < batch && (message = waits ? core.peek() : core.peekBriefly()) != null) {
        into.add(message);
        core.remove(taken == batch - 1);
        taken++;
        due = Notification.concat(due, core.grantReleased());
      }
    } finally {
      endBatch(formerHolder, due, taken == batch);
    }
    return taken;
  }

  /** Returns the number, but that nothing was taken is not the whole truth if the stream failed. */
  protected final int reportTaken(int taken) {
    if (taken == 0) {
      core.throwIfFailed();
    }
    return taken;
  }

  @Override
  public final boolean isClosed() {
    return core.isClosed();
  }

  @Override
  public final boolean isTerminated() {
    return core.isTerminated();
  }

  @Override
  public final int size() {
    return core.size();
  }

  @Override
  public final int capacity() {
    return core.capacity();
  }

  @Override
  public void close() {
    core.close();
  }

  @Override
  public String toString() {
    return "Receiver" + core;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.core;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.ring.TailWord;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How the stream of a channel has ended. As a notification it completes the future of its close.
 */
final class CloseState extends Notification {
  private final ChannelCore<?> core;

  /** The future of the close, if a caller has asked for it. */
  private final AtomicReference<@Nullable ChannelFuture<@Nullable Void>> closed =
      new AtomicReference<>();

  private final AtomicBoolean isDelivered = new AtomicBoolean();

  /** Why the stream fails, if it does: counts only if the ring's end is FAILED. */
  private final AtomicReference<@Nullable Throwable> cause = new AtomicReference<>();

  CloseState(ChannelCore<?> core) {
    this.core = core;
  }

  /** Sets the cause of a failure, before the ring is closed with FAILED; the first one counts. */
  void setFailure(Throwable failure) {
    cause.compareAndSet(null, failure);
  }

  /** Returns the future that completes when the ring is closed. */
  CompletableFuture<@Nullable Void> future() {
    // A Dekker handshake: this sets `closed`, then reads the ring; the thread that closes the ring
    // does so before it calls completion(), which reads `closed`. One of the two sees the other.
    if (closed.get() == null
        && closed.compareAndSet(null, new ChannelFuture<>(null))
        && core.isClosed()) {
      core.deliver(completion());
    }
    return Objects.requireNonNull(closed.get());
  }

  /** Returns the completion of the future, once and if there is one; the ring has been closed. */
  @Nullable Notification completion() {
    return closed.get() != null && isDelivered.compareAndSet(false, true) ? alone() : null;
  }

  @Override
  public void deliver() {
    Objects.requireNonNull(closed.get()).succeed(null);
  }

  /** Creates the exception of a send that is not accepted, with its message if there is one. */
  ChannelClosedException closedException(@Nullable Object message) {
    return new ChannelClosedException(core.name(), message, isFailure() ? cause.get() : null);
  }

  boolean isFailure() {
    return cause.get() != null && core.ring.hasEnd(TailWord.FAILED);
  }

  /** Returns the failure of the stream, if everything before it has been received. */
  @Nullable ChannelFailedException failure() {
    // In this order: between the two a cancel may discard what is still to be received.
    return cause.get() != null && core.isTerminated() && isFailure() ? newFailure() : null;
  }

  /** Creates the exception of a stream that has failed. */
  ChannelFailedException newFailure() {
    return new ChannelFailedException(core.name(), Objects.requireNonNull(cause.get()));
  }
}

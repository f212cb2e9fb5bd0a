// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.ChannelFailedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** How the stream of a ring has ended, and the future of its being closed. */
final class CloseState {
  private static final VarHandle CAUSE =
      Fields.handle(MethodHandles.lookup(), "cause", Throwable.class);
  private static final VarHandle CLOSED =
      Fields.handle(MethodHandles.lookup(), "closed", ClosedFuture.class);

  private final MpscRing<?> ring;
  private final CallbackExecutor callbacks;

  /** Why the stream fails, if it does: counts only if the ring's end is FAILED. */
  private volatile @Nullable Throwable cause;

  /** Created when a caller asks for it. */
  private volatile @Nullable ClosedFuture closed;

  CloseState(MpscRing<?> ring, CallbackExecutor callbacks) {
    this.ring = ring;
    this.callbacks = callbacks;
  }

  /** Sets the cause of a failure, before the ring is closed with FAILED; the first one counts. */
  void setFailure(Throwable cause) {
    CAUSE.compareAndSet(this, null, cause);
  }

  /** Returns the completion of the future, if there is one; after the ring has been closed. */
  @Nullable Notification completion() {
    ClosedFuture future = closed; // after the ring's CAS; pairs with the CAS in closed()
    return future == null ? null : future.completion();
  }

  /** Returns the future that completes when the ring is closed. */
  CompletableFuture<@Nullable Void> closed() {
    if (closed == null) {
      ClosedFuture future = new ClosedFuture();
      if (ring.isClosed()) {
        future.complete(); // now, when nothing depends on it that would run here
        CLOSED.compareAndSet(this, null, future);
      } else if (CLOSED.compareAndSet(this, null, future) && ring.isClosed()) {
        // A Dekker handshake: CAS, then the ring is read; completion() reads this after the ring's
        // CAS. So one of the two sees what the other has done.
        callbacks.deliver(future.completion());
      }
    }
    return Objects.requireNonNull(closed);
  }

  /** Creates the exception of a send that is not accepted, with its message if there is one. */
  ChannelClosedException closedException(@Nullable Object message) {
    return new ChannelClosedException(message, isFailure() ? cause : null);
  }

  /** Returns whether the ring was closed by a failure. */
  boolean isFailure() {
    return cause != null && ring.hasEnd(TailWord.FAILED);
  }

  /**
   * Throws the failure of the stream to a receiver that has received everything before it.
   *
   * @throws ChannelFailedException if that is so
   */
  void throwIfFailed() {
    Throwable failure = cause;
    if (failure != null && ring.hasFailed()) {
      throw new ChannelFailedException(failure);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.ChannelFailedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** How the stream of a ring has ended, and who is told. */
final class StreamEnd {
  private static final VarHandle CAUSE =
      Fields.handle(MethodHandles.lookup(), "cause", Throwable.class);
  private static final VarHandle CLOSED =
      Fields.handle(MethodHandles.lookup(), "closed", ClosedFuture.class);

  private final MpscRing<?> ring;
  private final Executor callbacks;

  /** Why the stream fails, if it does: counts only if the ring's end is FAILED. */
  private volatile @Nullable Throwable cause;

  /** Made when somebody asks for it. */
  private volatile @Nullable ClosedFuture closed;

  StreamEnd(MpscRing<?> ring, Executor callbacks) {
    this.ring = ring;
    this.callbacks = callbacks;
  }

  /** Notes the cause of a failure, before the ring is closed with FAILED; the first one counts. */
  void causeFailure(Throwable cause) {
    CAUSE.compareAndSet(this, null, cause);
  }

  /** Completes the future; after the ring has been closed. */
  void tellClosed() {
    ClosedFuture future = closed; // after the ring's CAS; pairs with the CAS in closed()
    if (future != null) {
      callbacks.execute(future::complete);
    }
  }

  /** Returns the future that completes when the ring is closed. */
  CompletableFuture<@Nullable Void> closed() {
    if (closed == null) {
      ClosedFuture future = new ClosedFuture();
      if (ring.isClosed()) {
        future.complete(); // now, when nobody depends on it whose code would run here
        CLOSED.compareAndSet(this, null, future);
      } else if (CLOSED.compareAndSet(this, null, future) && ring.isClosed()) {
        // CAS, then the ring is looked at; tellClosed does it the other way round, so one of the
        // two sees what the other has done.
        callbacks.execute(future::complete);
      }
    }
    return Objects.requireNonNull(closed);
  }

  /** Returns what a sender is told whose message, if it had any, is not taken. */
  ChannelClosedException refusal(@Nullable Object message) {
    return new ChannelClosedException(message, isFailure() ? cause : null);
  }

  /** Tells whether the ring was closed by a failure. */
  boolean isFailure() {
    return cause != null && ring.hasEnd(TailWord.FAILED);
  }

  /**
   * Lets the receiver know that it has received everything before a failure.
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

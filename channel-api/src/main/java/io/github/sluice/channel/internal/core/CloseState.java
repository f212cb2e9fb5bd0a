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
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * How the stream of a channel has ended. As a notification it completes the future of its close.
 */
final class CloseState extends Notification {
  private static final String EACH_ITS_OWN =
      ". Each producer needs its own: take them all, with sender() or copy(), before the first"
          + " is closed";

  private static final AtomicReferenceFieldUpdater<CloseState, @Nullable Throwable> REASON =
      AtomicReferenceFieldUpdater.newUpdater(CloseState.class, Throwable.class, "reason");

  private final ChannelCore<?> core;

  /** The future of the close, if a caller has asked for it. */
  private final AtomicReference<@Nullable ChannelFuture<@Nullable Void>> closed =
      new AtomicReference<>();

  private final AtomicBoolean isDelivered = new AtomicBoolean();

  /** Why the stream fails, if it does: counts only if the ring's end is FAILED. */
  private final AtomicReference<@Nullable Throwable> cause = new AtomicReference<>();

  /** Why the receiver has closed the channel, if it has said so; the first one counts. */
  private volatile @Nullable Throwable reason;

  /**
   * Whether the receiver has closed the channel, for the texts of exceptions. Plain: written before
   * the CAS that closes the ring, and read after the ring was seen to be closed.
   */
  private boolean isByReceiver;

  CloseState(ChannelCore<?> core) {
    this.core = core;
  }

  /** Notes that the receiver closes the channel, and why, before it closes the ring. */
  void byReceiver(@Nullable Throwable why) {
    isByReceiver = true;
    REASON.compareAndSet(this, null, why);
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

  /** Creates the exception of a send that is not accepted, or of a request for permits. */
  ChannelClosedException closedException(@Nullable Object message) {
    return closedException(message == null ? "reserve" : "send", false, message);
  }

  /**
   * Creates the exception of an operation that is refused, with its message if there is one.
   *
   * @param operation what was refused, in the words that follow "cannot"
   * @param isHandleClosed whether the handle that was used is closed; the channel may be open then
   */
  ChannelClosedException closedException(
      String operation, boolean isHandleClosed, @Nullable Object message) {
    String text =
        "cannot "
            + operation
            + (isHandleClosed ? ": this handle of channel " : ": channel ")
            + core.name()
            + (isHandleClosed ? " is closed, and the channel " : " ")
            + how()
            + (message == null ? "" : "; the message is in undelivered()")
            + (isHandleClosed ? EACH_ITS_OWN : remedy());
    return new ChannelClosedException(text, message, cause());
  }

  /** Returns why the channel was closed, if it is and somebody has said so. */
  private @Nullable Throwable cause() {
    if (isFailure()) {
      return cause.get();
    }
    Throwable why = core.isClosed() ? reason : null;
    // A cancel keeps the cause of the close before it; of two that race, the receiver's.
    return why == null && core.ring.hasEnd(TailWord.CANCELLED) ? cause.get() : why;
  }

  private String how() {
    if (!core.isClosed()) {
      return "is open";
    }
    if (isFailure()) {
      return "has failed by closeExceptionally of a sender, see the cause";
    }
    if (hasEnded()) {
      return "has ended, because all its senders are closed";
    }
    return (core.ring.hasEnd(TailWord.CANCELLED) ? "was cancelled" : "was closed")
        + " by its receiver"
        + (cause() == null ? "" : ", see the cause");
  }

  private String remedy() {
    return hasEnded()
        ? ". Take all handles before the first of them is closed"
        : ". End the producer, or create another channel";
  }

  /** Returns whether the channel was closed because nothing kept its stream open any more. */
  private boolean hasEnded() {
    return core.ring.hasEnd(TailWord.CLOSED) && !isByReceiver && core.hasReleasedAll();
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

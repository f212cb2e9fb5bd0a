// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What the handles of both channels have in common. */
public abstract class SenderHandle<T> implements Sender<T> {
  private static final VarHandle CLOSED =
      Fields.handle(MethodHandles.lookup(), "closed", boolean.class);

  /** The channel's core. */
  protected final ChannelCore<T> core;

  private volatile boolean closed;

  protected SenderHandle(ChannelCore<T> core) {
    this.core = core;
  }

  @Override
  public SendResult trySend(T message) {
    Objects.requireNonNull(message, "message");
    return closed ? SendResult.CLOSED : core.trySend(message);
  }

  @Override
  public final @Nullable Permit<T> tryReserve(int messages) {
    requirePossible(messages);
    if (messages == 0) {
      return isClosed() ? null : new HeldPermit<>(core, 0);
    }
    HeldPermit<T> permit = new HeldPermit<>(core, messages); // before there is anything to lose
    StackReserve.require();
    if (closed || !core.tryRetain()) {
      return null;
    }
    if (core.tryReserve(messages) == SendResult.SENT) {
      return permit;
    }
    core.deliver(core.release());
    return null;
  }

  /** Refuses a number of permits that there can never be. */
  protected final void requirePossible(int permits) {
    int max = core.maxPermits();
    if (permits < 0 || permits > max) {
      throw new IllegalArgumentException(
          "permits for " + permits + " messages; possible are 0 to " + max);
    }
  }

  protected final void requireOpen() {
    if (closed) {
      throw core.closedException(null);
    }
  }

  @Override
  public final void fail(Throwable cause) {
    Objects.requireNonNull(cause, "cause");
    requireOpen();
    core.fail(cause);
  }

  @Override
  public final CompletableFuture<@Nullable Void> closed() {
    return core.closed();
  }

  @Override
  public final boolean sameChannel(Sender<?> other) {
    return Objects.requireNonNull(other, "other") instanceof SenderHandle<?> handle
        && handle.core == core;
  }

  @Override
  public final int senderCount() {
    return core.handles();
  }

  @Override
  public final boolean isClosed() {
    return closed || core.isClosed();
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
  public final int remainingCapacity() {
    return core.remainingCapacity();
  }

  @Override
  public void close() {
    StackReserve.require();
    if (markClosed()) {
      core.deliver(Notification.concat(handleClosed(), core.release(StreamRefs.HANDLE)));
    }
  }

  /** Refuses sends through this handle from now on; true for one caller. */
  public final boolean markClosed() {
    return CLOSED.compareAndSet(this, false, true);
  }

  /** Called once when this handle is closed, while it still counts. */
  protected @Nullable Notification handleClosed() {
    return null;
  }

  @Override
  public String toString() {
    return "Sender" + (closed ? "(closed)" : "") + core;
  }
}

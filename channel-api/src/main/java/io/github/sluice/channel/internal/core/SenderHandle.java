// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.core;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import io.github.sluice.channel.internal.base.StackReserve;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** What the handles of both channels have in common. */
public abstract class SenderHandle<T> extends ChannelHandle<T> implements Sender<T> {
  @SuppressWarnings("rawtypes") // there is no class literal with type arguments
  private static final AtomicIntegerFieldUpdater<SenderHandle> CLOSED =
      AtomicIntegerFieldUpdater.newUpdater(SenderHandle.class, "closed");

  /** 0 while this is open, then 1: there is no updater of booleans. */
  protected volatile int closed;

  protected SenderHandle(ChannelCore<T> core) {
    super(core);
  }

  @Override
  public final SendResult trySend(T message) {
    Objects.requireNonNull(message, "message");
    SendResult result = closed != 0 ? SendResult.CLOSED : core.trySend(message);
    if (result == SendResult.FULL) {
      core.countRefusal();
    }
    return result;
  }

  /** As {@link #trySend}, for a send that waits if there is no capacity. */
  public final SendResult attempt(T message) {
    Objects.requireNonNull(message, "message");
    return closed != 0 ? SendResult.CLOSED : core.trySend(message);
  }

  @Override
  public final @Nullable Permit<T> tryReserve(int messages) {
    Permit<T> permit = attemptReserve(messages);
    if (permit == null) {
      core.countRefusal();
    }
    return permit;
  }

  /** As {@link #tryReserve(int)}, for a request that waits if there is no capacity. */
  protected final @Nullable Permit<T> attemptReserve(int messages) {
    core.requireReservable();
    if (messages < 0 || messages > core.maxPermits()) {
      throw outOfRange(messages);
    }
    HeldPermit<T> permit = new HeldPermit<>(core, messages); // before there is anything to lose
    StackReserve.require();
    if (isClosed() || (messages > 0 && !core.tryRetain())) {
      throw closedException("reserve", null);
    }
    SendResult result = messages == 0 ? SendResult.SENT : core.tryReserve(messages);
    if (result != SendResult.SENT) {
      core.deliver(core.release());
    }
    if (result == SendResult.CLOSED) {
      throw closedException("reserve", null);
    }
    return result == SendResult.SENT ? permit : null;
  }

  private IllegalArgumentException outOfRange(int messages) {
    return new IllegalArgumentException(
        "cannot reserve capacity for "
            + messages
            + " messages in channel "
            + core.name()
            + ", of capacity "
            + core.capacity()
            + ": a permit is for 0 to "
            + core.maxPermits());
  }

  protected final void requireOpen(String operation) {
    if (closed != 0) {
      throw closedException(operation, null);
    }
  }

  /** Creates the exception of an operation of this handle that is refused. */
  protected final ChannelClosedException closedException(
      String operation, @Nullable Object message) {
    return core.closedException(operation, closed != 0, message);
  }

  @Override
  public final void closeExceptionally(Throwable cause) {
    Objects.requireNonNull(cause, "cause");
    requireOpen("call closeExceptionally");
    core.closeExceptionally(cause);
  }

  @Override
  public final CompletableFuture<@Nullable Void> closeFuture() {
    return core.closeFuture();
  }

  @Override
  public final boolean sameChannel(Sender<?> other) {
    return Objects.requireNonNull(other, "other") instanceof SenderHandle<?> handle
        && handle.core == core;
  }

  @Override
  public final int senderCount() {
    return core.senderCount();
  }

  @Override
  public final boolean isClosed() {
    return closed != 0 || core.isClosed();
  }

  @Override
  public void close() {
    StackReserve.require();
    if (markClosed()) {
      core.deliver(core.release(StreamRefs.HANDLE));
    }
  }

  /** Refuses sends through this handle from now on; true for one caller. */
  public boolean markClosed() {
    return CLOSED.compareAndSet(this, 0, 1);
  }

  @Override
  public String toString() {
    return "Sender" + (closed != 0 ? "(closed)" : "") + core;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/**
 * What the handles of both channels have in common.
 *
 * @param <T> the type of the messages
 */
public abstract class SenderHandle<T> implements Sender<T> {
  private static final VarHandle CLOSED =
      Fields.handle(MethodHandles.lookup(), "closed", boolean.class);

  private final ChannelCore<T> core;
  private volatile boolean closed;

  /** Makes an open handle, which counts. */
  protected SenderHandle(ChannelCore<T> core) {
    core.hold();
    this.core = core;
  }

  /** Returns the channel's core. */
  protected final ChannelCore<T> core() {
    return core;
  }

  @Override
  public SendResult trySend(T message) {
    Objects.requireNonNull(message, "message");
    return closed ? SendResult.CLOSED : core.trySend(message);
  }

  /** Tells whether this handle, whatever the channel, has been closed. */
  protected final boolean isHandleClosed() {
    return closed;
  }

  /** Refuses an operation that needs an open handle. */
  protected final void requireOpen() {
    if (closed) {
      throw new ChannelClosedException();
    }
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
  public final void close() {
    if (CLOSED.compareAndSet(this, false, true)) {
      handleClosed();
      core.release();
    }
  }

  /** Called once when this handle is closed, while it still counts. */
  protected void handleClosed() {}

  @Override
  public String toString() {
    return "Sender" + (closed ? "(closed)" : "") + core;
  }
}

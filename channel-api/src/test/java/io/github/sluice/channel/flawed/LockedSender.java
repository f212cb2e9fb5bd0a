// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.flawed;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import io.github.sluice.channel.WeakSender;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A handle of a {@link LockedChannel}. */
final class LockedSender<T> extends LockedEnd<T> implements Sender<T> {
  private boolean open = true; // under the channel's lock

  private LockedSender(LockedChannel<T> channel) {
    super(channel);
  }

  static <T> LockedSender<T> of(LockedChannel<T> channel) {
    channel.lock.lock();
    try {
      channel.addHandle();
      return new LockedSender<>(channel);
    } finally {
      channel.unlock();
    }
  }

  void send(T message) throws InterruptedException {
    Objects.requireNonNull(message);
    channel.lock.lock();
    try {
      if (!open) {
        throw channel.closedException(message);
      }
      channel.send(message);
    } finally {
      channel.unlock();
    }
  }

  @Override
  public SendResult trySend(T message) {
    if (channel.flaw == Flaw.SAYS_FULL_WHEN_BUSY && channel.lock.isLocked()) {
      return SendResult.FULL;
    }
    if (channel.flaw != Flaw.REJECTS_NULL_TOO_LATE) {
      Objects.requireNonNull(message);
    }
    channel.lock.lock();
    try {
      if (message == null) {
        channel.tryReserve(1);
      }
      Objects.requireNonNull(message);
      if (isHidden(Flaw.FREES_CAPACITY_LATE) || isHidden(Flaw.GIVES_BACK_LATE)) {
        return SendResult.FULL;
      }
      if (isHidden(Flaw.CLOSES_LATE)) {
        return SendResult.SENT;
      }
      channel.late.hide(Flaw.SHOWS_MESSAGES_LATE);
      return open ? channel.trySend(message) : SendResult.CLOSED;
    } finally {
      channel.unlock();
    }
  }

  private boolean isHidden(Flaw kind) {
    return channel.late.isHidden(kind);
  }

  @Override
  public @Nullable Permit<T> tryReserve(int messages) {
    int most = Math.min(channel.capacity, LockedChannel.MAX_PERMITS);
    if (messages < 0 || messages > most) {
      throw new IllegalArgumentException(messages + " is not 0 to " + most);
    }
    channel.lock.lock();
    try {
      requireOpen();
      if (channel.isClosed()) {
        throw channel.closedException(null);
      }
      boolean reserved = messages == 0 || channel.tryReserve(messages);
      return reserved ? new LockedPermit<>(channel, messages) : null;
    } finally {
      channel.unlock();
    }
  }

  @Override
  public Sender<T> copy() {
    channel.lock.lock();
    try {
      requireOpen();
      return of(channel);
    } finally {
      channel.unlock();
    }
  }

  private void requireOpen() {
    if (!open) {
      throw channel.closedException(null);
    }
  }

  @Override
  public WeakSender<Sender<T>> downgrade() {
    return () -> {
      try {
        return of(channel);
      } catch (ChannelClosedException e) {
        return null;
      }
    };
  }

  @Override
  public void closeExceptionally(Throwable cause) {
    Objects.requireNonNull(cause);
    channel.lock.lock();
    try {
      requireOpen();
      channel.fail(cause);
    } finally {
      channel.unlock();
    }
  }

  @Override
  public CompletableFuture<@Nullable Void> closeFuture() {
    return channel.closed;
  }

  @Override
  public boolean sameChannel(Sender<?> other) {
    return Objects.requireNonNull(other) instanceof LockedSender<?> sender
        && sender.channel == channel;
  }

  @Override
  public int senderCount() {
    return locked(LockedChannel::handles);
  }

  @Override
  public boolean isClosed() {
    return locked(c -> open && !c.isClosed() ? 0 : 1) == 1;
  }

  @Override
  public void close() {
    channel.lock.lock();
    try {
      if (open || channel.flaw == Flaw.COUNTS_CLOSE_TWICE) {
        open = false;
        channel.removeHandle();
      }
    } finally {
      channel.unlock();
    }
  }
}
